// Chromium, Firefox and WebKit behind one small interface, for what must hold in all three.
//
//   import { ENGINES, openIn, drawn } from "./engines.mjs";
//   for (const engine of ENGINES) {
//     test(`the clock moves in ${engine}`, async () => {
//       const tab = await openIn(engine, address("/#/kinesis-2020"), { width: 390, height: 844, colorScheme: "dark" });
//       await drawn(tab);
//       await tab.click('[data-testid="play"]');
//       await tab.until((start) => document.querySelector("time").textContent !== start, "07:41");
//       await tab.close();
//     });
//   }
//
// A tab, and each frame of it, has:
//   run(fn, ...args)     what a function gives that runs in the page; it may answer later; all of it plain values
//   until(fn, ...args)   asks again until the answer counts as true, and gives it; fails after 40 s with what was last
//                        answered. `until.within(ms)(fn, ...args)` waits for another time.
//   frame(path)          the same inside an iframe, of whatever origin. A path is one or more selectors with " >> " between
//                        them, each inside the one before or its shadow root: tab.frame("outage-explorer >> iframe")
//   text(path)           the text that an element shows, trimmed
//   click(path)          presses the middle of an element
//   waitFor(path)        waits until there is such an element
// A tab alone has:
//   goto(url), reload(), resize({ width, height }), key("ArrowRight"), close()
//   errors()             errors and warnings of page and frames. In WebKit: of the page alone, once it has loaded.
//   screenshot(name)     with SHOTS=1 writes target/screenshots/<engine>-<name>.png, and does nothing otherwise
//
// Each tab starts without cookies, caches and storage. `ENGINES=chromium,firefox` in the environment leaves out the rest:
// for systems that have no WebKitGTK. CHROME, FIREFOX, WEBKIT_DRIVER, MINIBROWSER and XVFB name the programs.

import { mkdir, writeFile } from "node:fs/promises";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { retry } from "./engines/keep.mjs";

/** How long is waited for anything, in milliseconds. */
const PATIENCE = 40_000;

const ALL = ["chromium", "firefox", "webkit"];

/** The engines that the tests run in. */
export const ENGINES = process.env.ENGINES?.split(",").map((name) => name.trim()).filter(Boolean) ?? ALL;
if (ENGINES.length === 0) throw new Error(`ENGINES names no engine; there are ${ALL.join(", ")}`);
const unknown = ENGINES.filter((name) => !ALL.includes(name));
if (unknown.length > 0) throw new Error(`ENGINES: there is no engine ${unknown.join(", ")}; there are ${ALL.join(", ")}`);

const started = new Map();

/**
 * Opens an address and waits until it has loaded.
 *
 * @param {string} engine one of ENGINES
 * @param {object} options width, height; colorScheme: "light" or "dark"; reducedMotion: true; newcomer: true for a first visit,
 *   which begins with an opening
 */
export async function openIn(engine, url, { width = 1440, height = 900, colorScheme = "light", reducedMotion = false, newcomer = false } = {}) {
  const looks = { dark: colorScheme === "dark", calm: reducedMotion };
  const key = `${engine} ${JSON.stringify(looks)}`;
  if (!started.has(key)) started.set(key, start(engine, looks));
  const tab = await opened(await started.get(key), { width, height, newcomer }, url);
  const { goto, reload, resize, key: press, errors, close } = tab;
  return { engine, ...view(tab, []), goto, reload, resize, key: press, errors, close, screenshot: (name) => shoot(tab, `${engine}-${name}`) };
}

/** A tab with an address in it. Where a window does not come to life, another one is opened; the output says so. */
async function opened(browser, size, url, tries = 3) {
  const tab = await browser.open(size);
  try {
    await tab.goto(url);
    return tab;
  } catch (error) {
    await tab.close();
    if (!error.again || tries <= 1) throw error;
    console.warn(`${error.message}; another window is opened`);
    return opened(browser, size, url, tries - 1);
  }
}

async function start(engine, looks) {
  const driver = await import(engine === "webkit" ? "./engines/webkit.mjs" : "./engines/puppeteer.mjs");
  return driver.start(engine, looks);
}

/** The page, or a frame of it. */
function view(tab, frames) {
  const run = (fn, ...args) => tab.run(frames, fn, args);
  const where = frames.length > 0 ? ` in ${frames.join(", in it ")}` : "";
  const within = (patience) => (fn, ...args) => {
    const attempt = async () => {
      const value = await run(fn, ...args);
      return value || Promise.reject(new Error(`the last answer was ${JSON.stringify(value)}`));
    };
    return retry(attempt, () => `waited in vain${where} for ${fn} with ${JSON.stringify(args)}`, patience);
  };
  const until = Object.assign(within(PATIENCE), { within });
  return {
    run,
    until,
    frame: (path) => view(tab, [...frames, path]),
    text: (path) => run((path) => path.split(" >> ").reduce((root, selector) => (root.shadowRoot ?? root).querySelector(selector), document).innerText.trim(), path),
    click: (path) => tab.click(frames, path),
    waitFor: (path) => until((path) => path.split(" >> ").reduce((root, selector) => (root?.shadowRoot ?? root)?.querySelector(selector), document) != null, path),
  };
}

/** Waits until the app has put something into a page or frame, with the part that holds the knobs, and that was painted. */
export async function drawn(view) {
  await view.until(() => document.querySelector("#app > :not(.loading)") != null && document.querySelector(".what-if:not([id]) > p:empty") == null);
  await view.run(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

async function shoot(tab, name) {
  if (process.env.SHOTS !== "1") return;
  const folder = new URL("../../target/screenshots/", import.meta.url);
  await mkdir(folder, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.png`, folder));
  await writeFile(path, await tab.picture());
  console.log(path);
}

after(async () => {
  for (const browser of started.values()) await (await browser.catch(() => {}))?.end();
});
