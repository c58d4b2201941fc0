// After the first visit the page needs no network, and no visit ever sees files of two versions.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { drawn, launch, pageUrl } from "./harness.mjs";
import { outages } from "./texts.mjs";
import { returning } from "./visitor.mjs";

const kinds = {
  css: "text/css",
  html: "text/html",
  js: "text/javascript",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

/** A host whose files change and whose line can be cut. */
class Host {
  files = new Map();
  cut = false;
  caching = "no-store";
  #server = createServer((request, response) => {
    if (this.cut) return request.socket.destroy();
    const path = new URL(request.url, "http://host/").pathname.slice(1);
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    const body = this.files.get(name);
    const type = kinds[name.split(".").pop()] ?? "application/octet-stream";
    response.writeHead(body ? 200 : 404, { "Content-Type": type, "Cache-Control": this.caching });
    response.end(body);
  });

  async open() {
    await new Promise((done) => this.#server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${this.#server.address().port}/`;
    return this;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const sum = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

const map = /<script type="importmap">(.*?)<\/script>/;

/** A page with something changed in it, whose policy still lets its list of checksums pass. */
function permitted(page, change) {
  const permit = (text) => createHash("sha256").update(text.match(map)?.[1] ?? "").digest("base64");
  const changed = change(page);
  return changed.replaceAll(permit(page), permit(changed));
}

/** The built page, with a mark of the version in the page, the sheet and the program. */
async function version(mark) {
  const get = async (name) => Buffer.from(await (await fetch(new URL(name, pageUrl))).arrayBuffer());
  let worker = (await get("sw.js")).toString();
  const kept = [...worker.matchAll(/\["\.\/([^"]*)", "(sha384-[^"]+)"\]/g)].map(([, address, known]) => ({ address, known }));
  const files = new Map();
  for (const file of kept) {
    const path = file.address.replace(/\?.*/, "");
    file.name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    files.set(file.name, await get(file.address));
  }
  const pages = kept.filter(({ name }) => name.endsWith(".html"));
  const named = (pattern) => kept.find(({ name }) => pattern.test(name)) ?? assert.fail(`no file ${pattern}`);
  const add = ({ name, known }, more) => {
    const bytes = Buffer.concat([files.get(name), Buffer.from(more)]);
    files.set(name, bytes);
    return (text) => text.replaceAll(known, sum(bytes));
  };
  /** Changes what is in a file, the name that the pages ask for it by, and its checksum wherever that is. */
  const change = (file, more, was, is) => {
    const added = add(file, more);
    const swap = (text) => added(text).replaceAll(was, is);
    worker = swap(worker);
    for (const page of pages) files.set(page.name, Buffer.from(permitted(files.get(page.name).toString(), swap)));
    if (!file.name.includes(was)) return;
    files.set(file.name.replace(was, is), files.get(file.name));
    files.delete(file.name);
  };
  const [sheet, program] = [named(/^style-.*\.css$/), named(/^outage-explorer-.*\.js$/)];
  change(sheet, `:root { --mark: ${mark}; }`, sheet.name, `style-${mark}.css`);
  change(program, `;globalThis.mark = "${mark}";`, program.name, program.name.replace(/\.js$/, `${mark}.js`));
  // The files of the exporter keep their names; pages ask for them with a mark.
  const exporter = named(/^export\.js$/);
  change(exporter, `;globalThis.exporterMark = "${mark}";`, exporter.address.split("?")[1], `v=${mark}`);
  for (const page of pages) worker = add(page, `<meta name="mark" content="${mark}">`)(worker);
  files.set("sw.js", Buffer.from(worker.replace(/VERSION = "[^"]*"/, `VERSION = "${mark}"`)));
  return files;
}

/** The versions of the page, the sheet and the program that are on the screen. */
async function marks(page) {
  await drawn(page);
  return page.evaluate(() => [
    document.querySelector('meta[name="mark"]').content,
    getComputedStyle(document.documentElement).getPropertyValue("--mark").trim(),
    globalThis.mark,
  ]);
}

/** Waits until the page has a worker in this state. */
async function worker(page, state) {
  const found = () =>
    page.evaluate(async (name) => Boolean((await navigator.serviceWorker.getRegistration())?.[name]), state);
  while (!(await found())) await new Promise((done) => setTimeout(done, 50));
}

const host = await new Host().open();
after(() => host.close());

async function visit() {
  const context = await (await launch()).newContext();
  await context.addInitScript(returning);
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  await page.goto(host.url);
  await drawn(page);
  return { context, page, messages };
}

test("the second visit needs no network", async () => {
  host.files = await version("one");
  const { context, page, messages } = await visit();
  await worker(page, "active");
  host.cut = true;
  await page.reload();
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  await page.getByRole("button", { name: "Export" }).click();
  const arrives = page.waitForEvent("download");
  await page.locator('[data-export="csv"]').click();
  assert.match((await arrives).suggestedFilename(), /\.csv$/);
  await page.goto(`${host.url}index.html#/dynamodb-2015`);
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  for (const outage of outages) {
    await page.locator(`[data-scenario="${outage}"]`).click();
    await page.locator(`[data-scenario="${outage}"][aria-current="page"]`).waitFor();
  }
  await page.goto(`${host.url}embed.html?childId=x#/dynamodb-2015`);
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  await page.goto(`${host.url}kinesis-2020/`);
  assert.match(await page.locator("h1").innerText(), /Kinesis/);
  host.cut = false;
  assert.deepEqual(messages, []);
  await context.close();
});

test("a new version is taken whole, at the next visit", async () => {
  host.files = await version("one");
  // As careless hosts do; the worker must not be fooled by the browser's own cache.
  host.caching = "max-age=31536000";
  const { context, page, messages } = await visit();
  await worker(page, "active");

  host.files = await version("two");
  await page.reload();
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  await worker(page, "waiting");
  assert.deepEqual(await marks(page), ["one", "one", "one"]);

  await page.evaluate(() => (location.hash = "#/dynamodb-2015"));
  await page.reload();
  await page.waitForFunction(() => document.querySelector('meta[name="mark"]')?.content === "two");
  assert.deepEqual(await marks(page), ["two", "two", "two"]);
  assert.match(page.url(), /#\/dynamodb-2015/);
  host.cut = true;
  await page.reload();
  assert.deepEqual(await marks(page), ["two", "two", "two"]);
  host.cut = false;
  assert.deepEqual(messages, []);
  await context.close();
});

test("a page that stays open keeps its version while another tab takes the next ones", async () => {
  host.caching = "no-store";
  host.files = await version("one");
  const { context, page } = await visit();
  await worker(page, "active");

  for (const next of ["two", "three"]) {
    host.files = await version(next);
    const other = await context.newPage();
    await other.goto(host.url);
    await worker(other, "waiting");
    if (next === "two") {
      await other.reload();
      await other.waitForFunction((mark) => document.querySelector('meta[name="mark"]')?.content === mark, next);
      assert.deepEqual(await marks(other), [next, next, next]);
    }
    await other.close();
  }

  // The third waits, the second is in charge, and this page is of the first.
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  await page.getByRole("button", { name: "Export" }).click();
  const arrives = page.waitForEvent("download");
  await page.locator('[data-export="csv"]').click();
  assert.match((await arrives).suggestedFilename(), /\.csv$/);
  assert.equal(await page.evaluate(() => globalThis.exporterMark), "one");

  await page.reload();
  await page.waitForFunction(() => document.querySelector('meta[name="mark"]')?.content === "three");
  assert.deepEqual(await marks(page), ["three", "three", "three"]);
  const kept = await page.evaluate(() => caches.keys());
  assert.deepEqual(kept.map((name) => name.split(" ").at(-1)), ["two", "three"]);
  await context.close();
});

test("a host that goes back to an older version, by halves, takes nothing from those who have it", async () => {
  host.files = await version("one");
  const { context, page } = await visit();
  await worker(page, "active");
  host.files = await version("two");
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await worker(page, "waiting");

  // The worker of the old version is back; a file of the new one is still there.
  const [one, two] = [await version("one"), host.files];
  host.files = new Map([...one, ["index.html", two.get("index.html")]]);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((done) => registration.addEventListener("updatefound", done, { once: true }));
    await registration.update();
    await found;
    const { installing } = registration;
    while (installing?.state === "installing") await new Promise((done) => installing.addEventListener("statechange", done, { once: true }));
  });
  host.cut = true;
  await page.reload();
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  await page.reload();
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  host.cut = false;
  await context.close();
});

test("a next version that does not take over keeps nobody waiting", async () => {
  host.files = await version("one");
  const { context, page } = await visit();
  await worker(page, "active");
  const deaf = await version("two");
  deaf.set("sw.js", Buffer.from(deaf.get("sw.js").toString().replace("self.skipWaiting()", "true")));
  host.files = deaf;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await worker(page, "waiting");
  await page.reload();
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  await context.close();
});

test("a version that is only half there is not taken", async () => {
  const [one, two] = [await version("one"), await version("two")];
  host.files = one;
  const { context, page } = await visit();
  await worker(page, "active");

  // The new worker is there, but one file is still, or again, that of the old version.
  host.files = new Map([...two, ["index.html", one.get("index.html")]]);
  const failed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((done) => registration.addEventListener("updatefound", () => done(registration.installing)));
    await registration.update();
    const next = await found;
    while (next.state === "installing") await new Promise((done) => next.addEventListener("statechange", done, { once: true }));
    return next.state;
  });
  assert.equal(failed, "redundant");
  assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
  host.cut = true;
  await page.reload();
  assert.deepEqual(await marks(page), ["one", "one", "one"]);
  host.cut = false;
  await context.close();
});

test("a visitor of the old version never gets a program of the new one", async () => {
  const [one, two] = [await version("one"), await version("two")];
  // No worker: the page is of the old version, and a file with the new content has its name.
  const program = [...one.keys()].find((name) => /^outage-explorer-.*\.js$/.test(name));
  host.files = new Map([...one, [program, [...two].find(([name]) => /^outage-explorer-.*\.js$/.test(name))[1]]]);
  host.files.delete("sw.js");
  const context = await (await launch()).newContext({ serviceWorkers: "block" });
  await context.addInitScript(returning);
  const page = await context.newPage();
  await page.goto(host.url);
  await page.locator("#fallback").waitFor();
  assert.equal(await page.evaluate(() => globalThis.mark), undefined);
  await context.close();
});
