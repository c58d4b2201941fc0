// The way to prevent an outage: few knobs first, values that are typed, what comes after a try, what is said of a run, and
// the way back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, eventually, open, painted } from "./harness.mjs";

const slider = (page, knob) => page.locator(`[data-knob="${knob}"] input[type=range]`);
const field = (page, knob) => page.locator(`[data-knob="${knob}"] input[type=text]`);
const compared = (page) => page.getByTestId("compared");
const hash = (page, text) => page.waitForFunction((text) => location.hash.includes(text), text);
const knobs = (page) => page.locator("[data-knob]").evaluateAll((all) => all.map(({ dataset }) => dataset.knob));

test("five knobs stand first, and the others are a search or a fold away", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  const first = await knobs(page);
  assert.deepEqual([first.length, first[0]], [5, "frontend.thread-limit"]);
  const find = page.getByRole("searchbox", { name: "Find a parameter" });
  await find.fill("restart rate");
  await slider(page, "frontend.restart-rate").waitFor();
  assert.match(await page.locator(".others [role=status]").innerText(), /^\d+ found/);
  await find.fill("thread limit");
  assert.match(await page.locator(".others [role=status]").innerText(), /above\.$/);
  await find.fill("zebra");
  assert.equal(await page.locator(".others [role=status]").innerText(), "Nothing found.");
  await find.press("Escape");
  assert.deepEqual(await knobs(page), first);
  // A fold of folds: closed at first, opened by the keyboard.
  const all = page.getByRole("button", { name: /^All other parameters/ });
  await all.press("Enter");
  const lambda = page.locator(".others").getByRole("button", { name: /^Lambda/ });
  assert.equal(await lambda.getAttribute("aria-expanded"), "false");
  await lambda.press("Enter");
  const opened = await knobs(page);
  assert.ok(opened.length > 5 && opened.slice(5).every((knob) => knob.startsWith("lambda.")), opened.join());
  assert.equal((await axe(page)).join("\n"), "");
  await close();
});

test("what is changed is never hidden, and its fold counts it", async () => {
  const { page, close } = await open("/#/kinesis-2020?frontend.restart-rate=800&off=remove-capacity&fix=cognito-survives");
  assert.ok(await slider(page, "frontend.restart-rate").isVisible());
  const badge = (name) => page.getByRole("button", { name }).locator(".badge").innerText();
  for (const name of [/^All other parameters/, /^What operators did/, /^What was proposed afterwards/]) {
    assert.match(await badge(name), /^1/);
  }
  assert.equal(await page.locator("[data-event]").count(), 1);
  assert.equal(await page.locator("[data-fix]").count(), 1);
  // A row that was used stays under the hand when it is taken back.
  await slider(page, "frontend.restart-rate").press("ArrowRight");
  await page.getByRole("button", { name: "As it happened" }).click();
  assert.ok(await slider(page, "frontend.restart-rate").isVisible());
  await close();
});

test("a value can be typed, with its unit or without, and is refused with its range", async () => {
  const { page, close, pageErrors } = await open("/#/kinesis-2020");
  const thread = field(page, "frontend.thread-limit");
  await thread.fill("6 500 threads");
  await thread.press("Enter");
  await page.waitForFunction(() => document.querySelector('[data-knob="frontend.thread-limit"] [type=range]').value === "6500");
  assert.equal((await thread.inputValue()).replace(/\s/g, " "), "6 500");
  await thread.fill("99 999");
  await thread.press("Enter");
  const told = page.getByRole("alert");
  assert.match(await told.innerText(), /^Out of range: .* to .*threads\.$/);
  assert.equal(await thread.inputValue(), "99 999", "what was typed is not lost");
  assert.equal(await thread.getAttribute("aria-invalid"), "true");
  assert.equal(await slider(page, "frontend.thread-limit").inputValue(), "6500");
  await thread.press("Escape");
  assert.equal((await thread.inputValue()).replace(/\s/g, " "), "6 500");
  assert.equal(await told.count(), 0);
  // The same keys take it back.
  await thread.press("Control+z");
  await page.waitForFunction(() => document.querySelector('[data-knob="frontend.thread-limit"] [type=range]').value === "6000");
  // And a time.
  await page.getByRole("button", { name: /^What operators did/ }).click();
  const time = page.locator('[data-event="add-capacity"] input[type=text]');
  await time.fill("5:30");
  await time.press("Enter");
  await hash(page, "at=add-capacity@05:30");
  assert.equal(await time.inputValue(), "05:30");
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a number that grows moves no slider", async () => {
  const { page, close } = await open("/#/kinesis-2020", { viewport: { width: 1280, height: 720 } });
  // Within the panel, which may scroll.
  const places = () =>
    page.locator(".slider").evaluateAll((all) => {
      const { top } = document.querySelector("#part-knobs").getBoundingClientRect();
      return all.map((it) => it.getBoundingClientRect()).map((it) => [it.left, it.width, Math.round(it.top - top)]);
    });
  const before = await places();
  for (const knob of await knobs(page)) {
    for (const end of ["End", "Home"]) {
      if (await slider(page, knob).count()) await slider(page, knob).press(end);
      await painted(page);
      assert.deepEqual(await places(), before, `${knob} ${end}`);
    }
  }
  await close();
});

test("a hill comes after one's own try, a verdict after one's own tick, all of them when asked for", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  const hills = page.locator(".hill");
  // A link that changes something is no try.
  assert.equal(await hills.count(), 0);
  await slider(page, "frontend.thread-limit").press("ArrowRight");
  await eventually(async () => assert.equal(await hills.count(), 1));
  await page.getByRole("button", { name: /^What was proposed afterwards/ }).click();
  const verdicts = page.locator(".fix .verdict");
  assert.equal(await verdicts.count(), 0);
  await page.locator('[data-fix="cognito-survives"] input').check();
  await eventually(async () => assert.match(await verdicts.first().innerText(), /\w/));
  assert.equal(await verdicts.count(), 1);
  const ask = page.getByRole("button", { name: "Show what each would do" });
  await ask.click();
  await eventually(async () => assert.ok((await hills.count()) >= 4));
  assert.equal(await verdicts.count(), await page.locator(".fix").count());
  await hash(page, "effects=1");
  await page.getByRole("button", { name: "Show only what I tried" }).click();
  await eventually(async () => assert.equal(await hills.count(), 1));
  await close();
});

test("success is said against the day, asks what else would have worked, and the hint is never stale", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  const line = page.locator(".try-first");
  assert.match(await line.innerText(), /^Try/);
  await field(page, "frontend.thread-limit").fill("7000");
  await field(page, "frontend.thread-limit").press("Enter");
  await compared(page).waitFor();
  assert.match((await line.innerText()).replace(/\s/g, " "), /^Prevented: 12 h 29 m of full outage spared, 10 services never failed\./);
  assert.match(await page.locator(".fact").first().getAttribute("aria-label"), /different in your run/);
  assert.doesNotMatch(await page.locator("main").innerText(), /missed/);
  await page.getByRole("button", { name: "What else would have worked?" }).click();
  await page.waitForFunction(() => document.activeElement.closest("#part-fixes") !== null);
  assert.equal(await page.locator(".fix .verdict").count(), 0, "a question, not the answers");
  await page.getByRole("button", { name: "Show what each would do" }).click();
  // Of a run that has nothing left to prevent, that would be none.
  await page.locator(".fix .verdict.prevents").first().waitFor();
  await page.getByRole("button", { name: "As it happened" }).click();
  await eventually(async () => assert.doesNotMatch(await line.innerText(), /Try|Prevented/));
  await close();
});

test("back goes through outages and resets, and forward again", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  await hash(page, "t=07:41");
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  await field(page, "frontend.thread-limit").fill("7000");
  await field(page, "frontend.thread-limit").press("Enter");
  // At once: what waits to be written is not lost.
  await page.getByRole("button", { name: "As it happened" }).click();
  await page.waitForFunction(() => !location.hash.includes("thread-limit"));
  assert.equal(await length(), before + 1);
  await page.locator('header [data-scenario="dynamodb-2015"]').click();
  await hash(page, "#/dynamodb-2015");
  assert.equal(await length(), before + 2);
  await page.evaluate(() => history.back());
  await hash(page, "#/kinesis-2020");
  await eventually(async () => assert.equal(await slider(page, "frontend.thread-limit").inputValue(), "6000"));
  await page.evaluate(() => history.back());
  await eventually(async () => assert.equal(await slider(page, "frontend.thread-limit").inputValue(), "7000"));
  await compared(page).waitFor();
  await page.evaluate(() => history.go(2));
  await hash(page, "#/dynamodb-2015");
  await eventually(async () => assert.match(await page.title(), /DynamoDB/));
  assert.equal(await length(), before + 2);
  await close();
});

test("a button goes to the beginning", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  await page.getByRole("button", { name: "To the beginning" }).click();
  await page.waitForFunction(() => document.querySelector('[data-testid="clock"]').textContent === "02:00");
  await close();
});

test("the way to prevent an outage leaves the head of the page whole, and the pictures say all of what they count", async () => {
  for (const [outage, link] of [["dynamodb-2015", "t=03:00"], ["kinesis-2020", "t=15:00"], ["kinesis-2024", "t=15:00"]]) {
    const { page, close } = await open(`/#/${outage}?${link}`, { viewport: { width: 1280, height: 720 } });
    const told = await page.locator(".tallies li").allInnerTexts();
    const sum = told.map((text) => Number(text.match(/\d+/)[0])).reduce((all, share) => all + share);
    assert.ok(Math.abs(sum - 100) < 2 && told.every((text) => /% \p{L}/u.test(text.replace(/\s/g, " "))), told.join());
    const cut = await page.locator(".root").evaluate((card) => {
      const bottom = card.getBoundingClientRect().bottom;
      const words = [...card.querySelectorAll(".tallies li, .trend span, .scale span, .bars-labels span")];
      const outside = words.filter((word) => word.scrollWidth > word.offsetWidth + 1 || word.getBoundingClientRect().bottom > bottom - 2);
      // No name of a row lies on another one, nor on the bars.
      const bars = card.querySelector("canvas").getBoundingClientRect().right;
      const on = [...card.querySelectorAll(".bars-labels span")].filter((name) => name.getBoundingClientRect().left < bars);
      return [...outside, ...on].map((word) => word.textContent);
    });
    assert.deepEqual(cut, []);
    await close();
  }
  const { page, close } = await open("/#/dynamodb-2015", { newcomer: true, viewport: { width: 1366, height: 768 }, reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Disrupt the network" }).click();
  await page.getByRole("button", { name: "Prevent it" }).click();
  await page.locator("#what-if:focus").waitFor();
  await painted(page);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await close();
});
