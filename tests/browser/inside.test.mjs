// How a component works: its equations with their values, which come when somebody asks for them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINES, drawn as drawnIn, openIn } from "./engines.mjs";
import { axe, eventually, open, screenshot } from "./harness.mjs";
import { serveExplorer } from "./servers.mjs";
import { outageText } from "./texts.mjs";

const explorer = await serveExplorer();
const LINK = "#/kinesis-2020?select=frontend&t=07:41";

/** The value beside a name. */
const valueOf = (id) => document.getElementById(id)?.closest("li").querySelector(".how-value").textContent ?? "";

/** Presses the button, and waits until the equations have their values. */
async function lookInside(page) {
  await page.getByRole("button", { name: "How this works" }).click();
  await page.locator(".how-sheet .how-value").first().filter({ hasText: /./ }).waitFor();
}

for (const engine of ENGINES) {
  test(`equations follow the playhead and the sliders in ${engine}`, async () => {
    const tab = await openIn(engine, explorer.at(LINK));
    await drawnIn(tab);
    await tab.waitFor(".how > button");
    await tab.click(".how > button");
    await tab.until(valueOf, "how-frontend-useless_map");
    assert.match(await tab.run(valueOf, "how-frontend-useless_map"), /^100.%$/);
    assert.ok(await tab.run(() => document.querySelector('.how-sheet path[d^="M"]') !== null));
    await tab.run(() => void (location.hash = "#/kinesis-2020?select=frontend&inside=1&t=02:30"));
    await tab.until(() => document.getElementById("how-frontend-useless_map")?.closest("li").querySelector(".how-value").textContent.startsWith("0"));
    const before = await tab.run(valueOf, "how-frontend-thread_limit");
    await tab.run(() => document.querySelector('[data-knob="frontend.thread-limit"] input[type=range]').focus());
    await tab.key("ArrowRight");
    await tab.until((before) => document.getElementById("how-frontend-thread_limit").closest("li").querySelector(".how-value").textContent !== before, before);
    assert.deepEqual(await tab.errors(), []);
    await tab.screenshot("inside");
    await tab.close();
  });
}

test("the first visit comes without equations, and a link may ask for them", async () => {
  const { page, requests, close } = await open(`/${LINK}`);
  assert.deepEqual(requests.filter((url) => /compile|\.toml/.test(url)), []);
  await lookInside(page);
  assert.equal(requests.filter((url) => url.includes("scenarios/kinesis-2020.toml?v=")).length, 1);
  await page.waitForFunction(() => location.hash.includes("inside=1"));
  const hash = await page.evaluate(() => location.hash);
  await close();
  const again = await open(`/${hash}`);
  await again.page.locator("#how-frontend-useless_map").waitFor();
  assert.deepEqual(again.pageErrors, []);
  await again.close();
});

test("a name leads to where it is defined, in this component, in another one, and to its slider", async () => {
  const { page, close } = await open(`/${LINK}`);
  await lookInside(page);
  const focused = () => page.evaluate(() => document.activeElement.closest("[data-knob]")?.dataset.knob ?? document.activeElement.id);
  const hash = await page.evaluate(() => location.hash.split("?")[0]);
  await page.locator('.how-sheet a[href="#how-frontend-useless_map"], .how-sheet a[href="#how-frontend-fresh"]').first().click();
  await eventually(async () => assert.match(await focused(), /^how-frontend-(fresh|useless_map)$/));
  // A parameter stands with its receipt, folded until then.
  const limit = page.locator("#how-frontend-thread_limit");
  assert.equal(await limit.isVisible(), false);
  await page.locator('.how-sheet a[href="#how-frontend-thread_limit"]').first().click();
  await limit.waitFor();
  const row = page.locator(".how-sheet li", { has: limit });
  assert.match(await row.innerText(), /derived: .*maximum number of threads/);
  await row.getByRole("button").click();
  await eventually(async () => assert.equal(await focused(), "frontend.thread-limit"));
  // The caller of a dependency is another component.
  await page.evaluate(() => (location.hash = "#/kinesis-2020?select=cognito&inside=1&t=07:41"));
  await page.locator("#how-cognito-here").waitFor();
  await page.locator(".how-sheet > details", { hasText: "Depends on" }).first().isVisible();
  await page.getByText("usage records, best effort").last().click();
  await page.locator('.how-sheet a[href="#how-frontend-error"]').first().click();
  await page.locator("#how-frontend-useless_map").waitFor();
  await eventually(async () => assert.equal(await focused(), "how-frontend-error"));
  assert.equal(await page.evaluate(() => location.hash.split("?")[0]), hash);
  await close();
});

test("equations can be copied, with their values", async () => {
  const { page, context, close } = await open(`/${LINK}`);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lookInside(page);
  await page.locator(".how").getByRole("button", { name: "Copy" }).click();
  await page.locator(".how").getByRole("button", { name: "Copied" }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^over limit = .*mean\(over\)\t100.%$/m);
  assert.doesNotMatch(text, /Change it/);
  await close();
});

test("a text that somebody opened has its equations too", async () => {
  const { page, close } = await open(`/${LINK}`);
  const text = (await outageText("dynamodb-2015")).replace(/^id = .*$/m, 'id = "mine"');
  await page.locator("input[type=file]").setInputFiles({ name: "mine.toml", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.waitForFunction(() => document.title.includes("DynamoDB"));
  await lookInside(page);
  assert.ok((await page.locator(".how-sheet li").count()) > 10);
  await close();
});

test("equations that cannot be loaded say so", async () => {
  const { page, close } = await open(`/${LINK}`, { before: (page) => page.route("**/scenarios/*.toml*", (route) => route.abort()) });
  await page.getByRole("button", { name: "How this works" }).click();
  await page.locator(".how-note", { hasText: "cannot be shown" }).waitFor();
  await close();
});

test("equations are accessible, fit a phone, and print", async () => {
  for (const [viewport, colorScheme] of [[{ width: 1440, height: 900 }, "light"], [{ width: 390, height: 844 }, "dark"]]) {
    const { page, close } = await open(`/${LINK}`, { viewport, colorScheme });
    await lookInside(page);
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.locator(".how").scrollIntoViewIfNeeded();
    await screenshot(page, `inside-${viewport.width}-${colorScheme}`);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#how-frontend-useless_map").isVisible());
    await close();
  }
});

test("the page to read has the equations, without a script", async () => {
  const { page, close } = await open("/kinesis-2020/", { wait: false, javaScriptEnabled: false });
  const front = page.locator("details.how", { has: page.locator("#how-frontend") });
  await front.locator("summary").first().click();
  const item = page.locator("li", { has: page.locator("#how-frontend-useless_map") });
  assert.match(await item.innerText(), /useless map = .*mean\(fresh\)\)?\s+100.%/);
  assert.match(await item.locator(".how-line path").getAttribute("d"), /^M/);
  await screenshot(page, "inside-reading", { fullPage: true });
  await close();
});
