// The opening: what a first visit begins with, and that nobody is shown it against their will.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, axe, eventually, open, screenshot } from "./harness.mjs";

const OUTAGE = "kinesis-2020";

const visit = (path = "/", options = {}) => open(path, { newcomer: true, ...options });
const sentence = (page) => page.locator("#stage-title").innerText();
const verb = (page) => page.locator(".ways .primary").first();
const hash = (page) => page.evaluate(() => location.hash);
const focused = (page) => page.evaluate(() => document.activeElement.innerText.trim() || document.activeElement.id);
const heard = (page) => page.locator(".telling [role=status]").innerText();
/** Whether the desk is there: its knobs and its headline. */
const isDesk = async (page) => (await page.locator("#what-if").count()) === 1 && (await page.locator(".opening").count()) === 0;

test("a first visit causes the outage with one click, and is asked what it wants to know", async () => {
  const { page, consoleMessages, pageErrors, close } = await visit();
  assert.match(await sentence(page), /healthy/);
  assert.match(await page.locator(".telling").innerText(), /Amazon Web Services.*2020/s, "whose systems these are, and when");
  assert.equal(await focused(page), "Add 120 servers");
  for (const later of [".figures", ".what-if", ".inspector", ".timeline", ".transport", ".about"]) {
    assert.equal(await page.locator(later).count(), 0, `${later} has no meaning yet`);
  }
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "opening");
  assert.match(await hash(page), /^(#\/kinesis-2020)?$/);

  await verb(page).click();
  await page.getByText(/nothing can be seen/).waitFor();
  await eventually(async () => assert.match(await heard(page), /For 2 hours 25 minutes, nothing can be seen/));
  assert.equal(await page.locator(".timeline").count(), 1, "the lanes come with the playhead");
  assert.equal(await page.locator(".figures").count(), 0);
  const time = () => page.getByTestId("clock").first().innerText();
  const first = await time();
  await eventually(async () => assert.ok((await time()) > first));
  assert.doesNotMatch(await hash(page), /t=/, "there is no moment to share yet");
  await page.getByText(/^First to fail, after 2.h 25.m/).waitFor();
  await eventually(async () => assert.match(await heard(page), /First to fail/));
  await page.getByRole("button", { name: "Why?" }).waitFor({ timeout: 30_000 });

  assert.match(await sentence(page), /^07:41. 9\d.% of requests/);
  assert.equal(await focused(page), "Why?");
  await eventually(async () => assert.match(await heard(page), /07:41 PST.*sign in/));
  await eventually(async () => assert.match(await hash(page), /^#\/kinesis-2020\?t=07:41/, "this moment can be shared"));
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "opening-whole");

  await page.reload();
  await page.locator("#what-if").waitFor();
  assert.ok(await isDesk(page), "a moment goes around the opening");
  await page.goto("about:blank");
  await page.goto(address("/"));
  await page.locator("#what-if").waitFor();
  assert.ok(await isDesk(page), "and whoever saw it comes to the desk");
  assert.equal(await page.getByTestId("clock").first().innerText(), "07:41");
  assert.deepEqual([...consoleMessages.filter((text) => /^(error|warn)/.test(text)), ...pageErrors], []);
  await close();
});

test("who knows what they want goes to the knobs, or looks around", async () => {
  for (const [way, where] of [["Prevent it", "#what-if"], ["Explore freely", ".play"]]) {
    const { page, close } = await visit("/", { reducedMotion: "reduce" });
    await verb(page).click();
    await page.getByRole("button", { name: way }).click();
    await page.locator(`${where}:focus, ${where} :focus`).waitFor();
    assert.ok(await isDesk(page));
    assert.equal(await page.getByTestId("clock").first().innerText(), "07:41");
    await close();
  }
});

test("without motion the outage is there at once", async () => {
  const { page, close } = await visit("/", { reducedMotion: "reduce" });
  assert.match(await sentence(page), /healthy/);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Why?" }).waitFor();
  assert.match(await sentence(page), /^07:41/);
  assert.equal(await focused(page), "Why?");
  await close();
});

test("an opening is skipped with a button or a key, and can be had again", async () => {
  for (const skip of [(page) => page.getByRole("button", { name: "Skip" }).click(), (page) => page.keyboard.press("Escape")]) {
    for (const isPlaying of [false, true]) {
      const { page, close } = await visit(`/#/${OUTAGE}`);
      if (isPlaying) {
        await page.keyboard.press("Enter");
        await page.getByText(/nothing can be seen/).waitFor();
      }
      await skip(page);
      await page.locator("#what-if").waitFor();
      await eventually(async () => assert.match(await hash(page), /t=07:41/));
      assert.equal(await page.getByTestId("play").first().getAttribute("aria-label"), "Play", "it stands still");
      assert.equal(await page.locator(".play:focus").count(), 1);
      await page.getByRole("button", { name: "Play from the beginning" }).click();
      assert.match(await sentence(page), /healthy/);
      assert.equal(await focused(page), "Add 120 servers");
      await eventually(async () => assert.equal(await hash(page), `#/${OUTAGE}`));
      await close();
    }
  }
});

test("the keyboard alone sets it off, holds it, and goes past it", async () => {
  const { page, close } = await visit();
  await page.keyboard.press("Space");
  await page.getByText(/nothing can be seen/).waitFor();
  await page.keyboard.press("Space");
  const held = await page.getByTestId("clock").first().innerText();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("n");
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  assert.equal(await page.getByTestId("clock").first().innerText(), held, "what moves the desk's playhead does not move this one");
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(page), "stage-title");
  assert.equal(await page.evaluate(() => document.activeElement.closest("[inert]")), null);
  await page.keyboard.press("Escape");
  await page.locator("#what-if").waitFor();
  await close();
});

test("each outage has its opening once", async () => {
  const { page, close } = await visit(`/#/${OUTAGE}?t=09:39`);
  assert.ok(await isDesk(page), "a link to a moment goes around it");
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.getByText(/DynamoDB.*healthy/).waitFor();
  assert.equal(await focused(page), "Disrupt the network");
  await eventually(async () => assert.equal(await hash(page), "#/dynamodb-2015"));
  await page.keyboard.press("Escape");
  await page.locator("#what-if").waitFor();
  await page.locator(`[data-scenario="${OUTAGE}"]`).click();
  await page.getByText(/Kinesis.*healthy/).waitFor();
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.locator("#what-if").waitFor();
  assert.ok(await isDesk(page), "it was seen");
  await close();
});

test("where nothing may be remembered, the visit remembers it", async () => {
  const refuse = () =>
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("no storage here", "SecurityError");
      },
    });
  const { page, pageErrors, close } = await visit("/", { before: (page) => page.addInitScript(refuse) });
  await page.keyboard.press("Escape");
  await page.locator("#what-if").waitFor();
  await page.locator(`[data-scenario="${OUTAGE}"]`).click();
  await eventually(async () => assert.match(await hash(page), /t=07:41/));
  assert.ok(await isDesk(page));
  assert.deepEqual(pageErrors, []);
  await close();
});

test("on a phone the sentence comes first, then the picture, and the one thing to do is in reach", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await visit("/", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme });
    const top = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
    const places = await Promise.all(["#stage-title", ".picture", ".ways .primary"].map(top));
    assert.deepEqual(places, [...places].sort((one, other) => one - other));
    assert.ok(places[2] < 844 - 40, "it is on the screen");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    assert.deepEqual(await axe(page), []);
    await screenshot(page, `opening-390-${colorScheme}`);
    await close();
  }
});

test("paper shows the desk", async () => {
  const { page, close } = await visit();
  await page.emulateMedia({ media: "print" });
  await page.locator(".figures").waitFor();
  await close();
});
