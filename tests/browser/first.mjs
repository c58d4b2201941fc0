// How the first visit goes on a slow line: `node tests/browser/first.mjs [address in the page …]`. Chromium with a screen of a
// phone, a line of 1.6 Mbit/s with a round trip of 150 ms, and a processor four times slower, as Lighthouse has them. Prints
// lines "name value unit", the median of some visits: first and largest paint, how long the page did not answer, what moved.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";
import { launch, quit } from "./harness.mjs";

const VISITS = 5;
const dist = new URL("../../dist/", import.meta.url);
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", wasm: "application/wasm", svg: "image/svg+xml" };

/** A host that compresses, as good ones do. */
const files = new Map();
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://host");
  const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  try {
    if (!files.has(name)) {
      const bytes = await readFile(new URL(`.${name}`, dist));
      files.set(name, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    }
    response.writeHead(200, { "Content-Type": TYPES[name.split(".").at(-1)] ?? "application/octet-stream", "Content-Encoding": "br" });
    response.end(files.get(name));
  } catch {
    response.writeHead(404);
    response.end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const at = (path) => `http://127.0.0.1:${server.address().port}/${path}`;

async function visit(path, slow) {
  const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
  const context = await (await launch()).newContext(slow ? phone : { viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    delete Navigator.prototype.serviceWorker;
    const seen = (globalThis.seen = { paint: 0, largest: 0, blocked: 0, longest: 0, moved: 0 });
    const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch("paint", ({ name, startTime }) => name === "first-contentful-paint" && (seen.paint = startTime));
    watch("largest-contentful-paint", (entry) => ((seen.largest = entry.startTime), (seen.what = entry.element?.className || entry.element?.tagName)));
    watch("longtask", ({ duration }) => ((seen.blocked += duration - 50), (seen.longest = Math.max(seen.longest, duration))));
    watch("layout-shift", ({ value, hadRecentInput }) => hadRecentInput || (seen.moved += value));
  });
  if (slow) {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const bytes = (1.6 * 1024 * 1024) / 8;
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: bytes, uploadThroughput: bytes / 2 });
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  await page.goto(at(path), { waitUntil: "commit" });
  await page.waitForFunction(() => document.querySelector("#app > :not(.loading)"), undefined, { timeout: 120_000 });
  const program = await page.evaluate(() => performance.now());
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  const seen = { ...(await page.evaluate(() => globalThis.seen)), program };
  await context.close();
  return seen;
}

const paths = process.argv.slice(2);
for (const path of paths.length ? paths : ["", "embed.html#/kinesis-2020"]) {
  for (const [line, slow] of [["slow-4g", true], ["laptop", false]]) {
    const seen = [];
    for (let count = 0; count < VISITS; count += 1) seen.push(await visit(path, slow));
    const median = (name) => seen.map((one) => one[name]).sort((one, other) => one - other)[VISITS >> 1];
    const unit = (name) => (name === "moved" ? "" : " ms");
    for (const name of ["paint", "largest", "program", "blocked", "longest", "moved"]) {
      console.log(`first/${path || "page"}/${line}/${name} ${median(name).toFixed(name === "moved" ? 3 : 0)}${unit(name)}`);
    }
    console.log(`first/${path || "page"}/${line}/largest-is ${seen.at(-1).what}`);
  }
}
await quit();
server.close();
