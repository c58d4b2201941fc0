// The page loads: everywhere, quietly, and it says so when it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, axe, drawn, launch, open, pageUrl, painted, screenshot } from "./harness.mjs";

test("the page loads without a word on the console", async () => {
  const { page, consoleMessages, pageErrors, close } = await open("/", { keep: true });
  assert.match(await page.title(), /Outage Explorer/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("#fallback").isVisible(), false);
  await screenshot(page, "load");
  assert.deepEqual(consoleMessages, []);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("the page asks nobody else for anything, and stays in its folder", async () => {
  const { requests, close } = await open("/");
  const inside = (url) => url.startsWith(pageUrl) || url.startsWith("data:") || url.startsWith("blob:");
  assert.deepEqual(requests.filter((url) => !inside(url)), []);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`nothing hinders assistive technology, ${colorScheme}`, async () => {
    const { page, close } = await open("/", { colorScheme });
    assert.equal((await axe(page)).join("\n"), "");
    await close();
  });
}

test("the page works in a sandboxed frame of another site", async () => {
  const context = await (await launch()).newContext();
  const page = await context.newPage();
  await page.setContent(`<iframe sandbox="allow-scripts" width="1000" height="700" src="${address("/")}"></iframe>`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await drawn(frame);
  assert.equal(await frame.locator("#fallback").isVisible(), false);
  await context.close();
});

test("on a slow line the page says that it is loading, until it is there", async () => {
  let arrive;
  const held = new Promise((done) => (arrive = done));
  const before = (page) => page.route("**/*.wasm", (route) => held.then(() => route.continue()));
  const { page, close } = await open("/", { before, wait: false });
  await page.getByText("The simulation is loading").waitFor();
  // It is there at once: what fades in counts as painted only when the program does.
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  assert.equal((await axe(page)).join("\n"), "");
  await screenshot(page, "load-slow");
  await page.evaluate(() => {
    globalThis.shifted = 0;
    const add = (list) => list.getEntries().forEach((entry) => (globalThis.shifted += entry.value));
    new PerformanceObserver(add).observe({ type: "layout-shift" });
  });
  arrive();
  await drawn(page);
  // Nothing is left to be done, twice: what the first rest brings is painted by then too.
  for (const _ of [1, 2]) {
    await page.evaluate(() => new Promise((done) => requestIdleCallback(() => done())));
    await painted(page);
  }
  assert.ok((await page.evaluate(() => globalThis.shifted)) < 0.05, "nothing jumps when it is there");
  assert.equal(await page.getByText("The simulation is loading").count(), 0);
  await close();
});

test("without WebAssembly the page says why it stays empty", async () => {
  const before = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
  const { page, close } = await open("/", { before, wait: false });
  await page.locator("#fallback").waitFor();
  assert.match(await page.locator("#fallback-reason").innerText(), /WebAssembly/);
  await screenshot(page, "load-without-wasm");
  await close();
});

test("when a download fails the page says so", async () => {
  const before = (page) => page.route("**/*.wasm", (route) => route.abort());
  const { page, close } = await open("/", { before, wait: false });
  await page.locator("#fallback").waitFor();
  assert.equal((await axe(page)).join("\n"), "");
  await close();
});

test("without JavaScript the page still says what it is", async () => {
  const { page, close } = await open("/", { javaScriptEnabled: false, wait: false });
  assert.match(await page.locator("body").innerText(), /simulated from their mechanisms/);
  await screenshot(page, "load-without-javascript");
  await close();
});
