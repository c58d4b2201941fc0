// Measures the built page in Chromium: `cargo xtask bench`. Prints lines "name value unit".
//
// run/<scenario>/…       the entries that the page leaves in the User Timing record, one for each run beside it
// move/<scenario>/…      what a move of a slider costs the main thread, in processor time: of the knob to try first where
//                        it changes most (cliff), and of another (calm)
// slider/<scenario>/…    from an input event of a dragged slider until the frame with its effect was painted
// playback/<scenario>/…  the time between animation frames while playing
// embed/…                from the start of an article until its embedded figures, one or five, are drawn; nothing cached

import { setTimeout as pause } from "node:timers/promises";
import { address, open, quit } from "./harness.mjs";
import { cliff, drag } from "./moves.mjs";
import { outages as scenarios } from "./texts.mjs";

const MOVES = 60;
const PLAYBACK_SECONDS = 30;
const EMBEDS = 7;
const SLIDERS = ['[data-knob="frontend.thread-limit"] input[type="range"]', '[data-knob] input[type="range"]'];


for (const [index, scenario] of (scenarios.length ? scenarios : ["start"]).entries()) {
  const { page, close } = await open(scenarios.length ? `/#/${scenario}` : "/");
  await page.evaluate(watchInputs);
  // What the page proposes, if it slides; else its first knob that does. The proposal depends on what has been tried.
  const proposed = await page.locator("[data-knob]").evaluateAll((knobs) => {
    const slide = knobs.filter((knob) => knob.querySelector('input[type="range"]'));
    return (slide.find((knob) => knob.matches(".hinted")) ?? slide[0]).dataset.knob;
  });
  await dragSlider(page);
  const { runs, repaints } = await page.evaluate(() => ({
    runs: performance.getEntriesByName("simulate-beside").map((entry) => entry.duration),
    repaints: globalThis.repaints,
  }));
  print(`run/${scenario}`, runs);
  print(`slider/${scenario}`, repaints);
  await page.keyboard.press("r");
  const hinted = page.locator(`[data-knob="${proposed}"] input[type="range"]`);
  const [low, high] = await cliff(page, hinted);
  const calm = page.locator(`[data-knob]:not([data-knob="${proposed}"]) input[type="range"]`).first();
  const over = Array.from({ length: MOVES }, (_, move) => 0.05 + (0.9 * (move % 30)) / 30);
  const there = over.map((_, move) => (move % 2 ? low : high));
  print(`move/${scenario}/cliff`, (await drag(page, hinted, there)).map(({ all }) => all));
  await page.keyboard.press("r");
  print(`move/${scenario}/calm`, (await drag(page, calm, over)).map(({ all }) => all));
  if (index === 0) {
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("Space");
    await pause(1000);
    const frames = await page.evaluate(frameTimes, PLAYBACK_SECONDS * 1000);
    print(`playback/${scenario}/frame`, frames);
    console.log(`playback/${scenario}/frame/longest ${Math.max(...frames).toFixed(2)} ms`);
    console.log(`playback/${scenario}/frames-over-33ms ${frames.filter((time) => time > 33).length} frames`);
  }
  await close();
}
for (const count of [1, 5]) {
  const times = [];
  for (let round = 0; round < EMBEDS; round += 1) {
    // The same page as the figure's, so that nothing but the figure takes time; a new context has nothing cached.
    const { page, close } = await open("embed.js", { wait: false });
    await page.evaluate(() => (document.body.textContent = ""));
    times.push(await page.evaluate(embed, [address("embed.js"), scenarios[0], count]));
    await close();
  }
  print(`embed/${count}-on-a-page/first-picture`, times);
}
await quit();

/** In the page: puts in some figures, and says how long it takes until the last of them is drawn. */
async function embed([script, scenario, count]) {
  const began = performance.now();
  const element = document.createElement("script");
  element.src = script;
  document.head.append(element);
  await customElements.whenDefined("outage-explorer");
  const figures = Array.from({ length: count }, () => {
    const figure = document.createElement("outage-explorer");
    figure.setAttribute("scenario", scenario);
    document.body.append(figure);
    return figure;
  });
  await Promise.all(figures.map((figure) => figure.start()));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - began;
}

/** Drags a slider as a hand does; Chromium then sends its events just before a frame. */
async function dragSlider(page) {
  const counts = await Promise.all(SLIDERS.map((selector) => page.locator(selector).count()));
  const slider = page.locator(SLIDERS[counts.findIndex((count) => count > 0)]).first();
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const y = box.y + box.height / 2;
  const x = (move) => box.x + box.width * (0.2 + (0.6 * (move % 30)) / 30);
  await page.mouse.move(x(0), y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move += 1) {
    await page.mouse.move(x(move), y);
    await pause(100);
  }
  await page.mouse.up();
}

/** In the page: notes how long each input event takes to be painted. */
function watchInputs() {
  globalThis.repaints = [];
  const painted = (began) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => globalThis.repaints.push(performance.now() - began);
    channel.port2.postMessage(null);
  };
  const noted = () => {
    const began = performance.now();
    requestAnimationFrame(() => painted(began));
  };
  addEventListener("input", noted, { capture: true });
}

/** In the page: the times between animation frames. */
function frameTimes(duration) {
  return new Promise((done) => {
    const times = [];
    const begin = performance.now();
    let before;
    const frame = (now) => {
      if (before !== undefined) times.push(now - before);
      before = now;
      if (performance.now() - begin < duration) requestAnimationFrame(frame);
      else done(times);
    };
    requestAnimationFrame(frame);
  });
}

function print(name, times) {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (sorted.length === 0) {
    console.error(`${name}: nothing was measured`);
    return;
  }
  console.log(`${name}/median ${at(0.5).toFixed(3)} ms`);
  console.log(`${name}/p95 ${at(0.95).toFixed(3)} ms`);
}
