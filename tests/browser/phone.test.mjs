// Small screens, large text, fingers and paper: the page as many readers of an article first see it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, eventually, open, rests, screenshot } from "./harness.mjs";

const phone = (width = 390, height = 844) => ({ viewport: { width, height }, hasTouch: true, isMobile: true });

const OUTAGES = ["kinesis-2020", "dynamodb-2015", "kinesis-2024"];

/** What stands out of the screen at its right, apart from what only readers of the screen's text hear. */
const tooWide = (page) =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const clipped = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        if (up.getBoundingClientRect().right <= room && getComputedStyle(up).overflowX !== "visible") return true;
      }
      return false;
    };
    const found = [...document.querySelectorAll("#app *")]
      .filter((element) => element.checkVisibility() && !element.closest("svg, .unseen, thead, canvas, .cursor-clip"))
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !clipped(element))
      .map((element) => `${element.tagName}.${element.className} ${element.getBoundingClientRect().right}`);
    return [...(document.documentElement.scrollWidth > room ? ["the page"] : []), ...found];
  });

/** Whether an element is on the screen, in front of everything else. */
const isSeen = (locator) =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const front = document.elementFromPoint(left + Math.min(width / 2, 40), top + height / 2);
    return element.contains(front) || front?.contains(element) === true;
  });

/** Waits until what has the focus stands still, for ten frames. */
const settled = (page) =>
  page.evaluate(async () => {
    const place = () => document.activeElement.getBoundingClientRect().top;
    for (let [last, still] = [NaN, 0]; still < 10; ) {
      await new Promise(requestAnimationFrame);
      still = place() === last ? still + 1 : 0;
      last = place();
    }
  });

/** Makes text larger, as readers do who set its size in their browser. */
const textAt = (size) => (page) =>
  page.addInitScript((size) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { font-size: ${size} }`);
    document.adoptedStyleSheets = [sheet];
  }, size);

for (const outage of OUTAGES) {
  for (const [width, height] of [[320, 256], [320, 640], [360, 740], [390, 844]]) {
    test(`nothing of ${outage} scrolls sideways at ${width} × ${height}`, async () => {
      const { page, close } = await open(`/#/${outage}?loop=16:00..18:00`, phone(width, height));
      assert.deepEqual(await tooWide(page), []);
      await screenshot(page, `phone-${outage}-${width}`);
      await close();
    });
  }

  test(`nothing of ${outage} is cut with text at twice its size`, async () => {
    const { page, close } = await open(`/#/${outage}`, { ...phone(), before: textAt("200%") });
    assert.deepEqual(await tooWide(page), []);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll(".tab, .figure *, .lane-label, .card-title, .card-detail, .root-title, .dock *")]
        .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
        .filter((element) => getComputedStyle(element).overflowX !== "visible")
        .map((element) => element.textContent));
    assert.deepEqual(cut, []);
    await screenshot(page, `phone-${outage}-text`);
    await close();
  });
}

test("the head of the page is two rows, and the rest of its tools one press away", async () => {
  const { page, close } = await open("/", phone());
  const { height } = await page.locator("header.top").boundingBox();
  assert.ok(height <= 96, `${height} pixels`);
  assert.ok(await page.getByRole("button", { name: "Share", exact: true }).isVisible());
  const compare = page.getByRole("button", { name: "Compare outages" });
  assert.equal(await compare.isVisible(), false);
  await page.getByRole("button", { name: "More" }).tap();
  assert.ok(await isSeen(compare));
  assert.equal((await axe(page)).join("\n"), "");
  await compare.tap();
  await page.getByRole("dialog").waitFor();
  assert.equal(await page.locator("#more").isVisible(), false);
  await close();
});

test("a press on a card leads to the explanation, and play stays in reach", async () => {
  const { page, close } = await open("/", phone());
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  await page.locator('[data-card="lambda"]').tap();
  const why = page.locator(".dock").getByRole("button", { name: "Why did Lambda fail?" });
  assert.ok(await isSeen(why));
  await why.tap();
  await settled(page);
  const title = page.locator("#inspector-title");
  assert.equal(await title.innerText(), "Why did Lambda fail?");
  assert.ok(await isSeen(title));
  assert.ok((await title.boundingBox()).y < 300, "with room for the answer below it");
  assert.ok(await isSeen(page.getByTestId("play")));
  assert.ok(await isSeen(page.getByTestId("clock")));
  await close();
});

/** Touches the screen somewhere, moves the finger in steps, and lifts it. */
async function swipe(page, from, to) {
  const client = await page.context().newCDPSession(page);
  const send = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await send("touchStart", [from]);
  for (let step = 1; step <= 8; step += 1) {
    const at = (axis) => from[axis] + ((to[axis] - from[axis]) * step) / 8;
    await send("touchMove", [{ x: at("x"), y: at("y") }]);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await send("touchEnd", []);
}

test("a swipe that begins on a slider scrolls, and only the thumb moves it", async () => {
  const { page, close } = await open("/#/kinesis-2020", phone());
  const slider = page.locator('[data-knob="frontend.thread-limit"] input[type=range]');
  await slider.evaluate((slider) => slider.scrollIntoView({ block: "center" }));
  const value = () => slider.inputValue();
  const before = await value();
  const place = async () => {
    // Scrolling may be smooth, and panels may still be drawn above.
    await slider.evaluate(async (slider) => {
      for (let [last, still] = [NaN, 0]; still < 10; ) {
        await new Promise(requestAnimationFrame);
        const { top } = slider.getBoundingClientRect();
        still = top === last ? still + 1 : 0;
        last = top;
      }
    });
    const { x, y, width, height } = await slider.boundingBox();
    const { share, thumb } = await slider.evaluate((it) => ({
      share: (it.value - it.min) / (it.max - it.min),
      thumb: parseFloat(getComputedStyle(it).getPropertyValue("--thumb")) * 16,
    }));
    return { y: y + height / 2, thumb: x + thumb / 2 + (width - thumb) * share, left: x + 12, right: x + width - 12 };
  };
  const scrolled = () => page.evaluate(() => scrollY);
  for (const end of ["left", "right"]) {
    const [at, top] = [await place(), await scrolled()];
    await swipe(page, { x: at[end], y: at.y }, { x: at[end], y: at.y - 160 });
    await page.waitForFunction((top) => scrollY > top + 40, top);
    assert.equal(await value(), before);
    await slider.evaluate((slider) => slider.scrollIntoView({ block: "center" }));
  }
  // A tap beside the thumb changes nothing either, nor does a swipe along the track.
  const at = await place();
  await page.touchscreen.tap(at.right, at.y);
  await swipe(page, { x: at.right, y: at.y }, { x: at.left, y: at.y });
  assert.equal(await value(), before);
  await swipe(page, { x: at.thumb, y: at.y }, { x: at.thumb + 60, y: at.y });
  await page.waitForFunction(([slider, before]) => Number(slider.value) > Number(before), [await slider.elementHandle(), before]);
  // Keys move it as ever.
  const dragged = await value();
  await slider.press("ArrowLeft");
  assert.notEqual(await value(), dragged);
  await close();
});

test("among the knobs the day and the run stand side by side at the foot of a phone", async () => {
  const { page, close } = await open("/#/kinesis-2020", phone());
  const both = page.locator(".both");
  assert.equal(await both.count(), 0);
  const field = page.locator('[data-knob="frontend.thread-limit"] input[type=text]');
  assert.equal(await field.getAttribute("inputmode"), "decimal");
  await field.fill("7000");
  await field.press("Enter");
  await both.waitFor();
  assert.ok(await isSeen(both));
  const run = async (name) => (await page.locator(`[data-run="${name}"] p`).innerText()).replace(/\s+/g, " ");
  await page.waitForFunction(() => document.querySelector('[data-run="yours"]').textContent.includes("no failure"));
  assert.deepEqual([await run("day"), await run("yours")], ["The day 96 % peak · 19 h 50 m", "Your run 0 % peak · no failure"]);
  const drawn = (name) => page.locator(`[data-run="${name}"] canvas`).evaluate((it) => it.toDataURL());
  assert.notEqual(await drawn("day"), await drawn("yours"));
  assert.equal((await axe(page)).join("\n"), "");
  await page.evaluate(() => scrollTo(0, 0));
  await both.waitFor({ state: "detached" });
  await close();
});

test("a slider stays under the finger while what stands above it shrinks, and the last card makes room for it", async () => {
  const { page, close } = await open("/#/kinesis-2020?card=prevention", phone());
  await page.getByRole("button", { name: "Prevent it" }).click();
  await page.locator("#what-if:focus").waitFor();
  assert.equal(await page.locator(".story-panel").count(), 0);
  await settled(page);
  const slider = page.locator('[data-knob="frontend.thread-limit"] input[type="range"]');
  await slider.scrollIntoViewIfNeeded();
  const tall = () => page.evaluate(() => document.documentElement.scrollHeight);
  const [before, height] = [(await slider.boundingBox()).y, await tall()];
  await slider.evaluate((it) => {
    it.value = "7000";
    it.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await page.waitForFunction((height) => document.documentElement.scrollHeight !== height, height);
  await eventually(async () => assert.ok(Math.abs((await slider.boundingBox()).y - before) < 3, "the slider has moved"));
  await close();
});

for (const [name, options] of [["a phone", phone()], ["a desk", {}]]) {
  test(`the hint leads to its slider, and says when it is done, at ${name}`, async () => {
    for (const [outage, value] of [["kinesis-2020", 7000], ["dynamodb-2015", 0], ["kinesis-2024", 300000]]) {
      const { page, close } = await open(`/#/${outage}`, options);
      await page.locator(".try-first .way").click();
      await settled(page);
      const focused = page.locator("input:focus");
      assert.equal(await focused.getAttribute("type"), "range");
      assert.ok(await isSeen(focused), outage);
      assert.match(await page.locator(".try-first").innerText(), /^Try/);
      await focused.fill(String(value));
      await page.locator(".try-first.done").filter({ hasText: "revented" }).waitFor();
      await page.locator(".try-first .way").click();
      await settled(page);
      assert.ok(await page.evaluate(() => document.activeElement.closest("#part-fixes") !== null));
      await close();
    }
  });
}

test("several mistakes in a link are one line, with the names that were meant", async () => {
  const link = "/#/kinesis-2020?foo=1&fleet.serverz=3&bar=2&thread=9&t=99:99&them=dark";
  const { page, close } = await open(link, phone());
  const place = page.locator(".notices-place");
  assert.ok((await place.boundingBox()).height < 48);
  assert.match(await place.innerText(), /^6 things/);
  await place.locator("summary").first().click();
  const items = place.locator("li");
  assert.equal(await items.count(), 6);
  assert.match(await items.filter({ hasText: "fleet.serverz" }).innerText(), /did you mean `frontend\.servers`\?/);
  assert.match(await items.filter({ hasText: "thread=9" }).innerText(), /did you mean `frontend\.thread-limit`\?/);
  assert.match(await items.filter({ hasText: "them=dark" }).innerText(), /did you mean `theme`\?/);
  await items.first().getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await items.count(), 5);
  await place.getByRole("button", { name: "Dismiss all" }).click();
  assert.equal(await place.innerText(), "");
  await close();
});

for (const sheet of ["facts", "compare"]) {
  test(`the sheet of ${sheet} does not scroll sideways, and is a table still`, async () => {
    const { page, close } = await open(`/#/dynamodb-2015?open=${sheet}`, phone(320, 640));
    const dialog = page.getByRole("dialog");
    const over = await dialog.evaluate((dialog) =>
      [dialog, ...dialog.querySelectorAll("*")]
        .filter((element) => !element.closest("thead, .unseen") && element.scrollWidth > element.clientWidth + 1)
        .filter((element) => getComputedStyle(element).overflowX !== "visible")
        .map((element) => element.className));
    assert.deepEqual(over, []);
    assert.ok((await dialog.getByRole("columnheader").count()) >= 3);
    assert.ok((await dialog.getByRole("row").count()) > 5);
    assert.equal((await axe(page)).join("\n"), "");
    await screenshot(page, `phone-${sheet}`);
    await close();
  });
}

/** What is smaller than 24 by 24 pixels and can be pressed; a box counts with its label, a name within a sentence not. */
const small = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, a[href], input, select, summary, [role=slider]")]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).pointerEvents !== "none")
      .filter((element) => !element.closest(".unseen, .skip, p, .sources, .ends") && element.id !== "scrubber")
      .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([element, { width, height }]) => `${element.className} ${element.textContent} ${width} × ${height}`));

const EMBEDS = ["embed.html#/kinesis-2020?ui=full&show=headline,cascade,lanes,controls,why,chart,facts", "embed.html#/kinesis-2024?ui=full&show=headline,cascade,lanes,controls,why,chart,facts"];
const targets = [
  ["/", {}],
  ...OUTAGES.map((outage) => [`/#/${outage}`, phone()]),
  ...EMBEDS.flatMap((embed) => [[embed, phone()], [embed, { viewport: { width: 760, height: 900 } }]]),
];
for (const [path, options] of targets) {
  test(`whatever can be pressed is large enough: ${path} at ${options.viewport?.width ?? 1440}`, async () => {
    const { page, close } = await open(path, options);
    assert.deepEqual(await small(page), []);
    await close();
  });
}

test("paper shows the run and its facts in light colours, and nothing to press", async () => {
  const link = "/#/kinesis-2020?theme=dark&frontend.restart-rate=800&off=remove-capacity";
  const { page, close } = await open(link, { colorScheme: "dark" });
  const screen = await page.evaluate(() => getComputedStyle(document.body.querySelector(".timeline")).color);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1030 });
  await page.locator(".paper").waitFor();
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector(".timeline")).color), screen);
  assert.deepEqual(await tooWide(page), []);
  const pressed = await page.evaluate(() =>
    [...document.querySelectorAll(".button, .primary, .quiet, .chip, .tab, .find, .way, [type=range], dialog")]
      .filter((element) => element.checkVisibility())
      .map((element) => element.outerHTML));
  assert.deepEqual(pressed, []);
  const text = await page.locator("body").innerText();
  for (const part of [/25 November 2020/, /07:41/, /\d+ of \d\d/, /Restart rate/, /Removing the added servers/]) {
    assert.match(text, part);
  }
  assert.equal(await page.locator(".knob:visible input[type=text]").inputValue(), "800");
  assert.doesNotMatch(text, /Thread limit/);
  const [, all] = text.match(/\d+ of (\d\d)/);
  assert.equal(await page.locator(".paper [data-row]").count(), Number(all));
  await screenshot(page, "paper", { fullPage: true });
  await close();
});

test("the facts are on paper in time for the printer, and gone afterwards", async () => {
  const { page, close } = await open("/");
  await rests(page);
  await page.evaluate(() => {
    globalThis.printed = [];
    addEventListener("beforeprint", () => printed.push(document.querySelectorAll(".paper [data-row]").length));
  });
  await page.pdf();
  const [, all] = (await page.getByTestId("headline-facts").innerText()).match(/of (\d+)/);
  assert.deepEqual(await page.evaluate(() => printed), [Number(all)]);
  await page.waitForFunction(() => document.querySelector(".paper") === null);
  await close();
});

test("the large card is whole above the story, also where it was scrolled away", async () => {
  const { page, close } = await open("/#/dynamodb-2015", { newcomer: true, viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  const press = (button) => button.evaluate((button) => button.click());
  await press(page.getByRole("button", { name: "Disrupt the network" }));
  await press(page.getByRole("button", { name: "Why?" }));
  for (const card of [1, 2, 3]) {
    await page.getByText(`${card} of 7`, { exact: true }).waitFor();
    await eventually(async () => {
      const [top, bottom, story] = await page.evaluate(() => {
        const { top, bottom } = document.querySelector(".root").getBoundingClientRect();
        return [top, bottom, document.querySelector(".story-panel").getBoundingClientRect().top];
      });
      assert.ok(top >= 0 && bottom <= story, `${card}: ${top} to ${bottom}, ${story}`);
    });
    await press(page.locator(".story-steps .primary"));
  }
  await close();
});
