// Makes the files that people take away: loaded when somebody first exports or shares, and not before.
//
// The page puts this script into itself and then calls `outageExport`. The bytes come from the exporter (WebAssembly); what
// only a browser can do is done here: pixels from SVG, and handing a file over.

// The same mark for all parts, which the page asks for them by: it changes with any of them, so that files of two builds
// never meet. The build (site/) fills in the checksum of the WebAssembly file; those of the scripts are in the page.
const build = new URL(import.meta.url).search;
const integrity = "";

// How long the loop of a kit may take, in milliseconds: on a slow machine the kit comes without it.
const KIT_PATIENCE = 20_000;

let exporter;

/** The exporter, loaded once. What failed is tried again the next time, as far as the browser forgets failures. */
function load() {
  exporter ??= (async () => {
    // The file that holds everything has them in itself.
    const inside = globalThis.outageInside;
    const module = inside?.modules.exporter ?? (await import(`./exporter.js${build}`));
    const file = new URL(`./exporter_bg.wasm${build}`, import.meta.url);
    await module.default({ module_or_path: inside?.wasm("exporter") ?? fetch(file, { integrity }) });
    return module;
  })();
  exporter.catch(() => (exporter = undefined));
  return exporter;
}

/** The plan that a link needs: of the outage that it names, or of the text that it holds. The page that has such a link
 * open has the one, or the compiler. */
async function planOf(link, { held, named }) {
  const name = named(link);
  const plan = await new Promise((done, failed) => {
    if (name) return outagePlan(name, done);
    outageCompile(held(link), (plan, problems) => (plan ? done(plan) : failed(new Error(problems[0]))));
  });
  return plan ?? Promise.reject(new Error("the outage could not be fetched: there is no network"));
}

/** Lets the browser paint and answer between two long steps. */
const rest = () => new Promise((done) => setTimeout(done));

/** What the pixels of an SVG text are drawn on, at a scale. */
async function drawn(svg, scale) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    if (!brush) throw new Error("this browser gives no canvas");
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { canvas, brush };
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function png(svg) {
  const { canvas } = await drawn(svg, 2);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  return blob ?? Promise.reject(new Error("the browser did not give the picture's pixels"));
}

/** The loop; nothing when it is not ready in time, in milliseconds. */
async function animated({ Animation }, moment, theme, say, patience = Infinity) {
  const moments = moment.moments();
  const begin = performance.now();
  let animation;
  for (const [index, minutes] of moments.entries()) {
    say(`Frame ${index + 1} of ${moments.length}`);
    if (performance.now() - begin > patience) {
      animation?.free();
      return undefined;
    }
    const { canvas, brush } = await drawn(moment.frame(minutes, theme), 1);
    animation ??= new Animation(canvas.width, canvas.height, moments.length);
    animation.add(brush.getImageData(0, 0, canvas.width, canvas.height).data);
    await rest();
  }
  return animation.finish();
}

async function packed(module, moment, say) {
  const kit = moment.kit();
  const names = moment.kit_figures();
  for (const [index, name] of names.entries()) {
    say(`Picture ${index + 1} of ${names.length}`);
    const blob = await png(moment.kit_figure(name));
    kit.add(`${name}@2x.png`, new Uint8Array(await blob.arrayBuffer()));
    await rest();
  }
  const loop = await animated(module, moment, "light", say, KIT_PATIENCE);
  if (loop) kit.add("loop.png", loop);
  say("Packing");
  await rest();
  return kit.finish();
}

/**
 * The page as one file that holds everything, opening at a link. The build made it, with places for the link and for the
 * address of the page that it comes from.
 */
async function single(link, page) {
  if (globalThis.outageInside) throw new Error("this page is such a file already: save it from the browser's menu");
  // Its checksum is in the page, as this script is in that file. A page under development has no such file.
  const expected = document.querySelector('meta[name="outage-explorer-single"]')?.content;
  if (!expected) throw new Error("this page has no such file beside it: take it from the newest version of the page");
  const answer = await fetch("./outage-explorer.html", { cache: "no-cache", integrity: expected }).catch(() => {
    // Browsers do not say which of the two it was.
    throw new Error("the single page needs the network, or a newer version has replaced it: go online and reload the page");
  });
  if (!answer.ok) throw new Error(`the file is not beside the page (${answer.status})`);
  let html = await answer.text();
  const home = /^https?:/.test(page) ? page.split(/[?#]/)[0] : "";
  for (const [name, text] of Object.entries({ link, home })) {
    const place = `<meta name="outage-explorer-${name}" content="`;
    const parts = html.split(`${place}">`);
    if (parts.length !== 2) throw new Error(`the file beside the page has no place for the ${name}`);
    html = parts.join(`${place}${text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)}">`);
  }
  return html;
}

// Each kind: what follows the name, the type, and how it is made.
const svg = "image/svg+xml";
const kinds = {
  "figure-svg": [".svg", svg, (moment, { theme }) => moment.figure(theme, "lanes")],
  "figure-png": ["@2x.png", "image/png", (moment, { shown }) => png(moment.figure(shown, "lanes"))],
  "whole-svg": ["-whole.svg", svg, (moment, { theme }) => moment.figure(theme, "whole")],
  "whole-png": ["-whole@2x.png", "image/png", (moment, { shown }) => png(moment.figure(shown, "whole"))],
  "wide-svg": ["-wide.svg", svg, (moment, { theme }) => moment.figure(theme, "wide")],
  "wide-png": ["-wide@2x.png", "image/png", (moment, { shown }) => png(moment.figure(shown, "wide"))],
  csv: [".csv", "text/csv", (moment) => moment.csv()],
  json: [".json", "application/json", (moment) => moment.json()],
  timeline: ["-timeline.md", "text/markdown", (moment) => moment.timeline()],
  animation: ["-loop.png", "image/apng", (moment, { shown, say }, module) => animated(module, moment, shown, say)],
  page: [".html", "text/html", (moment, { link, page }) => single(link, page)],
  "versus-svg": ["-compared.svg", svg, (moment, { theme, other }) => moment.versus(other, theme)],
  "versus-png": ["-compared@2x.png", "image/png", (moment, { shown, other }) => png(moment.versus(other, shown))],
  "versus-csv": ["-compared.csv", "text/csv", (moment, { other }) => moment.versus_csv(other)],
  kit: ["-kit.zip", "application/zip", (moment, { say }, module) => packed(module, moment, say)],
};

/** Makes a file and says its name and what is in it. */
async function make(kind, link, page, options) {
  const module = await load();
  const moment = new module.Moment(link, page, await planOf(link, module));
  // The run that it is compared with, which may be of another outage.
  const against = kind.startsWith("versus-") ? moment.with() : undefined;
  const other = against && new module.Moment(against, page, await planOf(against, module));
  try {
    const [ending, type, made] = kinds[kind];
    const content = await made(moment, { ...options, other }, module);
    // Pictures in other colours are other files.
    const colours = !type.startsWith("image/") ? "light" : type === svg ? options.theme : options.shown;
    const name = moment.stem() + (colours === "light" ? "" : `-${colours}`) + ending;
    return { name, blob: content instanceof Blob ? content : new Blob([content], { type }) };
  } finally {
    moment.free();
    other?.free();
  }
}

/** When the next file may be made. */
let turn = Promise.resolve();

function hand({ name, blob }) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  return name;
}

/**
 * Makes a file and hands it over, or answers with a text.
 *
 * @param {string} kind one of `kinds`; the same after "text-", to be answered with as a text; "qr": the link as an SVG text;
 *   or "forms": what an author copies, name, hint and text of each form with U+001F between
 * @param {string} link the fragment of the address, with its #
 * @param {string} page the address of the page, without a fragment
 * @param {string} how light, dark or auto; pictures in pixels cannot change, so auto is what the reader sees. For forms what
 *   the author chose
 * @param {(text: string) => void} say told what is being done
 * @param {(problem: string, answer: string) => void} done told the problem, or "" and the file's name or the text
 */
globalThis.outageExport = async (kind, link, page, how, say, done) => {
  // However many are asked for at once, the browser paints and answers between them.
  await (turn = turn.then(rest));
  try {
    if (kind === "qr") return done("", (await load()).qr_code(page + link) ?? "");
    if (kind === "forms") {
      const module = await load();
      return done("", module.forms(link, page, how, await planOf(link, module)).join("\u001f"));
    }
    const text = kind.startsWith("text-");
    const dark = how === "dark" || (how === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    const options = { link, page, theme: how, shown: dark ? "dark" : "light", say };
    const file = await make(text ? kind.slice(5) : kind, link, page, options);
    done("", text ? await file.blob.text() : hand(file));
  } catch (error) {
    done(String(error?.message ?? error), "");
  }
};
