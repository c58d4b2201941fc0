// Figures of every size, on every kind of screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, axe, drawn, open, screenshot } from "./harness.mjs";
import { call, events, eventually, figure, heights, openFigure, openHost, painted, ready } from "./host.mjs";

test("a narrower page makes a higher figure, and the frame follows without a loop", async () => {
  const { page, frame, heard, close } = await openFigure('ui="full"');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => heard.some((message) => message.event === "resize"));
  const told = async () => events(await heard(), "resize").map(({ height }) => height);
  await eventually(async () => {
    const { outer, content } = await heights(page, frame);
    assert.equal(outer, content);
    const before = await told();
    // A loop would tell another height each few frames, and answers come in their order.
    for (let round = 0; round < 10; round += 1) {
      await painted(frame);
      await call(page, "state");
    }
    assert.deepEqual(await told(), before, "it comes to rest");
  });
  const all = await told();
  assert.ok(all.length < 12 && all.every((height) => height > 300 && height < 10000), String(all));
  await close();
});

for (const [width, height] of [[320, 240], [390, 700], [1000, 700]]) {
  test(`every size of furniture fits into ${width} by ${height}`, async () => {
    for (const ui of ["figure", "controls", "full"]) {
      const { page, close } = await open(`embed.html#/kinesis-2020?ui=${ui}`, { viewport: { width, height } });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${ui} is ${overflow} pixels too wide`);
      assert.equal((await axe(page)).join("\n"), "");
      await screenshot(page, `embed-${ui}-${width}`, { fullPage: true });
      await close();
    }
  });
}

test("320 by 240 pixels hold the name, the clock and every lane", async () => {
  for (const scenario of ["kinesis-2020", "dynamodb-2015", "kinesis-2024"]) {
    const { page, close } = await open(`embed.html#/${scenario}`, { viewport: { width: 320, height: 240 } });
    for (const part of [page.locator("main h1"), page.getByTestId("clock"), page.getByTestId("play"), page.locator(".lane").last(), page.locator(".axis")]) {
      const { y, height } = await part.boundingBox();
      assert.ok(y >= 0 && y + height <= 241, `${scenario}: ${part} ends at ${y + height}`);
    }
    await screenshot(page, `embed-smallest-${scenario}`);
    await close();
  }
});

test("a frame that is given little height takes no more, and one that grows with its content shows all of it", async () => {
  const low = await openHost(figure('height="240"'));
  await painted(await ready(low.page));
  await call(low.page, "state");
  assert.ok((await low.page.locator("iframe").boundingBox()).height <= 240);
  await low.close();
  const { page, frame, close } = await openFigure("");
  await eventually(async () => assert.ok((await page.locator("iframe").boundingBox()).height > 330));
  assert.ok(await frame.getByTestId("headline-peak").isVisible());
  await close();
});

test("from 700 pixels on figures stand side by side, and so do knobs and charts", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020?ui=full&unlock=all&t=07:41", { viewport: { width: 700, height: 800 } });
  for (const selector of [".figure", ".knob-group", ".inspector .panel-body > *"]) {
    await page.locator(selector).first().waitFor();
    const boxes = await page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    assert.ok(new Set(boxes.map(Math.round)).size > 1, `${selector}: ${boxes}`);
  }
  await screenshot(page, "embed-full-700", { fullPage: true });
  await close();
});

test("a printed frame shows no buttons and no knobs", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020?ui=controls&t=07:41", { viewport: { width: 700, height: 500 } });
  await page.emulateMedia({ media: "print" });
  for (const [selector, shown] of [[".buttons", false], ['[data-panel="controls"]', false], ["main h1", true], [".clock", true], [".lane >> nth=0", true]]) {
    assert.equal(await page.locator(selector).isVisible(), shown, selector);
  }
  assert.ok((await page.locator("main").boundingBox()).height < 460);
  await screenshot(page, "embed-print");
  await close();
});

test("panels are those that the author chose, and their colours too", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020?show=facts,chart&theme=dark&title=0&link=0");
  const panels = await page.locator("[data-panel]").evaluateAll((all) => all.map((panel) => panel.dataset.panel));
  assert.deepEqual(panels.sort(), ["chart", "facts"]);
  assert.equal(await page.locator(".embed-top").count(), 0);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal((await axe(page)).join("\n"), "");
  await close();
});

test("every outage can be embedded", async () => {
  for (const scenario of ["dynamodb-2015", "kinesis-2024"]) {
    const { page, close, pageErrors } = await open(`embed.html#/${scenario}?ui=full`);
    await drawn(page);
    assert.match(await page.getByTestId("headline-facts").innerText(), /\d+ of \d+/);
    assert.deepEqual(pageErrors, []);
    await close();
  }
});

test("the text to copy is on the first screen, and a frame with the cascade fits a phone and a desk", async () => {
  const { page, context, close } = await open("/#/dynamodb-2015?t=04:10", { viewport: { width: 1280, height: 720 } });
  await page.getByRole("button", { name: "Embed", exact: true }).click();
  const text = page.locator(".embed-text textarea");
  await text.waitFor();
  assert.ok(await text.evaluate((text) => text.getBoundingClientRect().bottom < innerHeight - 24));
  await page.getByLabel("The cascade").check();
  await page.locator(".embed-form select").selectOption({ label: "HTML, frame only" });
  await page.waitForFunction(() => / style="height:clamp\(\d{3}px/.test(document.querySelector(".embed-text textarea").value));
  // The preview has said how high it is with the cascade.
  await eventually(async () => assert.ok(Number((await text.inputValue()).match(/ height="(\d+)"/)[1]) > 800));
  const frame = (await text.inputValue()).replace(' loading="lazy"', "");
  const article = await context.newPage();
  await article.goto(address("examples/article.html"));
  for (const width of [360, 768, 1100]) {
    await article.setViewportSize({ width, height: 800 });
    await article.evaluate((frame) => {
      document.body.style.margin = 0;
      document.body.innerHTML = frame;
    }, frame);
    await eventually(async () => {
      const inside = article.frames()[1];
      const { needs, has } = await inside.evaluate(() => ({
        needs: Math.max(...[...document.querySelectorAll(".embed-foot, .axis, .legend")].map((it) => it.getBoundingClientRect().bottom)),
        has: innerHeight,
      }));
      assert.ok(Math.abs(has - needs) < 24, `${width}: ${has} for ${needs}`);
    });
  }
  await close();
});
