// What a move of a slider costs the page's main thread, from a trace of Chromium: processor time, which does not grow when
// the machine is busy with something else. For bench.mjs.

import { setTimeout as pause } from "node:timers/promises";
import { launch } from "./harness.mjs";

const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** Milliseconds between two moves: what the page does later for the sake of one belongs to it. */
const BETWEEN = 110;

/** The places along a slider between which a move changes most, found by trying: two shares of its width. */
export async function cliff(page, slider) {
  const tries = Array.from({ length: 25 }, (_, index) => index / 24);
  const peaks = [];
  for (const share of tries) {
    await put(page, slider, share);
    peaks.push(await page.evaluate(() => document.querySelector('[data-testid="headline-hours"]').textContent));
  }
  const hours = peaks.map((text) => (/(\d+) h/.exec(text)?.[1] ?? 0) * 60 + Number(/(\d+) m/.exec(text)?.[1] ?? 0));
  const steps = tries.slice(1).map((_, index) => Math.abs(hours[index + 1] - hours[index]));
  const steepest = steps.indexOf(Math.max(...steps));
  return [tries[steepest], tries[steepest + 1]];
}

/** Sets a slider without a pointer, and waits until the page has drawn it and rests. */
async function put(page, slider, share) {
  await slider.evaluate((element, share) => {
    const { min, max, step } = element;
    const steps = Math.round((share * (max - min)) / step);
    element.value = String(Number(min) + steps * Number(step));
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, share);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))));
}

/**
 * Drags a slider through places along its width, one after the other, and answers for each move how many milliseconds the
 * main thread worked, in all and by kind.
 */
export async function drag(page, slider, places) {
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  // The middle of the thumb stays within the track.
  const thumb = Math.min(16, height);
  const at = (share) => x + thumb / 2 + share * (width - thumb);
  await page.mouse.move(at(places[0]), y + height / 2);
  await page.mouse.down();
  await pause(400);
  const browser = await launch();
  await browser.startTracing(page, { categories: CATEGORIES });
  for (const share of places.slice(1)) {
    await page.mouse.move(at(share), y + height / 2);
    await pause(BETWEEN);
  }
  const trace = JSON.parse(String(await browser.stopTracing())).traceEvents;
  await page.mouse.up();
  return moves(trace);
}

/** The kinds of work that are told apart. */
const KINDS = {
  FunctionCall: "script",
  EventDispatch: "script",
  FireAnimationFrame: "script",
  TimerFire: "script",
  RunMicrotasks: "script",
  UpdateLayoutTree: "style",
  Layout: "layout",
  PrePaint: "paint",
  Paint: "paint",
  Layerize: "layers",
  Commit: "layers",
  UpdateLayer: "layers",
};

function moves(trace) {
  const inputs = trace.filter((it) => it.name === "EventDispatch" && it.args?.data?.type === "input");
  if (inputs.length === 0) return [];
  const { pid, tid } = inputs[0];
  const own = trace.filter((it) => it.pid === pid && it.tid === tid && it.ph === "X");
  const tasks = own.filter((it) => /RunTask$/.test(it.name)).sort((a, b) => a.ts - b.ts);
  const begun = inputs.map((input) => tasks.findLast((task) => task.ts <= input.ts)?.ts ?? input.ts);
  // The last has no next one that ends it.
  return begun.slice(0, -1).map((from, index) => {
    const until = begun[index + 1];
    const within = own.filter((it) => it.ts >= from && it.ts < until);
    const sum = { all: 0, script: 0, style: 0, layout: 0, paint: 0, layers: 0 };
    let end = 0;
    for (const task of within.filter((it) => /RunTask$/.test(it.name)).sort((a, b) => a.ts - b.ts)) {
      // A task inside a task is counted already.
      if (task.ts < end) continue;
      end = task.ts + task.dur;
      sum.all += task.tdur ?? task.dur;
    }
    const seen = [];
    for (const it of within.filter((it) => KINDS[it.name]).sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      while (seen.length > 0 && it.ts >= seen.at(-1).end) seen.pop();
      const time = it.tdur ?? it.dur;
      sum[KINDS[it.name]] += time;
      if (seen.length > 0) sum[seen.at(-1).kind] -= time;
      seen.push({ end: it.ts + it.dur, kind: KINDS[it.name] });
    }
    for (const kind of Object.keys(sum)) sum[kind] /= 1000;
    return sum;
  });
}
