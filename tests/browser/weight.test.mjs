// What a visit downloads, from what Chromium asks for: bytes with brotli, as good hosts send them. Lower a ceiling when the
// page gets lighter; never raise one without saying what readers get for it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { launch } from "./harness.mjs";
import { serveExplorer } from "./servers.mjs";

// What a session needs comes at once, so that the hour needs no network after its first step, and so do the sheets: cut into
// more parts, they made the first visit 6 kB heavier, for what the parts have in common. So the groups of a session came into its part,
// and the editor of sessions to what packs texts.
// An answer waits for the run, decisions are taken back, words say what they mean in questions, and whoever leads has a window that
// moves the session: 5 kB of the part of a session. A command is found as it was left, a curve ends where its question says, and a
// step waits for its picture: 2 kB more.
const CEILINGS = { opening: 342_500, slider: 444_000, part: 50_000, used: 98_500, inside: 290_000 };

const dist = new URL("../../dist/", import.meta.url);
const packed = new Map();

/** What a file weighs with brotli and with gzip. */
async function weigh(path) {
  if (!packed.has(path)) {
    const bytes = await readFile(new URL(path.replace(/\/$/, "/index.html").replace(/^\/explorer\//, "./"), dist));
    packed.set(path, [brotliCompressSync(bytes).length, gzipSync(bytes, { level: 9 }).length]);
  }
  return packed.get(path);
}

async function total(explorer, t, what) {
  // What the browser asks for by itself, and not for the page.
  const paths = [...new Set(explorer.requests.filter(({ status }) => status === 200).map(({ path }) => path))];
  const sizes = await Promise.all(paths.map(weigh));
  const [brotli, gzip] = [0, 1].map((at) => sizes.reduce((sum, size) => sum + size[at], 0));
  t.diagnostic(`${what}: ${brotli} bytes with brotli, ${gzip} with gzip, in ${paths.length} files`);
  for (const [at, path] of paths.entries()) t.diagnostic(`  ${sizes[at].join(" ")} ${path}`);
  return brotli;
}

test("a visit downloads what it needs: little until the opening, little more until a slider works", async (t) => {
  const explorer = await serveExplorer();
  const context = await (await launch()).newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await page.goto(explorer.at());
  await page.locator(".ways .primary").waitFor();
  await page.waitForLoadState("networkidle");
  const opening = await total(explorer, t, "until the opening can begin");
  assert.equal(explorer.requests.filter(({ path }) => /part-.*\.wasm$/.test(path)).length, 0, "no part before it is used");
  await page.keyboard.press("Escape");
  const slider = page.locator('[data-knob] input[type="range"]').first();
  await slider.focus();
  const before = await page.locator(".headline").innerText();
  for (let step = 0; step < 40 && (await page.locator(".headline").innerText()) === before; step += 1) {
    await page.keyboard.press("PageUp");
  }
  await page.waitForLoadState("networkidle");
  const moved = await total(explorer, t, "until a slider works, and all that follows by itself");
  await context.close();
  assert.ok(opening <= CEILINGS.opening, `${opening} until the opening`);
  assert.ok(moved <= CEILINGS.slider, `${moved} until a slider works`);
});

test("each part is small, and what is in it is not in the program that every visit downloads", async (t) => {
  const worker = await readFile(new URL("sw.js", dist), "utf8");
  const names = [...new Set(worker.match(/part-[\w-]+\.wasm/g))];
  assert.ok(names.length >= 4);
  for (const name of names) {
    const [brotli] = await weigh(`/explorer/${name}`);
    t.diagnostic(`${brotli} ${name}`);
    assert.ok(brotli <= (/^part-(session|sheets|texts)-/.test(name) ? CEILINGS.used : CEILINGS.part), `${name}: ${brotli}`);
  }
  for (const name of ["exporter_bg.wasm", "compiler_bg.wasm"]) assert.ok((await weigh(`/explorer/${name}`))[0] <= CEILINGS.inside, name);
  const [first] = worker.match(/outage-explorer-\w+\.wasm/);
  const text = (await readFile(new URL(first, dist))).toString("latin1");
  // A sentence of each: the help sheet, the share sheet, the inspector, what articles hear, packed texts, what is hidden, a session.
  for (const sentence of ["A dot is a request, a cross", "QR code of the link", "What operators can see", "readers see nothing to change", "the scenario in this link is damaged", "their monitoring did not show", "Forget all answers and begin again"]) {
    assert.ok(!text.includes(sentence), sentence);
  }
});
