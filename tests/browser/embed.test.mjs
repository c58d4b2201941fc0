// The figure in somebody's article, from another origin: what it shows, what it obeys, what it tells.

import assert from "node:assert/strict";
import { test } from "node:test";
import { screenshot } from "./harness.mjs";
import { call, clock, events, eventually, heights, KNOB, openFigure, painted, ready } from "./host.mjs";

test("the figure is ready, says what it is, and is as high as its content", async () => {
  const { page, frame, heard, close, consoleMessages, pageErrors } = await openFigure("");
  const [said] = events(await heard(), "ready");
  assert.match(said.title, /Kinesis/);
  assert.equal(said.v, 1);
  assert.ok(said.duration > 600 && said.clockFrom === "02:00" && said.zone === "PST", JSON.stringify(said));
  assert.match(said.model, /^[0-9a-f]{16}/);
  await eventually(async () => {
    const { outer, inner, content } = await heights(page, frame);
    assert.equal(outer, content);
    assert.equal(inner, outer, "nothing to scroll");
  });
  assert.equal(await page.locator("iframe").getAttribute("title"), said.title);
  await screenshot(page, "embed-figure");
  assert.deepEqual([consoleMessages, pageErrors], [[], []]);
  await close();
});

test("commands are carried out, and each gets one answer", async () => {
  const { page, frame, heard, close } = await openFigure('ui="controls"');
  assert.match((await call(page, "seek", "12:30")).clock, /^12:30/);
  assert.equal(await clock(frame), "12:30");
  await call(page, "seek", "restart-fleet");
  assert.equal(await clock(frame), "09:57");
  assert.equal((await call(page, "seek", 0)).minutes, 0);
  const set = await call(page, "set", { [KNOB]: 9000, off: "remove-capacity" });
  assert.equal(set.changes, 2);
  assert.match(set.link, /thread-limit=9000/);
  assert.match(set.summary, /nothing fails/);
  assert.equal((await call(page, "set", `${KNOB}=`)).changes, 1, "an empty value takes a change back");
  assert.equal((await call(page, "reset")).changes, 0);
  assert.equal((await call(page, "set", "speed=80")).speed, 80);
  assert.equal((await call(page, "play")).playing, 1);
  await page.waitForFunction(() => heard.filter(({ event }) => event === "event").length > 0, null, { timeout: 20000 });
  assert.equal((await call(page, "pause")).playing, 0);
  assert.match((await call(page, "export", "link")).text, /^http.*\/#\/kinesis-2020\?/);
  assert.match((await call(page, "export", "svg")).text, /^<svg/);
  assert.match((await call(page, "export", "csv")).text, /frontend/);
  assert.equal(typeof JSON.parse((await call(page, "export", "json")).text), "object");
  await call(page, "reveal", "lambda");
  assert.match((await call(page, "state")).link, /select=lambda/);
  await call(page, "highlight", { of: "cognito,lambda", from: "05:15", until: "09:00" });
  assert.ok((await frame.locator(".lane.dim").count()) > 3);
  assert.equal(await frame.locator('.lane.dim[data-lane="lambda"]').count(), 0);
  assert.equal(await frame.locator(".shades span").count(), 2);
  await screenshot(page, "embed-highlight");
  await call(page, "highlight");
  assert.equal(await frame.locator(".dim").count(), 0);
  const answers = (await heard()).filter((message) => message?.id !== undefined).map(({ id }) => id);
  assert.equal(new Set(answers).size, answers.length);
  assert.equal(answers.length, 17);
  for (const name of ["ready", "play", "pause", "seek", "state", "event", "export"]) {
    assert.ok(events(await heard(), name).length > 0, name);
  }
  await close();
});

test("what cannot be done is refused with a reason", async () => {
  const { page, close } = await openFigure("");
  const refused = async (...given) => (await call(page, ...given)).refused;
  assert.match(await refused("seek", "noon"), /clock time/);
  assert.match(await refused("seek", "99:99"), /clock time|outside/);
  assert.match(await refused("set", "zebra=1"), /cannot be set/);
  assert.match(await refused("set", `${KNOB}=soup`), /thread-limit/);
  assert.match(await refused("reveal", "zebra"), /There is no part/);
  assert.match(await refused("reveal", "cascade"), /not shown/);
  assert.match(await refused("highlight", { of: "zebra" }), /There is no part/);
  assert.match(await refused("export", "exe"), /svg/);
  assert.match(await refused("send", "dance"), /Accepted: play/);
  await close();
});

test("playback reaches its end, and says so", async () => {
  const { page, heard, close } = await openFigure('t="07:41" end="08:10" speed="80" play');
  await page.waitForFunction(() => heard.some(({ event }) => event === "ended"));
  const [ended] = events(await heard(), "ended");
  assert.match(ended.clock, /^08:10/);
  await close();
});

test("a jump during play is a seek, and passes nothing", async () => {
  const { page, frame, heard, close } = await openFigure('t="02:30" ui="figure" play');
  await call(page, "seek", "20:00");
  await page.waitForFunction(() => heard.some(({ event }) => event === "seek"));
  const names = (await heard()).map(({ event }) => event);
  assert.deepEqual([names.includes("event"), names.includes("ended")], [false, false]);
  assert.ok(names.indexOf("pause") < names.indexOf("seek") && names.includes("pause"));
  await call(page, "play");
  await frame.locator("#scrubber").press("End");
  await page.waitForFunction(() => heard.filter(({ event }) => event === "seek").length === 2);
  assert.deepEqual(events(await heard(), "event"), []);
  await close();
});

test("a pause after the author's end is a pause", async () => {
  const { page, frame, heard, close } = await openFigure('t="07:41" end="07:43" play');
  await page.waitForFunction(() => heard.some(({ event }) => event === "ended"));
  await call(page, "play");
  const end = await clock(frame);
  await eventually(async () => assert.notEqual(await clock(frame), end, "it goes on"));
  await call(page, "pause");
  await page.waitForFunction(() => heard.some(({ event }) => event === "pause"));
  assert.equal(events(await heard(), "ended").length, 1);
  await close();
});

test("a link that is changed by attributes is no other model's", async () => {
  const link = 'link="#/kinesis-2020?t=07:41&v=1&m=1-3b51d286" set="seed=7&frontend.servers=4000"';
  const { heard, close } = await openFigure(link);
  assert.equal(events(await heard(), "ready")[0].notices, "");
  await close();
});

test("a highlight ends with its outage, and colours with their attribute", async () => {
  const { page, frame, close } = await openFigure('theme="dark"');
  await call(page, "highlight", { of: "lambda" });
  await frame.locator(".lane.dim").first().waitFor();
  await page.locator("outage-explorer").evaluate((element) => element.setAttribute("scenario", "dynamodb-2015"));
  await frame.getByRole("heading", { name: /DynamoDB/ }).first().waitFor();
  await frame.waitForFunction(() => !document.querySelector(".dim"));
  await page.locator("outage-explorer").evaluate((element) => element.removeAttribute("theme"));
  await frame.waitForFunction(() => !document.documentElement.dataset.theme);
  await close();
});

test("what is unlocked where nobody sees it is told to the author", async () => {
  const { heard, close, consoleMessages } = await openFigure(`unlock="${KNOB}"`);
  assert.match(events(await heard(), "ready")[0].notices, /panel `controls`/);
  assert.match(consoleMessages.join(), /panel `controls`/);
  await close();
});

test("nothing plays by itself for readers who asked for less motion", async () => {
  const { page, frame, close } = await openFigure('t="07:41" play', { reducedMotion: "reduce" });
  for (let round = 0; round < 10; round += 1) {
    await painted(frame);
    const { playing, clock } = await call(page, "state");
    assert.deepEqual([playing, clock.slice(0, 5)], [0, "07:41"]);
  }
  await close();
});

test("without a choice readers get a few key parameters, and what the author changed; with `all` everything", async () => {
  const given = async (attributes) => {
    const { frame, page, close } = await openFigure(`ui="controls" ${attributes}`);
    const names = await frame.locator("[data-knob]").evaluateAll((knobs) => knobs.map((knob) => knob.dataset.knob));
    const events = await frame.locator("[data-event]").count();
    const height = (await page.locator("iframe").boundingBox()).height;
    await close();
    return { names, events, height };
  };
  const usual = await given("");
  assert.ok(usual.names.includes(KNOB) && usual.names.length === 4 && usual.events === 0, JSON.stringify(usual));
  assert.ok(usual.height < 800, `${usual.height} pixels`);
  const changed = await given('set="cognito.buffer-minutes=60&off=restart-fleet"');
  assert.ok(changed.names.includes("cognito.frontend.buffer") && changed.names.length === 5 && changed.events === 1);
  const all = await given('unlock="all"');
  assert.ok(all.names.length > 30 && all.events > 5, JSON.stringify(all));
  assert.deepEqual((await given('unlock=""')).names, []);
});

test("readers can change what the author unlocked, and nothing else", async () => {
  const { page, frame, close } = await openFigure(`ui="controls" unlock="${KNOB},restart-fleet,cellular-frontend" set="seed=7"`);
  const unlocked = await frame.locator("[data-knob]").evaluateAll((knobs) => knobs.map((knob) => knob.dataset.knob));
  assert.deepEqual(unlocked, [KNOB]);
  assert.deepEqual(await frame.locator("[data-event]").count(), 1);
  const before = (await call(page, "state")).link;
  const handle = frame.locator('[data-handle="remove-capacity"]');
  await handle.press("Shift+ArrowRight");
  await handle.dispatchEvent("dblclick");
  assert.equal((await call(page, "state")).link, before, "a locked handle stays");
  await frame.locator('[data-handle="restart-fleet"]').press("Shift+ArrowRight");
  await frame.locator("[data-knob] input[type=range]").press("ArrowRight");
  const { changes } = await call(page, "state");
  assert.equal(changes, 3, "the seed, the event and the knob");
  await frame.getByRole("button", { name: "Reset" }).click();
  assert.equal((await call(page, "state")).link, before, "a reset goes back to what the author opened");
  await screenshot(page, "embed-controls");
  await close();
});

test("an attribute changes the figure without a step in the history, and the element can be moved", async () => {
  const { page, frame, close } = await openFigure('t="07:41"');
  const steps = await page.evaluate(() => history.length);
  await page.locator("outage-explorer").evaluate((element) => element.setAttribute("t", "12:30"));
  await frame.waitForFunction(() => document.querySelector('[data-testid="clock"]').textContent === "12:30");
  assert.equal(await page.evaluate(() => history.length), steps);
  await page.evaluate(() => {
    const element = document.querySelector("outage-explorer");
    element.remove();
    document.body.append(document.createElement("hr"), element);
  });
  assert.equal(await clock(await ready(page)), "12:30");
  await close();
});
