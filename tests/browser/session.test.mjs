// A session from its first question to its debrief: answered, shown, compared, printed, without a network.

import { test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { axe, eventually, open, painted, screenshot, stands } from "./harness.mjs";

const HOUR = "kinesis-2020-hour";
const at = (step, session = HOUR) => `/#/kinesis-2020?session=${session}&step=${step}`;

/** Waits until a step is open. */
const title = (page, text) => page.locator("#session-title", { hasText: text }).waitFor();

/** Draws from place to place, each a share of the width and of the height from the upper left corner. */
async function draw(page, places) {
  const place = page.locator(".session-panel .drawing-place").first();
  await place.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await place.boundingBox();
  const to = ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...to(places[0]));
  await page.mouse.down();
  for (const next of places.slice(1)) await page.mouse.move(...to(next), { steps: 5 });
  await page.mouse.up();
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

const drawn = (page) => page.locator(".session-panel .own-line").first().getAttribute("points");

test("the whole hour runs without a network, and says how far every answer is", async () => {
  const { page, context, pageErrors, close } = await open(at(1), { keep: true });
  await title(page, "A healthy morning");
  // What the session needs later is here once the page keeps itself.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  const steps = Number((await page.locator(".session-place").innerText()).match(/of (\d+)/)[1]);
  const said = [];
  for (let step = 1; step <= steps; step += 1) {
    await eventually(async () => assert.match(await page.locator(".session-place").innerText(), new RegExp(`^Step ${step} of`)));
    for (const range of await page.locator(".ask-time input").all()) await range.fill("120");
    for (const field of await page.locator(".ask-number input").all()) await field.fill("42");
    for (const group of await page.locator(".ask:has(.choice)").all()) await group.locator("input").first().check();
    for (const area of await page.locator(".ask .ask-words").all()) await area.fill("A limit that nobody watched");
    if (await page.locator(".session-panel .drawing-place").count()) await draw(page, [[0.05, 0.95], [0.2, 0.1], [0.6, 0.95]]);
    const reveal = page.getByRole("button", { name: /^(Show what happened|Show it|See what it does)$/ });
    if (await reveal.count()) {
      await reveal.click();
      const tell = button(page, "Show the answer");
      if (await tell.count()) await tell.click();
      if (await page.locator(".ask").count()) await page.locator(".said").first().waitFor();
      said.push(...(await page.locator(".said").allInnerTexts()));
    }
    if (step < steps) await page.locator(".session-panel").getByRole("button", { name: /^Next: / }).click();
  }
  for (const pattern of [/You said 04:45: .* too early/, /You said 42 threads|You said 42\b/, /it begins|it ends|You drew/i]) {
    assert.ok(said.some((text) => pattern.test(text)), `${pattern}: ${said.join("\n")}`);
  }
  assert.deepEqual(pageErrors, []);
  await close();
});

test("before a question is answered nothing on the page tells the answer", async () => {
  const { page, close } = await open(at(2));
  await title(page, "120 servers join");
  const seen = async () => `${await page.locator("body").innerText()} ${await page.locator("body").ariaSnapshot()}`;
  assert.doesNotMatch(await seen(), /05:1\d|22:3\d|12\s?h\s?29/u);
  await page.getByRole("slider", { name: /first alarm/ }).fill("60");
  assert.match(await seen(), /03:45/);
  assert.doesNotMatch(await seen(), /05:1\d|too early/u);
  // Playing on shows nothing more, nor does the end of the day.
  const clock = page.getByTestId("clock").first();
  await page.locator("#scrubber").press("End");
  await eventually(async () => assert.equal(await clock.innerText(), "02:44"));
  await page.getByTestId("play").first().click();
  await stands(page);
  assert.equal(await clock.innerText(), "02:44");
  assert.doesNotMatch(await seen(), /05:1\d|too early/u);
  // The run plays first, and the answer comes when it gets there.
  await button(page, "Show what happened").click();
  await page.locator(".session-panel .tell:focus").waitFor();
  await eventually(async () => assert.notEqual(await clock.innerText(), "02:44"));
  assert.doesNotMatch(await seen(), /05:1\d|too early/u);
  assert.ok(await page.getByRole("slider", { name: /first alarm/ }).isDisabled());
  // While it stands, that is said.
  const note = page.locator(".session-panel .note[role=status]");
  assert.match(await note.innerText(), /^The run plays/);
  await page.getByTestId("play").first().click();
  await page.getByText("Paused: press play, and the answer comes when the run gets there.").waitFor();
  await page.getByTestId("play").first().click();
  await page.getByText("The run plays.", { exact: false }).waitFor();
  await page.locator(".session-panel .tell").focus();
  await page.locator(".said").waitFor({ timeout: 30_000 });
  assert.ok((await clock.innerText()) >= "05:14");
  assert.match(await seen(), /In this run: 05:14.*too early/su);
  // The button that had the focus is gone.
  await page.locator(".said:focus").waitFor();
  assert.equal(await button(page, "Show the answer").count(), 0);
  await screenshot(page, "session-revealed");
  // Who has seen it need not wait again.
  await button(page, "Back to before").click();
  await page.locator(".said").waitFor();
  await close();
});

test("the answer need not be waited for, and does not wait where nothing moves by itself", async () => {
  const { page, close } = await open(at(2));
  await title(page, "120 servers join");
  await button(page, "Show what happened").click();
  await button(page, "Show the answer").click();
  await page.locator(".said:focus").waitFor();
  assert.match(await page.locator(".said").innerText(), /In this run: 05:14/);
  await close();
  const calm = await open(at(2), { reducedMotion: "reduce" });
  await title(calm.page, "120 servers join");
  await button(calm.page, "Show what happened").click();
  await calm.page.locator(".said:focus").waitFor();
  assert.equal(await button(calm.page, "Show the answer").count(), 0);
  await calm.close();
});

test("technical words say what they mean in questions and answers too", async () => {
  const { page, close } = await open("/#/kinesis-2024?session=kinesis-2024-hour&step=2");
  await title(page, "The deployment begins");
  const word = page.locator(".ask legend .term button").first();
  await word.focus();
  const means = page.locator(".ask legend .means").first();
  assert.ok(await means.isVisible());
  assert.match(await means.innerText(), /\w+ \w+/);
  const [box, panel] = [await means.boundingBox(), await page.locator(".session-panel").boundingBox()];
  assert.ok(box.x >= panel.x && box.x + box.width <= panel.x + panel.width, "it is not cut");
  await close();
});

test("a window for whoever leads has the answers, and moves the session", async () => {
  const { page, context, close } = await open(at(2));
  await title(page, "120 servers join");
  await page.getByText("For whoever leads").click();
  const [notes] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("button", { name: "Notes in a window of their own" }).click(),
  ]);
  await eventually(async () => assert.match(await notes.locator("main").innerText(), /When does the first alarm go off\?\nAnswer: In this run: 05:14/));
  assert.doesNotMatch(await page.locator("body").innerText(), /05:14/);
  await button(notes, "Show what happened").click();
  await button(notes, "Show the answer").click();
  await page.locator(".said").waitFor();
  await notes.getByRole("button", { name: /^Next: / }).click();
  await eventually(async () => assert.match(await page.locator(".session-place").innerText(), /^Step 3 /));
  await eventually(async () => assert.match(await notes.locator("main").innerText(), /^3\. /));
  await button(notes, "Back").click();
  await title(page, "120 servers join");
  // What somebody has selected stays selected while nothing else is to be read.
  const selected = () => notes.evaluate(() => String(getSelection()).length);
  await eventually(async () => assert.match(await notes.locator("main").innerText(), /^2\. /));
  await notes.evaluate(() => getSelection().selectAllChildren(document.querySelector("main")));
  const all = await selected();
  assert.ok(all > 50, `${all}`);
  await button(page, "Back to before").click();
  await eventually(async () => assert.equal(await page.getByTestId("clock").first().innerText(), "02:44"));
  assert.equal(await selected(), all);
  // There is nothing to move any more once the session is left.
  await button(page, "Leave the session").click();
  await notes.getByText("The session is over.").waitFor();
  assert.equal(await notes.getByRole("button").count(), 0);
  await close();
});

test("while a session is on its way nothing of the day is told, and a link that is copied then still begins the step", async () => {
  let go;
  const waiting = new Promise((done) => (go = done));
  const { page, close } = await open(at(2), {
    serviceWorkers: "block",
    before: (page) => page.route(/sessions-/, (route) => waiting.then(() => route.continue())),
  });
  await page.locator(".page.blind").waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /05:1[0-9]|96\s?%|Peak errors/u);
  await eventually(() => assert.match(page.url(), /session=kinesis-2020-hour&step=2&v=1$/));
  go();
  await title(page, "120 servers join");
  await eventually(() => assert.match(page.url(), /t=02:44&session=kinesis-2020-hour&step=2&blind=future/));
  await close();
});

test("a step whose outage is still on its way waits with its answers, and with its budget", async () => {
  let go;
  const waiting = new Promise((done) => (go = done));
  const before = (page) => page.route(/kinesis-2024-\w+\.plan/, (route) => waiting.then(() => route.continue()));
  const late = (step) => open(at(step, "kinesis-2024-hour"), { serviceWorkers: "block", before });
  const [asks, buys] = [await late(2), await late(8)];
  await title(asks.page, "The deployment begins");
  assert.ok(await button(asks.page, "Show what happened").isDisabled());
  await title(buys.page, "Ten points");
  assert.equal(await buys.page.locator(".prevent").count(), 0);
  go();
  await button(buys.page, "See what it does").waitFor();
  await buys.page.locator(".prevent input[type=checkbox]").first().waitFor();
  await buys.close();
  // It plays first, as it does for everybody.
  await eventually(async () => assert.ok(await button(asks.page, "Show what happened").isEnabled()));
  await button(asks.page, "Show what happened").click();
  await button(asks.page, "Show the answer").waitFor();
  assert.equal(await asks.page.locator(".said").count(), 0);
  await asks.close();
});

test("what was bought is in the picture, also where that takes a while to open", async () => {
  // An outage of somebody's own is read anew each time that it is opened.
  const packed = (text) => `1.${deflateRawSync(Buffer.from(text)).toString("base64url")}`;
  const outage = packed(await readFile(new URL("../../scenarios/kinesis-2020.toml", import.meta.url)));
  const own = `session = 1
id = "our-first"
title = "Our first session"
about = "For six engineers around one screen."
[[step]]
title = "Ten points"
show = "file?t=02:40&blind=future&x=${outage}"
say = "Spend them."
  [step.prevent]
  budget = 10
  costs = [{ fix = "cognito-survives", points = 3, because = "An assumption." }]
`;
  const { page, close } = await open(`/#/kinesis-2020?session=file&step=1&sx=${packed(own)}`);
  await page.locator(".prevent input[type=checkbox]").check();
  await button(page, "See what it does").click();
  await page.locator(".outcomes").waitFor();
  await page.locator(".page:not(.blind)").waitFor();
  await eventually(async () => assert.match(await page.evaluate(() => location.hash), /fix=cognito-survives/));
  await close();
});

test("a curve is drawn by mouse, by finger and by keyboard, and a reload keeps it", async () => {
  const { page, close } = await open(at(5), { hasTouch: true });
  await title(page, "What happened that day");
  const empty = await drawn(page);
  await draw(page, [[0.1, 0.9], [0.3, 0.1], [0.7, 0.9]]);
  const byMouse = await drawn(page);
  assert.notEqual(byMouse, empty);
  const place = page.locator(".drawing-place").first();
  // A finger that draws does not scroll.
  assert.equal(await place.evaluate((element) => getComputedStyle(element).touchAction), "none");
  const box = await place.boundingBox();
  await page.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height * 0.1);
  const byFinger = await drawn(page);
  assert.notEqual(byFinger, byMouse);
  await place.focus();
  // What is on the screen already cannot be drawn otherwise.
  await page.keyboard.press("Home");
  await page.keyboard.press("PageUp");
  assert.match(await place.getAttribute("aria-valuetext"), /^0\s?% at 02:00/u);
  await page.keyboard.press("End");
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("PageUp");
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Shift+ArrowLeft");
  assert.match(await place.getAttribute("aria-valuetext"), /^(7[0-9]|8[0-9])\s?% at 0\d:\d\d/u);
  const byKeys = await drawn(page);
  assert.notEqual(byKeys, byFinger);
  await page.reload();
  await eventually(async () => assert.equal(await drawn(page), byKeys));
  await close();
});

test("a budget is spent before anything is seen, and then something is different", async () => {
  const { page, close } = await open(at(8));
  await title(page, "Ten points");
  const boxes = page.locator(".prevent input[type=checkbox]");
  await boxes.nth(0).check();
  assert.match(await page.locator(".budget").innerText(), /^9 points of 10 left/);
  assert.equal(await page.locator(".outcomes").count(), 0);
  await page.getByRole("button", { name: "See what it does" }).click();
  const outcomes = page.locator(".outcomes > li");
  await eventually(async () => assert.equal(await outcomes.count(), 2));
  // What was bought is kept.
  await page.reload();
  await eventually(async () => assert.equal(await outcomes.count(), 2));
  assert.ok(await boxes.nth(0).isChecked());
  assert.match(await outcomes.nth(0).innerText(), /As it happened.*96/su);
  assert.match(await outcomes.nth(1).innerText(), /Your choice\s+Prevented.*Peak errors\s*0\s?%/su);
  await page.getByRole("button", { name: /^What if: / }).click();
  await eventually(async () => assert.equal(await outcomes.count(), 3));
  assert.doesNotMatch(await outcomes.nth(2).innerText(), /Prevented/);
  // So is how far the twists were.
  await page.reload();
  await eventually(async () => assert.equal(await outcomes.count(), 3));
  // What was bought stays out of the picture of before.
  const hash = () => page.evaluate(() => location.hash);
  await eventually(async () => assert.match(await hash(), /fix=/));
  await button(page, "Back to before").click();
  await eventually(async () => assert.doesNotMatch(await hash(), /fix=/));
  await painted(page);
  assert.doesNotMatch(await hash(), /fix=/);
  await close();
});

test("groups compare their answers by codes, and a damaged one disturbs nothing", async () => {
  const { page, close } = await open(at(2));
  await title(page, "120 servers join");
  await page.getByRole("slider", { name: /first alarm/ }).fill("60");
  await page.getByText("Our answers as a code").click();
  /** The code under a name, once it is there. */
  const named = async (name) => {
    const code = page.locator(".group-code");
    const before = await code.inputValue();
    await page.locator(".group-name").fill(name);
    await eventually(async () => assert.notEqual(await code.inputValue(), before));
    return code.inputValue();
  };
  const blue = await named("Blue");
  await page.getByRole("slider", { name: /first alarm/ }).fill("200");
  await eventually(async () => assert.notEqual(await page.locator(".group-code").inputValue(), blue));
  const red = await named("Red <b>");
  await page.getByText("Compare groups", { exact: true }).click();
  await page.locator(".group-codes").fill(`${red}\n${blue.slice(0, -9)}x${blue.slice(-8)}\n${blue}\nhello`);
  const problems = page.locator(".problems li");
  await eventually(async () => assert.equal(await problems.count(), 2));
  assert.match(await problems.first().innerText(), /^Code 2: It is damaged/);
  assert.deepEqual((await page.locator(".spread li").allInnerTexts()).map((text) => text.replace(/\s+/gu, " ")), ["03:45 Blue", "06:05 Red <b>"]);
  await close();
});

test("the sheet for participants has every question and no answer", async () => {
  const { page, close } = await open(at(1));
  await title(page, "A healthy morning");
  await page.evaluate(() => {
    globalThis.print = () => {};
  });
  await page.getByText("For whoever leads").click();
  const paper = page.locator(".session-paper");
  await page.getByRole("button", { name: "Participants’ sheet" }).click();
  const sheet = await paper.textContent();
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await paper.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Key, with the answers" }).click();
  const key = await paper.textContent();
  assert.match(sheet, /When does the first alarm go off\?/);
  assert.doesNotMatch(sheet, /In this run|usually happens|05:14/);
  assert.match(key, /When does the first alarm go off\?.*In this run: 05:14/su);
  await page.emulateMedia({ media: "print" });
  assert.equal(await paper.isVisible(), true);
  assert.equal(await page.locator(".top").isVisible(), false);
  await close();
});

test("a session of one's own opens from a file, says what is wrong with it, and its link holds it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "session-"));
  const text = await readFile(new URL("../../sessions/taster-20.toml", import.meta.url), "utf8");
  await writeFile(join(folder, "good.toml"), text.replace(/^title = .*$/m, 'title = "Our own"').replace(/^id = .*$/m, 'id = "ours"'));
  await writeFile(join(folder, "bad.toml"), text.replace(/^id = /m, "soup = 1\nid = "));
  const { page, close } = await open("/#/dynamodb-2015?t=05:00");
  await page.locator("input[type=file]").first().setInputFiles(join(folder, "bad.toml"));
  await page.getByText("there is no key `soup` here").waitFor();
  await page.locator("input[type=file]").first().setInputFiles(join(folder, "good.toml"));
  await page.locator(".session-place").waitFor();
  await eventually(async () => assert.match(page.url(), /session=file.*sx=1\./));
  await page.getByText("For whoever leads").click();
  await page.getByText("Our own", { exact: false }).first().waitFor();
  const other = await open(`/${new URL(page.url()).hash}`);
  await other.page.locator(".session-place").waitFor();
  assert.match(await other.page.locator(".session-place").innerText(), /^Step 1 of/);
  await other.close();
  const damaged = await open("/#/kinesis-2020?session=file&sx=1.AAAA");
  await damaged.page.getByText("It is missing or damaged").waitFor();
  await damaged.close();
  await close();
});

test("a step is accessible and fits, on a phone and on a projector, light and dark", async () => {
  for (const [name, options] of Object.entries({
    phone: { viewport: { width: 390, height: 844 } },
    dark: { colorScheme: "dark", viewport: { width: 1280, height: 720 } },
  })) {
    const { page, close } = await open(at(5), options);
    await title(page, "What happened that day");
    assert.deepEqual(await axe(page), [], name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing is wider than the screen`);
    await page.getByRole("button", { name: "Large" }).click();
    assert.deepEqual(await axe(page), [], `${name}, large`);
    if (name !== "phone") {
      const [step, picture] = [await page.locator(".session-panel").boundingBox(), await page.locator(".picture").boundingBox()];
      assert.ok(picture.x >= step.x + step.width && picture.width > step.width, "the picture stays beside the step");
      const size = await page.locator(".lane-name").first().evaluate((lane) => Number.parseFloat(getComputedStyle(lane).fontSize));
      assert.ok(size >= 13, `${size}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}, large: nothing is wider than the screen`);
    await screenshot(page, `session-${name}`);
    await close();
  }
});
