// Loads the app and starts it; if that fails, says so instead of leaving an empty page.
//
// The build (site/) writes this script into the page, and beside it where the program is: the address of its module, and
// the address and checksum of the WebAssembly file. The file that holds everything has the program in itself instead.

// What may become markup or the address of a script (Trusted Types): charts that the app draws, and files of its own.
// A browser that does not know of policies takes plain texts.
const rules = {
  createHTML: (svg) => svg,
  createScriptURL(address) {
    if (/^(sw|\.\/(export|compile|outage-explorer-\w+))\.js(\?v=\w+)?$/.test(address)) return address;
    throw new TypeError(`${address} is no script of this page`);
  },
};
globalThis.outageTrust = globalThis.trustedTypes?.createPolicy("outage-explorer", rules) ?? rules;

const meta = (name) => document.querySelector(`meta[name="outage-explorer-${name}"]`);

// Only the file that holds everything has this; see site/assets/inside.js.
const inside = globalThis.outageInside;

// The plan of each outage, the one that opens by itself first, and the sessions: their addresses and checksums.
const plans = {};

// What is seen of each outage until the program is there: two pictures, for wide and narrow screens, whose systems these are, a
// sentence. In somebody's article the picture alone.
const firsts = {};

const fetched = {};

/** The plan of an outage, fetched once. What failed is tried again the next time. */
function plan(name) {
  fetched[name] ??= (async () => {
    const [address, integrity] = plans[name];
    const response = inside?.wasm(`${name}-plan`) ?? (await fetch(address, { integrity }));
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const plan = response.body.pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(plan).arrayBuffer());
  })();
  fetched[name].catch(() => delete fetched[name]);
  return fetched[name];
}

/** Hands over the plan of an outage, or nothing when it cannot be fetched: to src/browser/plans.rs and export.js. */
globalThis.outagePlan = (name, done) => void plan(name).then(done, () => done());

/** The outage that the address names, else the first; none when it is in the link itself. And whether the link says more. */
function named() {
  const [, name, more] = /^#?\/?([\w-]*)(\?.)?/.exec(location.hash);
  return [name === "file" ? "" : Object.hasOwn(plans, name) ? name : Object.keys(plans)[0], more];
}

/** Shows the picture of an outage, or none, while the program is on its way. */
function show(name, more) {
  const stage = document.querySelector(".loading .stage");
  const [wide, narrow, whose, sentence] = (!inside && firsts[name]) || [];
  if (stage.firstElementChild?.dataset.of !== name) {
    stage.replaceChildren();
    if (wide) {
      const image = new Image();
      image.className = "first";
      // It is small, and seen long before what else is fetched.
      image.fetchPriority = "high";
      image.alt = "";
      image.src = matchMedia("(max-width: 43.74rem)").matches ? narrow : wide;
      stage.append(image);
    }
    document.querySelector(".loading .whose").textContent = whose ?? "";
  }
  // The sentence is about the beginning.
  document.querySelector(".loading h2").textContent = more ? "" : sentence ?? "";
}

async function start(name) {
  // While the program is on its way.
  if (name) plan(name).catch(() => {});
  if (inside) return inside.modules.app.default({ module_or_path: inside.wasm("app") });
  const { content, dataset } = meta("wasm");
  const wasm = fetch(content, { integrity: dataset.integrity });
  // If the module fails first, nobody waits for this any more.
  wasm.catch(() => {});
  const { default: app } = await import(document.querySelector('link[rel="modulepreload"]').href);
  return app({ module_or_path: wasm });
}

/** Keeps the page for visits without a network. Where that is refused, the page works as before. */
async function keep() {
  try {
    if (!meta("offline") || window.parent !== window) return;
    const kept = await navigator.serviceWorker.register(outageTrust.createScriptURL("sw.js"));
    // Browsers look for a new version by themselves, but not always at each visit.
    await kept.update();
  } catch {
    // Private windows and policies refuse it, and without a network there is no update.
  }
}

try {
  const [name, more] = named();
  show(name, more);
  // In somebody's article: `embed.html?load=click` downloads nothing until a reader wants it.
  if (new URLSearchParams(location.search).get("load") === "click") await click();
  // A link that somebody put into the file. What stands in the address bar comes first.
  const link = meta("link")?.content ?? "";
  if (link.startsWith("#") && location.hash.length < 2) location.replace(link);
  await start(name);
  // The app still works out what its knobs do, and the first seconds belong to that.
  setTimeout(keep, 3000);
} catch (error) {
  document.getElementById("fallback-reason").textContent = String(error);
  document.getElementById("fallback").hidden = false;
  document.getElementById("app").hidden = true;
  console.error(error);
  const message = { type: "outage-explorer", v: 1, event: "error", code: "start", text: String(error) };
  if (parent !== window) parent.postMessage(message, "*");
}

function click() {
  const button = document.createElement("button");
  button.className = "primary load";
  button.textContent = "Run the simulation";
  document.getElementById("app").append(button);
  return new Promise((done) => {
    button.onclick = () => {
      button.remove();
      done();
    };
  });
}
