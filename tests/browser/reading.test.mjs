// Each outage has a page to read, for those who have no script and those who preview a link.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, open, pageUrl, screenshot } from "./harness.mjs";

const outages = ["kinesis-2020", "dynamodb-2015", "kinesis-2024"];

for (const id of outages) {
  test(`${id} has a page to read without a script`, async () => {
    const { page, consoleMessages, requests, close } = await open(`/${id}/`, { javaScriptEnabled: false, wait: false });
    assert.match(await page.title(), /20\d\d · Outage Explorer$/);
    for (const name of ['meta[name="description"]', 'meta[property="og:title"]', 'meta[property="og:description"]']) {
      assert.ok((await page.locator(name).getAttribute("content")).length > 10, name);
    }
    const text = await page.locator("main").innerText();
    for (const part of [/Trigger/, /documented facts/, /What would have saved us/, /Sources/]) assert.match(text, part);
    assert.ok((await page.locator("tbody tr").count()) > 20);
    const loaded = await page.locator("figure img").evaluate((image) => image.complete && image.naturalWidth > 0);
    assert.ok(loaded, "the figure is there");
    assert.equal(await page.locator("a.open").getAttribute("href"), `../#/${id}`);
    assert.deepEqual(requests.filter((url) => !url.startsWith(pageUrl)), []);
    assert.deepEqual(consoleMessages, []);
    await close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`the page of ${id} hinders nobody, ${colorScheme}`, async () => {
      const { page, close } = await open(`/${id}/`, { colorScheme, wait: false });
      assert.equal((await axe(page)).join("\n"), "");
      await screenshot(page, `${id}-${colorScheme}`, { fullPage: true });
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok((await overflow()) <= 0, "it fits on a phone");
      assert.equal((await axe(page)).join("\n"), "");
      await screenshot(page, `${id}-${colorScheme}-390`, { fullPage: true });
      await close();
    });
  }

  test(`${id} has a picture for previews`, async () => {
    const response = await fetch(new URL(`pictures/${id}.png`, pageUrl));
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 630]);
  });
}

test("without a script the page leads to what can be read", async () => {
  const { page, close } = await open("/", { javaScriptEnabled: false, wait: false });
  for (const id of outages) assert.equal(await page.locator(`noscript a[href="./${id}/"], a[href="./${id}/"]`).count(), 1);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the glossary says without a script what words mean, ${colorScheme}`, async () => {
    const options = { colorScheme, javaScriptEnabled: false, wait: false };
    const { page, consoleMessages, requests, close } = await open("/glossary/#lease", options);
    const lease = page.locator("#lease");
    assert.match(await lease.locator("+ dd").innerText(), /renewed in time/);
    const box = await lease.boundingBox();
    assert.ok(box.y >= 0 && box.y < page.viewportSize().height, "a link to a word leads to it");
    for (const id of outages) assert.ok((await page.locator(`dd a[href="../${id}/"]`).count()) > 3, id);
    assert.ok((await page.locator('dd a[href*="?session=lesson-"]').count()) > 10);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok((await page.locator("dl").evaluate((list) => list.scrollWidth <= list.clientWidth)), "it fits on a phone");
    assert.deepEqual(requests.filter((url) => !url.startsWith(pageUrl)), []);
    assert.deepEqual(consoleMessages, []);
    await close();
  });

  test(`the glossary hinders nobody, ${colorScheme}`, async () => {
    const { page, close } = await open("/glossary/", { colorScheme, wait: false });
    assert.equal((await axe(page)).join("\n"), "");
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal((await axe(page)).join("\n"), "");
    await screenshot(page, `glossary-${colorScheme}-390`);
    await close();
  });
}
