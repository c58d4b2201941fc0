// Links, as people share and open them: the share sheet, old links, links that hold a file, a stretch that repeats.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { address, axe, drawn, open, screenshot, stands } from "./harness.mjs";
import { outageText } from "./texts.mjs";

const corpus = await readFile(new URL("../corpus/links.txt", import.meta.url), "utf8");

/** Waits until the address bar holds a text: it is written when the page has been at rest. */
const addressHolds = (page, text) => page.waitForFunction((text) => location.hash.includes(text), text);

test("the share sheet gives the link to what is on the screen, ready to copy", async () => {
  const { page, context, close, pageErrors } = await open("/#/kinesis-2020?frontend.servers=4000&t=09:00");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: /^Share this moment/ }).click();
  const sheet = page.getByRole("dialog", { name: "Share this moment" });
  await sheet.waitFor();
  const link = await sheet.getByLabel("The link").inputValue();
  assert.ok(link.startsWith(`${address("/")}kinesis-2020/#/kinesis-2020?frontend.servers=4000&t=09:00&v=1&m=`), link);
  assert.match(await sheet.innerText(), /Kinesis · 25 Nov 2020 at 09:00 PST, with one change/);
  await sheet.getByRole("button", { name: "Copy as Markdown" }).click();
  await sheet.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, `[Kinesis · 25 Nov 2020 at 09:00 PST, with one change](${link})`);
  const code = sheet.getByAltText("QR code of the link");
  await code.waitFor();
  assert.ok(await code.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
  await screenshot(page, "share");
  assert.deepEqual(await axe(page), []);
  // Who wants it in an article is led to the sheet for that.
  await sheet.getByRole("button", { name: "Embed this moment" }).click();
  await page.getByRole("dialog", { name: "Put this into an article" }).waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.deepEqual(pageErrors, []);
  await close();
});

test("every link that was ever shared opens, and says nothing", async () => {
  const { page, close, pageErrors } = await open("/");
  const links = corpus.split("\n").filter((line) => line.startsWith("#/"));
  assert.ok(links.length >= 12);
  for (const link of links) {
    await page.goto("about:blank");
    await page.goto(address(`/${link}`));
    await drawn(page);
    assert.equal(await page.locator(".notices-place").innerText(), "", link);
  }
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a link says when its author saw another run", async () => {
  const { page, close } = await open("/#/dynamodb-2015?m=0-00000000");
  assert.match(await page.locator(".notices-place").innerText(), /improved since this link was made/);
  await close();
});

test("a scenario file travels in its link", async () => {
  const text = await outageText("dynamodb-2015");
  const changed = text.replace(/^title = ".*"$/m, 'title = "A day of my own <b>and more</b>"');
  const { page, close } = await open("/");
  await page.locator("input[type=file]").setInputFiles({ name: "mine.toml", mimeType: "text/plain", buffer: Buffer.from(changed) });
  await addressHolds(page, "#/file?");
  const link = await page.evaluate(() => location.href);
  assert.ok(link.length < 24_000, `${link.length} characters`);
  await close();
  const other = await open("/");
  await other.page.goto("about:blank");
  await other.page.goto(link);
  await drawn(other.page);
  assert.equal(await other.page.locator(".notices-place").innerText(), "");
  assert.match(await other.page.title(), /A day of my own <b>and more<\/b>/);
  await other.close();
});

test("a stretch begins with one key, is changed at its ends, repeated, and kept in the link", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=05:15&speed=80");
  const loop = page.getByTestId("repeat");
  await page.keyboard.press("l");
  assert.match(await loop.innerText(), /^Loop 05:15 to 07:51$/);
  const end = page.getByLabel("End of the loop");
  await end.focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector('[data-testid="repeat"]').innerText.endsWith("07:50"));
  await end.fill(String(Number(await end.inputValue()) - 140));
  assert.match(await loop.innerText(), /^Loop 05:15 to 05:30$/);
  assert.equal(await loop.getAttribute("aria-pressed"), "true");
  await addressHolds(page, "loop=05:15..05:30");
  await end.blur();
  // Every time that the clock shows, from one start of the loop to beyond the next.
  await page.evaluate(() => {
    globalThis.seen = [];
    const look = () => {
      const { textContent } = document.querySelector('[data-testid="clock"]');
      if (globalThis.seen.at(-1) !== textContent) globalThis.seen.push(textContent);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.keyboard.press("Space");
  await page.waitForFunction(() => seen.filter((time, place) => place > 0 && time < seen[place - 1]).length >= 2);
  await page.keyboard.press("Space");
  for (const time of await page.evaluate(() => globalThis.seen)) assert.match(time, /^05:(1[5-9]|2\d|30)$/);
  await loop.click();
  assert.equal(await loop.innerText(), "Loop");
  await close();
});

test("a link can play by itself, but not for readers who asked for less motion", async () => {
  const opened = (options) => open("/#/kinesis-2020?t=05:15&play=1&speed=40", options);
  const moving = await opened({});
  await moving.page.waitForFunction(() => document.querySelector('[data-testid="clock"]').textContent !== "05:15");
  await moving.close();
  const calm = await opened({ reducedMotion: "reduce" });
  await stands(calm.page);
  assert.equal(await calm.page.getByTestId("clock").innerText(), "05:15");
  await calm.close();
});

test("the address follows a change while the day plays", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=05:15&loop=05:15..06:00");
  await page.keyboard.press("Space");
  const slider = page.locator('[data-knob="frontend.servers"] input[type=range]');
  await slider.press("ArrowLeft");
  await addressHolds(page, "frontend.servers=");
  // And a change is not lost by playing right after it.
  await page.keyboard.press("Space");
  await slider.press("ArrowLeft");
  const value = await slider.inputValue();
  await slider.blur();
  await page.keyboard.press("Space");
  await addressHolds(page, `frontend.servers=${value}`);
  await close();
});

test("what cannot be copied is said where it was asked for", async () => {
  const before = (page) => page.addInitScript(() => delete Navigator.prototype.clipboard);
  const { page, close } = await open("/", { before });
  await page.getByRole("button", { name: /^Share this moment/ }).click();
  const sheet = page.getByRole("dialog", { name: "Share this moment" });
  await sheet.getByRole("button", { name: "Copy link" }).click();
  await sheet.getByText("The browser did not let the page copy it").waitFor();
  await sheet.getByRole("button", { name: "Dismiss" }).click();
  await sheet.getByText("The browser did not let the page copy it").waitFor({ state: "detached" });
  await close();
});

test("a sheet stays open while somebody selects in it, and closes on a click beside it", async () => {
  const { page, close } = await open("/");
  await page.getByRole("button", { name: /^Share this moment/ }).click();
  const sheet = page.getByRole("dialog", { name: "Share this moment" });
  const link = await sheet.getByLabel("The link").boundingBox();
  await page.mouse.move(link.x + 20, link.y + link.height / 2);
  await page.mouse.down();
  await page.mouse.move(10, 10, { steps: 4 });
  await page.mouse.up();
  assert.ok(await sheet.isVisible());
  // A letter belongs to the field; elsewhere in the sheet it is a key of the page, and the focus follows.
  await sheet.getByLabel("The link").press("f");
  assert.ok(await sheet.isVisible());
  await sheet.getByRole("button", { name: "Copy link" }).press("f");
  const facts = page.getByRole("dialog", { name: "Documented facts" });
  await facts.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Documented facts");
  await page.mouse.click(10, 10);
  await facts.waitFor({ state: "hidden" });
  await close();
});
