// Opens the built page in Chromium for the tests in this folder.
//
//   import { open, axe } from "./harness.mjs";
//   const { page, consoleMessages, pageErrors, close } = await open("/#/some-address", { colorScheme: "dark" });
//
// `cargo xtask test browser` sets PAGE_URL (the page, in a folder of a local server) and CHROME (the browser).
// With SHOTS=1, `screenshot` writes target/screenshots/<name>.png.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { returning } from "./visitor.mjs";

const workspace = new URL("../../", import.meta.url);
const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The address of the page; ends in a slash. */
export const pageUrl = process.env.PAGE_URL ?? fail("PAGE_URL is not set: run `cargo xtask test browser`");

let browser;

/** The browser, started once per test file and ended with it. */
export async function launch() {
  if (!browser) {
    const settings = JSON.parse(await readFile(new URL("webdriver.json", workspace), "utf8"));
    const args = settings["goog:chromeOptions"].args.filter((argument) => argument !== "--headless");
    browser = chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args });
  }
  return browser;
}

/** Ends the browser. Tests need not call it. */
export async function quit() {
  await (await browser)?.close();
  browser = undefined;
}

if (process.argv[1]?.endsWith(".test.mjs")) after(quit);

/**
 * Opens the page and waits until the app has drawn itself.
 *
 * @param {string} path what follows the page's address: "/", "/#/…"
 * @param {object} options
 *   viewport, colorScheme, reducedMotion, forcedColors, locale, javaScriptEnabled … as Playwright's contexts take them;
 *   `before`: called with the page before it loads, for routes and init scripts;
 *   `wait`: false if the app is not expected to start;
 *   `newcomer`: true for a first visit, which begins with an opening; the others are those of somebody who has seen them;
 *   `keep`: true if the page may keep itself for visits without a network. Routes do not see what it then answers itself.
 * @returns page, context, consoleMessages ("type: text"), pageErrors (texts), requests (addresses), close
 */
export async function open(path = "/", { before, wait = true, keep = false, newcomer = false, ...options } = {}) {
  const context = await (await launch()).newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const consoleMessages = [];
  const pageErrors = [];
  const requests = [];
  page.on("console", (message) => consoleMessages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  page.on("websocket", (socket) => requests.push(socket.url()));
  if (!newcomer) await context.addInitScript(returning);
  if (!keep) await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await before?.(page);
  await page.goto(address(path));
  if (wait) await drawn(page);
  return { page, context, consoleMessages, pageErrors, requests, close: () => context.close() };
}

/** The full address of `path` in the page. */
export function address(path = "/") {
  return new URL(path.replace(/^\//, "./"), pageUrl).href;
}

/** Waits until the app has put something into the page (or into a frame of it), with the part that holds the knobs, and a frame was painted since. */
export async function drawn(frame) {
  await frame.waitForFunction(() => document.querySelector("#app > :not(.loading)") && !document.querySelector(".what-if:not([id]) > p:empty"));
  await painted(frame);
}

/** Waits until what is in a page or frame now has been painted. */
export async function painted(frame) {
  await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Waits until the page has nothing to do: what it judges and registers after its first picture is done. */
export async function rests(page) {
  await page.waitForLoadState("networkidle");
  const idle = () => new Promise((done) => requestIdleCallback((deadline) => done(!deadline.didTimeout && deadline.timeRemaining() > 20), { timeout: 500 }));
  for (let calm = 0, round = 0; calm < 5; round += 1) {
    // Whatever moves, a caret among it, keeps a page busy for ever.
    if (round > 100) throw new Error("the page never rests");
    calm = (await page.evaluate(idle)) ? calm + 1 : 0;
  }
}

/** Lets the page paint twenty times, in which a clock that runs shows another time. */
export async function stands(page) {
  for (let round = 0; round < 10; round += 1) await painted(page);
}

/** Checks again until nothing is thrown, for ten seconds; then throws what was thrown last. */
export async function eventually(check, patience = 10_000) {
  for (const end = Date.now() + patience; ; ) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/**
 * Serious and critical accessibility violations found by axe, a text each: empty if all is well.
 *
 * @param {object} options axe's run options
 */
export async function axe(page, options = {}) {
  // Not as a script of the page: its policy would refuse that.
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate((given) => globalThis.axe.run(document, given), options);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}`).join("\n")}`);
}

/** Saves a picture of the page when SHOTS=1, and does nothing otherwise. */
export async function screenshot(page, name, options = {}) {
  if (process.env.SHOTS !== "1") return;
  const folder = new URL("target/screenshots/", workspace);
  await mkdir(folder, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.png`, folder));
  await page.screenshot({ path, ...options });
  console.log(path);
}

function fail(message) {
  throw new Error(message);
}
