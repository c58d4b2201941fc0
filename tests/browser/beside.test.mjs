// Runs beside the page: a worker makes them once somebody has changed something. They have the bits of runs in the page, the
// newest counts, and where no worker may start the page makes them itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { open } from "./harness.mjs";
import { serveExplorer } from "./servers.mjs";

const explorer = await serveExplorer();
const LINK = "#/kinesis-2020?t=07:41";
const KNOB = '[data-knob="frontend.thread-limit"] input[type=range]';
const beside = () => performance.getEntriesByName("simulate-beside").length;
const HOURS = '[data-testid="headline-hours"]';

for (const engine of ENGINES) {
  test(`a run from beside the page has the bits of one in it, in ${engine}`, async () => {
    const tab = await openIn(engine, explorer.at(LINK));
    await drawn(tab);
    await tab.run((knob) => document.querySelector(knob).focus(), KNOB);
    // The first change starts the worker; until it is ready, the page makes the runs.
    for (let press = 0; press < 200 && !(await tab.run(beside)); press += 1) await tab.key(press % 2 ? "ArrowLeft" : "ArrowRight");
    assert.ok(await tab.run(beside), "no run came from beside");
    const before = await tab.run(beside);
    await tab.key("End");
    await tab.until((before) => performance.getEntriesByName("simulate-beside").length > before, before);
    const value = await tab.run((knob) => document.querySelector(knob).value, KNOB);
    const link = await tab.until((value) => location.hash.includes(`thread-limit=${value}`) && location.hash, value);
    assert.match(link, /[?&]m=/);
    await tab.close();

    // A link is run in the page before anything is drawn, and another run than its author's is told.
    const other = await openIn(engine, explorer.at(link));
    await drawn(other);
    assert.equal(await other.run(() => document.querySelectorAll(".notice").length), 0);
    assert.deepEqual(await other.errors(), []);
    await other.close();
  });
}

/** Opens the page with a worker whose runs come only when they are let go. */
async function held() {
  const before = (page) =>
    page.addInitScript(() => {
      const { postMessage } = Worker.prototype;
      const held = [];
      Worker.prototype.postMessage = function (message) {
        if (globalThis.holds && Array.isArray(message) && message[0] === "run") held.push(() => postMessage.call(this, message));
        else postMessage.call(this, message);
      };
      globalThis.letGo = () => held.splice(0).forEach((go) => go());
      globalThis.waiting = () => held.length;
    });
  const opened = await open(LINK, { before });
  const { page } = opened;
  await page.locator(KNOB).focus();
  for (let press = 0; press < 200 && !(await page.evaluate(beside)); press += 1) {
    await page.keyboard.press(press % 2 ? "ArrowLeft" : "ArrowRight");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
  assert.equal(page.workers().length, 1);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => location.hash.includes("thread-limit"));
  await page.evaluate(() => (globalThis.holds = true));
  return opened;
}

test("a knob is where it was put before its run is here, and of several the newest is shown", async () => {
  const { page, pageErrors, close } = await held();
  const before = await page.locator(HOURS).textContent();
  await page.keyboard.press("End");
  await page.waitForFunction(() => waiting() === 1);
  const most = await page.locator(KNOB).inputValue();
  await page.waitForFunction((most) => document.querySelector('[data-knob="frontend.thread-limit"] input[type=text]').value.replace(/\D/g, "") === most, most);
  assert.equal(await page.locator(HOURS).textContent(), before);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => ((globalThis.holds = false), letGo()));
  const value = await page.locator(KNOB).inputValue();
  await page.waitForFunction((value) => location.hash.includes(`thread-limit=${value}`), value);
  assert.notEqual(await page.locator(HOURS).textContent(), before);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a run that comes after another outage was opened changes nothing there", async () => {
  const { page, pageErrors, close } = await held();
  await page.keyboard.press("End");
  await page.waitForFunction(() => waiting() === 1);
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.waitForFunction(() => location.hash.startsWith("#/dynamodb-2015"));
  const headline = () => page.locator(".figures").textContent();
  const shown = await headline();
  const runs = await page.evaluate(beside);
  await page.evaluate(() => ((globalThis.holds = false), letGo()));
  await page.waitForFunction((runs) => performance.getEntriesByName("simulate-beside").length > runs, runs);
  assert.equal(await headline(), shown);
  // And there runs are made beside the page as well.
  const slider = page.locator('[data-knob] input[type="range"]').first();
  await slider.focus();
  for (let press = 0; press < 200 && (await page.evaluate(beside)) < runs + 2; press += 1) {
    await page.keyboard.press(press % 2 ? "ArrowLeft" : "ArrowRight");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
  assert.ok((await page.evaluate(beside)) >= runs + 2);
  assert.deepEqual(pageErrors, []);
  await close();
});

const REFUSALS = {
  "there are no workers": () => delete globalThis.Worker,
  "a policy refuses them": () => {
    globalThis.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  },
  "one fails to start": () => {
    globalThis.Worker = new Proxy(Worker, {
      construct: (target) => new target(URL.createObjectURL(new Blob(["throw 1"])), { type: "module" }),
    });
  },
};
for (const [name, refuse] of Object.entries(REFUSALS)) {
  test(`the page makes its runs itself where ${name}`, async () => {
    const { page, close } = await open(LINK, { before: (page) => page.addInitScript(refuse) });
    const slider = page.locator(KNOB);
    await slider.focus();
    for (const key of ["Home", "End", "Home"]) {
      const before = await page.locator(HOURS).textContent();
      await page.keyboard.press(key);
      await page.waitForFunction(([path, before]) => document.querySelector(path).textContent !== before, [HOURS, before]);
    }
    assert.equal(await page.evaluate(beside), 0);
    await close();
  });
}
