// Chromium and Firefox, through puppeteer: the one by its own protocol, the other by WebDriver BiDi.

import { readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";
import { returning } from "../visitor.mjs";
import { find } from "./keep.mjs";

const settings = new URL("../../../webdriver.json", import.meta.url);

/** Starts a browser. */
export async function start(engine, { dark, calm }) {
  if (engine === "chromium") {
    const { args } = JSON.parse(await readFile(settings, "utf8"))["goog:chromeOptions"];
    const browser = await puppeteer.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args });
    const features = [
      { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: calm ? "reduce" : "no-preference" },
    ];
    return { open: (size) => open(browser, size, (page) => page.emulateMediaFeatures(features)), end: () => browser.close() };
  }
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    extraPrefsFirefox: {
      "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
      "ui.prefersReducedMotion": calm ? 1 : 0,
    },
  });
  return { open: (size) => open(browser, size, () => {}), end: () => browser.close() };
}

async function open(browser, size, prepare) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => {
    if (["error", "warn", "warning"].includes(message.type())) errors.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.setViewport({ width: size.width, height: size.height });
  if (!size.newcomer) await page.evaluateOnNewDocument(returning);
  await prepare(page);

  const inside = async (frames) => {
    let frame = page.mainFrame();
    for (const path of frames) {
      const handle = await frame.evaluateHandle(find, path);
      frame = (await handle.asElement()?.contentFrame()) ?? fail(`${path} holds no frame`);
    }
    return frame;
  };
  return {
    errors: async () => errors,
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    resize: (wanted) => page.setViewport(wanted),
    run: async (frames, fn, args) => (await inside(frames)).evaluate(fn, ...args),
    click: async (frames, path) => {
      const handle = await (await inside(frames)).evaluateHandle(find, path);
      await handle.asElement().click();
    },
    key: (name) => page.keyboard.press(name),
    picture: () => page.screenshot(),
    close: () => context.close(),
  };
}

function fail(message) {
  throw new Error(message);
}
