// A figure fits the frame that it is given: the heights that the guide names hold all of it, and lower ones what matters.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { address, open, screenshot } from "./harness.mjs";
import { eventually, heights, openFigure } from "./host.mjs";

const OUTAGES = ["kinesis-2020", "dynamodb-2015", "kinesis-2024"];

/** The heights that the guide names: `{ width, figure, thin, controls, full }` for each width. */
const GUIDE = (await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8"))
  .split("\n")
  .filter((line) => /^\| \d+ (\| \d+ ){4}\|$/.test(line))
  .map((line) => line.split("|").slice(1, -1).map(Number))
  .map(([width, figure, thin, controls, full]) => ({ width, figure, thin, controls, full }));

/** What is cut off in a page: where it ends, and where its parts do that have to be seen. */
const cut = () => {
  const bottom = (selector) => [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect().bottom;
  const rows = [...document.querySelectorAll(".lane-rows .lane, .lane-names li")].map((row) => row.getBoundingClientRect().height);
  const ends = { axis: bottom(".axis"), lane: bottom(".lane"), name: bottom(".lane-names li"), foot: bottom(".embed-foot") };
  const out = Object.entries(ends).filter(([, end]) => end > innerHeight + 0.5).map(([name, end]) => `${name} ends at ${end}`);
  const { scrollHeight, scrollWidth } = document.documentElement;
  if (scrollHeight > innerHeight) out.push(`the page is ${scrollHeight} high`);
  if (scrollWidth > innerWidth) out.push(`the page is ${scrollWidth} wide`);
  if (Math.min(...rows) < 10.9) out.push(`a lane is ${Math.min(...rows)} high`);
  if (ends.axis > ends.foot - 8) out.push("the foot lies over the axis");
  return out;
};

test("the guide names the heights of common widths", () => {
  assert.deepEqual(GUIDE.map(({ width }) => width), [1000, 700, 390, 360, 320]);
});

for (const outage of OUTAGES) {
  test(`the heights of the guide hold all of ${outage}`, async () => {
    for (const ui of ["figure", "controls", "full"]) {
      const { page, close } = await open(`embed.html#/${outage}?ui=${ui}`, { viewport: { width: 1000, height: 800 } });
      for (const row of GUIDE) {
        for (const height of ui === "figure" ? [row.figure, row.thin] : [row[ui]]) {
          await page.setViewportSize({ width: row.width, height });
          await page.waitForFunction((width) => innerWidth === width, row.width);
          await eventually(async () => assert.deepEqual(await page.evaluate(cut), [], `${ui} in ${row.width} by ${height}`));
          await screenshot(page, `fit-${outage}-${ui}-${row.width}-${height}`);
        }
      }
      await close();
    }
  });

  test(`${outage} gives way in a low frame, and says what it is in the smallest`, async () => {
    const { page, close } = await open(`embed.html#/${outage}`, { viewport: { width: 320, height: 240 } });
    for (const [width, height] of [[320, 240], [320, 320], [390, 320], [390, 400], [700, 300], [1000, 340]]) {
      await page.setViewportSize({ width, height });
      await page.waitForFunction((width) => innerWidth === width, width);
      await eventually(async () => assert.deepEqual(await page.evaluate(cut), [], `${width} by ${height}`));
      const told = await page.locator(".embed-foot").innerText();
      assert.match(told.replace(/\s+/g, " "), /^Simulated.*, not measured failing/);
    }
    await close();
  });

  test(`${outage} with a change says so in every frame, and what the thin strips are`, async () => {
    const { page, close } = await open(`embed.html#/${outage}?seed=7`, { viewport: { width: 1000, height: 800 } });
    const frames = GUIDE.flatMap(({ width, figure, thin }) => [[width, figure], [width, thin]]);
    for (const [width, height] of [...frames, [320, 240], [320, 320], [390, 320], [390, 400], [700, 300], [1000, 340]]) {
      await page.setViewportSize({ width, height });
      await page.waitForFunction((width) => innerWidth === width, width);
      await eventually(async () => assert.deepEqual(await page.evaluate(cut), [], `${width} by ${height}`));
      const told = await page.locator(".embed-foot").innerText();
      assert.match(told.replace(/\s+/g, " "), /^Simulated.* with 1 change.* as it happened failing/);
      if (await page.locator(".figures").isVisible()) {
        assert.equal(await page.locator(".run-name").innerText(), "Changed: Server variability: seed 7");
      }
    }
    await close();
  });

  test(`${outage} fits with text at twice its size`, async () => {
    const textAt = (page) =>
      page.addInitScript(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("html { font-size: 200% }");
        document.adoptedStyleSheets = [sheet];
      });
    // Room for twice the height, or what a phone has.
    const { page, close } = await open(`embed.html#/${outage}`, { viewport: { width: 700, height: 1200 }, before: textAt });
    assert.deepEqual(await page.evaluate(cut), []);
    await screenshot(page, `fit-${outage}-text`);
    await close();
  });
}

test("a figure that may grow is as high as it needs, also when its page becomes narrower", async () => {
  const { page, frame, close } = await openFigure('height="330"');
  const settles = async () => {
    const { outer, content } = await heights(page, frame);
    assert.equal(outer, content);
    const lane = await frame.locator(".lane").first().evaluate((lane) => lane.getBoundingClientRect().height);
    assert.equal(lane, 24, "no lane has to give way");
    assert.equal(await frame.locator(".figure").last().isVisible(), true);
  };
  await eventually(settles);
  const before = (await heights(page, frame)).outer;
  await page.setViewportSize({ width: 390, height: 844 });
  await eventually(async () => {
    await settles();
    assert.ok((await heights(page, frame)).outer > before);
  });
  await close();
});

test("who hears the page hears that it is simulated, and not what colours mean", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020");
  const foot = page.locator(".embed-foot");
  assert.equal(await foot.count(), 1);
  const heard = await foot.evaluate((foot) => [...foot.children].filter((child) => !child.ariaHidden).map((child) => child.textContent));
  assert.deepEqual(heard, ["Simulated from the mechanism, not measured"]);
  await close();
});

for (const engine of ENGINES) {
  test(`in ${engine} a phone's frame holds the axis, every lane and what they are`, async () => {
    for (const outage of OUTAGES) {
      const tab = await openIn(engine, address(`embed.html#/${outage}`), { width: 390, height: 430 });
      await drawn(tab);
      // A window may be larger than asked for, or smaller by its own frame.
      await tab.until(() => document.querySelectorAll(".lane").length > 0);
      assert.deepEqual(await tab.run(cut), [], outage);
      await tab.screenshot(`fit-${outage}`);
      await tab.close();
    }
  });
}

const FIVE = [...OUTAGES, "google-cloud-2025", "cloudflare-2025"];

/** What does not fit a laptop's first screen: what ends below it, scrolls inside itself, or is cut. */
const missing = () => {
  const out = [];
  for (const selector of [".card", ".lane", ".lane-names li", ".axis"]) {
    const end = Math.max(...[...document.querySelectorAll(selector)].map((part) => part.getBoundingClientRect().bottom));
    if (end > innerHeight + 0.5) out.push(`${selector} ends at ${end}`);
  }
  const [stage, timeline] = [".stage", ".timeline"].map((part) => document.querySelector(part).getBoundingClientRect());
  if (stage.bottom > timeline.top + 1.5) out.push(`the picture ends at ${stage.bottom}, below ${timeline.top}`);
  for (const part of document.querySelectorAll("main *")) {
    if (/auto|scroll/.test(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight + 1) out.push(`${part.className} scrolls inside`);
  }
  for (const part of document.querySelectorAll(".card-title, .card-detail, .root-title, .root-heading p, .figure dt, .lane-label")) {
    if (part.scrollWidth > part.clientWidth + 1) out.push(`cut: ${part.textContent}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) out.push("the page is too wide");
  return out;
};

for (const outage of FIVE) {
  test(`a laptop's first screen holds ${outage}: the cascade, every lane and the hours`, async () => {
    const { page, close } = await open(`#/${outage}`);
    for (const [width, height] of [[1440, 900], [1366, 768], [1280, 720]]) {
      await page.setViewportSize({ width, height });
      await page.waitForFunction((width) => innerWidth === width, width);
      await eventually(async () => assert.deepEqual(await page.evaluate(missing), [], `${width} by ${height}`));
    }
    await close();
  });
}

test("what operators see and what is true stand apart, and technical words say what they mean", async () => {
  const { page, close } = await open("#/kinesis-2020?t=07:41");
  assert.equal(await page.locator("#inspector-title").innerText(), "Why did Kinesis front end fail?");
  assert.doesNotMatch(await page.locator(".operators").innerText(), /fail/);
  assert.match(await page.locator(".truth").innerText(), /of requests to Kinesis front end fail/);
  assert.match(await page.locator(".chain").innerText(), /every server needs more threads/);
  const word = page.locator(".inspector .term button").first();
  const means = page.locator(`#${await word.getAttribute("aria-describedby")}`);
  assert.equal(await means.isVisible(), false);
  await word.focus();
  assert.equal(await means.isVisible(), true);
  await close();
});
