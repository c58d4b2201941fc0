// The story in cards: each has its moment, its part of the picture, and its link.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, eventually, open, screenshot } from "./harness.mjs";

const title = (page) => page.locator("#story-title").innerText();
const hash = (page) => page.evaluate(() => location.hash);
const clock = (page) => page.getByTestId("clock").first().innerText();
const lit = (page) => page.$$eval(".card:not(.dim)", (cards) => cards.map((card) => card.dataset.card));

test("the story is told card by card", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  await page.getByRole("button", { name: "Why?" }).click();
  await page.locator("#story-title:focus").waitFor();
  assert.equal(await title(page), "Healthy");
  assert.equal(await page.locator(".inspector").count(), 1, "it takes the place of the inspector");
  assert.equal(await clock(page), "02:40");
  assert.deepEqual((await lit(page)).sort(), ["backend", "frontend", "shard-map-store"]);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "story");

  const parts = [];
  for (let card = 1; card <= 8; card += 1) {
    await page.locator(".story-place", { hasText: `${card} of 8` }).waitFor();
    parts.push(await title(page));
    await page.keyboard.press("ArrowRight");
  }
  assert.deepEqual(parts.slice(-2), ["Recovery", "Prevention"]);
  assert.equal(await title(page), "Prevention", "there is none after the last");
  await eventually(async () => assert.match(await hash(page), /card=prevention/));
  await page.locator("[role=status]", { hasText: /^8 of 8. Prevention/ }).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowLeft");
  assert.equal(await title(page), "Recovery");
  assert.deepEqual(await axe(page), []);

  await page.keyboard.press("Escape");
  await page.locator(".to-story:focus").waitFor();
  assert.equal(await page.locator("#inspector-title").count(), 1);
  await eventually(async () => assert.doesNotMatch(await hash(page), /card=/));
  await close();
});

test("a link opens a card, at its moment or at another", async () => {
  for (const [link, at] of [["card=quiet", "04:30"], ["card=quiet&t=06:00", "06:00"]]) {
    const { page, close } = await open(`/#/kinesis-2020?${link}`, { newcomer: true });
    assert.equal(await title(page), "Quiet phase");
    assert.equal(await clock(page), at);
    await close();
  }
});

test("a card leads to the knobs that it names, and says what a changed run has instead", async () => {
  const { page, close } = await open("/#/kinesis-2020?card=prevention");
  await page.locator(".story-knobs button").last().click();
  await page.locator("[data-fix] input:focus").waitFor();
  await page.locator(".story-panel").getByRole("button", { name: "Thread limit" }).click();
  await page.locator('[data-knob="frontend.thread-limit"] input[type=range]:focus').waitFor();
  assert.equal(await page.locator(".story-run").count(), 0);
  for (let press = 0; press < 10; press += 1) await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.match(await page.locator(".story-run").innerText(), /^This is the day as it happened. In your run, /));
  await page.locator(".story-panel").getByRole("button", { name: "Back", exact: true }).click();
  assert.equal(await title(page), "Recovery");
  assert.match(await page.locator(".story-run").innerText(), /0.% of requests to Kinesis front end fail at this moment, not \d+.%/);
  await close();
});

test("on a phone a finger turns the cards, and the picture stays in sight", async () => {
  const { page, close } = await open("/#/kinesis-2020?card=trigger", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const swipe = (from, to) =>
    page.locator(".story-text").evaluate(
      (text, [from, to]) => {
        const send = (type, clientX) =>
          text.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: "touch", clientX, clientY: 700 }));
        send("pointerdown", from);
        send("pointerup", to);
      },
      [from, to],
    );
  await swipe(300, 120);
  assert.equal(await title(page), "Quiet phase");
  await swipe(120, 300);
  assert.equal(await title(page), "Trigger");
  await swipe(200, 190);
  assert.equal(await title(page), "Trigger", "a tap turns nothing");
  const seen = await page.evaluate(() => {
    const [root, panel] = [".card.root", ".story-panel"].map((selector) => document.querySelector(selector).getBoundingClientRect());
    return Math.min(root.bottom, panel.top) - Math.max(root.top, 0);
  });
  assert.ok(seen > 100, `${seen} pixels of what is lit are on the screen`);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "story-390");
  await close();
});

test("the last card of the longest story can be left at the foot of a low screen", async () => {
  const { page, close } = await open("/#/google-cloud-2025", { viewport: { width: 1280, height: 720 } });
  // Not with the test's own hand, which scrolls.
  const press = (button) => button.evaluate((button) => button.click());
  await press(page.getByRole("button", { name: "Why?" }));
  for (let card = 1; card <= 7; card += 1) {
    await page.getByText(`${card} of 7`, { exact: true }).waitFor();
    if (card < 7) await press(page.locator(".story-steps .primary"));
  }
  const [button, day] = await page.evaluate(() => [
    document.querySelector(".story-steps .primary").getBoundingClientRect().bottom,
    document.querySelector(".timeline").getBoundingClientRect().top,
  ]);
  assert.ok(button <= day, `${button} ${day}`);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await close();
});
