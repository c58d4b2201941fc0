// What is around the app: it is locked down, and works in other people's frames and from one file.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { address, drawn, eventually, launch, open, pageUrl, painted, screenshot } from "./harness.mjs";
import { outages, outageText } from "./texts.mjs";

const hostile = "<img src=x onerror='globalThis.hacked=1'><script>globalThis.hacked=1</script>";

/** Gathers what the policy refuses; ask for it with `refused`. */
const watch = (page) =>
  page.addInitScript(() => {
    globalThis.refusals = [];
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.refusals.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
const refused = (page) => page.evaluate(() => globalThis.refusals);

/** A scenario file in which every text for people is hostile. */
async function hostileScenario() {
  const text = await outageText("kinesis-2020");
  const keys = "title|short|day|summary|try-first|label|about|failing|purpose|statement|quote|proposed-by";
  return text.replaceAll(new RegExp(`^((?:${keys}) = )"[^"]*"$`, "gm"), `$1"${hostile}"`);
}

/** Past the opening, if one is shown: where nothing can be remembered, each visit is the first. */
async function past(page) {
  const skip = page.getByRole("button", { name: "Skip", exact: true });
  if (await skip.count()) await skip.click();
}

/** Goes through every outage, uses the last, and then opens a text. */
async function session(page) {
  for (const id of [...outages].reverse()) {
    await page.evaluate((link) => (location.hash = link), `#/${id}`);
    await page.locator(`[data-scenario="${id}"][aria-current="page"]`).waitFor();
  }
  await past(page);
  await use(page);
  const text = (await outageText("dynamodb-2015")).replace(/^short = .*$/m, 'short = "Mine"');
  await page.locator("input[type=file]").setInputFiles({ name: "mine.toml", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.locator('.tab[aria-current="page"]', { hasText: "Mine" }).waitFor();
  await past(page);
  await take(page, "csv");
}

/** Uses what there is to use: a slider, the clock of the day, what opens over the page. */
async function use(page) {
  const slider = page.locator('input[type="range"]').first();
  await slider.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
  await page.locator("body").press("Space");
  await page.locator("body").press("f");
  const facts = page.getByRole("dialog", { name: "Documented facts" });
  await facts.locator("summary").first().click();
  await page.keyboard.press("Escape");
  for (const [button, sheet] of [[/^Share/, "Share this moment"], ["Embed", "Put this into an article"]]) {
    const opens = page.getByRole("button", { name: button }).first();
    // A page that is a file cannot be embedded.
    if (!(await opens.isVisible())) continue;
    await opens.click();
    await page.getByRole("dialog", { name: sheet }).waitFor();
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: /Where it comes from$/ }).first().click();
  await take(page, "figure-png");
}

/** Exports something and returns the name of the file. */
async function take(page, kind) {
  const button = page.getByRole("button", { name: "Export" });
  await button.click();
  const arrives = page.waitForEvent("download");
  await page.locator(`[data-export="${kind}"]`).click();
  const name = (await arrives).suggestedFilename();
  await page.keyboard.press("Escape");
  return name;
}

test("a session keeps to its own origin, its policy and its own memory", async () => {
  const { page, context, requests, consoleMessages, pageErrors, close } = await open("/", { before: watch, keep: true });
  await session(page);
  const origin = new URL(pageUrl).origin;
  const elsewhere = requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== origin);
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(await refused(page), []);
  assert.deepEqual(consoleMessages, []);
  assert.deepEqual(pageErrors, []);
  assert.deepEqual(await context.cookies(), []);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
  // Which openings were seen, and nothing else.
  assert.deepEqual(kept, [1, 0, 0]);
  assert.ok(await page.evaluate(() => localStorage.getItem("outage-explorer-seen")));
  await close();
});

test("no script gets in, and nothing is sent anywhere", async () => {
  const { page, close } = await open("/", { before: watch });
  const ran = await page.evaluate(async () => {
    const refusal = (work) => {
      try {
        return String(work());
      } catch (error) {
        return error.name;
      }
    };
    const script = document.createElement("script");
    const texts = [
      () => (document.body.lastElementChild.innerHTML = "<p>"),
      () => document.body.insertAdjacentHTML("beforeend", "<p>"),
      () => (script.textContent = "globalThis.hacked = 1"),
      () => (script.src = "sw.js"),
      () => navigator.serviceWorker.register("sw.js"),
      () => trustedTypes.createPolicy("another", {}),
      () => outageTrust.createScriptURL("https://example.com/sw.js"),
      () => outageTrust.createScriptURL("./embed.js"),
    ].map(refusal);
    // Later: what a driver evaluates itself may evaluate texts.
    texts.push(await new Promise((done) => setTimeout(() => done(refusal(() => (0, eval)("globalThis.hacked = 1"))))));
    // Even markup that the page's own policy has let pass runs nothing.
    const markup = outageTrust.createHTML('<script>hacked = 2</' + 'script><img src="data:," alt="" onerror="hacked = 3">');
    document.body.append(document.createRange().createContextualFragment(markup));
    const sent = await fetch("https://example.com/", { mode: "no-cors" }).then(() => "sent", () => "refused");
    return { texts, sent };
  });
  for (const [index, text] of ran.texts.entries()) assert.match(text, /^(Type|Eval)Error$/, `${index}`);
  assert.equal(ran.sent, "refused");
  const expected = ["connect-src", "require-trusted-types-for", "script-src-attr", "script-src-elem", "trusted-types"];
  await eventually(async () => {
    const directives = new Set((await refused(page)).map((text) => text.split(" ")[0]));
    assert.deepEqual([...directives].filter((name) => name !== "script-src").sort(), expected);
  });
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  await close();
});

/** The page with one of its files changed by a byte or a few. */
async function withChanged(file) {
  const more = Buffer.from(file.endsWith("wasm") ? [0, 1, 0] : " ");
  const before = (page) =>
    page.route(`**/${file}*`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), more]) });
    });
  return open("/", { before });
}

for (const file of ["export.js", "exporter.js", "exporter_bg.wasm"]) {
  test(`a changed ${file} is not used`, async () => {
    const { page, close } = await withChanged(file);
    await page.getByRole("button", { name: "Export" }).click();
    await page.locator('[data-export="csv"]').click();
    await page.locator('.export-status', { hasText: /could not be made/ }).waitFor();
    await close();
  });
}

for (const file of ["compile.js", "compiler.js", "compiler_bg.wasm"]) {
  test(`a changed ${file} is not used`, async () => {
    const { page, close } = await withChanged(file);
    await page.locator("input[type=file]").setInputFiles({ name: "mine.toml", mimeType: "text/plain", buffer: Buffer.from("format = 7") });
    const notices = page.locator(".notices");
    await notices.getByText("mine.toml").first().waitFor();
    assert.doesNotMatch(await notices.innerText(), /line \d/);
    await close();
  });
}

for (const kind of ["js", "wasm", "css"]) {
  test(`a changed ${kind} file is not used`, async () => {
    const before = (page) =>
      page.route(`**/*.${kind}`, async (route) => {
        const response = await route.fetch();
        const body = Buffer.concat([await response.body(), Buffer.from(kind === "wasm" ? [0, 1, 0] : " ")]);
        await route.fulfill({ response, body });
      });
    const { page, consoleMessages, close } = await open("/", { before, wait: kind === "css" });
    if (kind === "css") assert.equal(await page.evaluate(() => document.styleSheets.length), 0);
    else await page.locator("#fallback").waitFor();
    assert.match(consoleMessages.join("\n"), /integrity/i);
    await close();
  });
}

test("the page works where storage is refused", async () => {
  const before = (page) =>
    page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("refused", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        Object.defineProperty(globalThis, name, { get: refuse });
      }
      Object.defineProperty(navigator, "serviceWorker", { get: refuse });
    });
  const { page, consoleMessages, pageErrors, close } = await open("/", { before, keep: true });
  await session(page);
  assert.deepEqual([...consoleMessages, ...pageErrors], []);
  await close();
});

for (const sandbox of ["allow-scripts", "allow-scripts allow-same-origin"]) {
  test(`the embed runs in a frame of another site, sandbox="${sandbox}"`, async () => {
    const context = await (await launch()).newContext();
    const page = await context.newPage();
    const messages = [];
    page.on("console", (message) => messages.push(message.text()));
    await page.setContent(`<iframe sandbox="${sandbox}" width="800" height="600" src="${address("/embed.html#/kinesis-2024")}"></iframe>`);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await drawn(frame);
    assert.equal(await frame.evaluate(() => document.documentElement.dataset.room), "embed");
    assert.equal(await frame.locator('meta[name="robots"]').getAttribute("content"), "noindex");
    assert.equal(await frame.locator('meta[property^="og:"], meta[name^="twitter:"], link[rel="manifest"]').count(), 0);
    assert.deepEqual(messages, []);
    await context.close();
  });
}

test("in a frame nothing is kept for later", async () => {
  const host = new URL("host.html", pageUrl).href;
  const before = (page) =>
    page.route(host, (route) => route.fulfill({ contentType: "text/html", body: '<iframe src="./"></iframe>' }));
  /** How often a page has asked for a worker, later than one of its own does. */
  const asked = async (path, find) => {
    const { page, close } = await open(path, { before: (page) => watched(page), wait: false, keep: true });
    const inner = await find(page);
    await drawn(inner);
    await page.clock.fastForward(5000);
    const count = await inner.evaluate(() => globalThis.asked);
    await close();
    return count;
  };
  const watched = async (page) => {
    await before(page);
    await page.clock.install();
    await page.addInitScript(() => {
      globalThis.asked = 0;
      navigator.serviceWorker.register = () => Promise.reject((globalThis.asked += 1));
    });
  };
  assert.equal(await asked("/", (page) => page), 1, "a page of its own does");
  assert.equal(await asked("/host.html", async (page) => (await page.waitForSelector("iframe")).contentFrame()), 0);
});

test("one file holds everything, and opens from a folder with the link in it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "outage-explorer-"));
  const file = join(folder, "outage.html");
  const text = await (await fetch(new URL("outage-explorer.html", pageUrl))).text();
  // As the page's own export does it.
  const place = '<meta name="outage-explorer-link" content="">';
  assert.equal(text.split(place).length, 2);
  assert.equal(text.split('<meta name="outage-explorer-home" content="">').length, 2);
  const link = "#/dynamodb-2015?select=sqs&amp;theme=dark";
  await writeFile(file, text.replace(place, place.replace('""', `"${link}"`)));

  const context = await (await launch()).newContext();
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await watch(page);
  await page.goto(pathToFileURL(file).href);
  await drawn(page);
  assert.match(page.url(), /#\/dynamodb-2015/);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await session(page);
  assert.deepEqual(asked.filter((url) => !/^(data|blob):/.test(url)), [pathToFileURL(file).href]);
  assert.deepEqual(await refused(page), []);
  assert.deepEqual(said, []);
  await screenshot(page, "single-file");

  await page.goto(`${pathToFileURL(file).href}#/kinesis-2024`);
  await page.reload();
  await drawn(page);
  assert.match(page.url(), /#\/kinesis-2024/);
  await context.close();
  await rm(folder, { recursive: true });
});

test("texts of a file never become markup", async () => {
  const { page, pageErrors, close } = await open("/", { before: watch });
  const folder = await mkdtemp(join(tmpdir(), "outage-explorer-"));
  const file = join(folder, "hostile.toml");
  await writeFile(file, await hostileScenario());
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.waitForFunction(() => document.body.innerText.includes("<script>"));
  await use(page);
  await page.getByRole("button", { name: "Export" }).click();
  assert.match(await page.getByRole("dialog", { name: "Export this moment" }).innerText(), /<script>/);
  await page.keyboard.press("Escape");
  // A picture that is not there fails after those that were asked for before it.
  await page.evaluate(() => {
    const picture = Object.assign(new Image(), { src: "none.png" });
    return new Promise((done) => (picture.onerror = () => done()));
  });
  await painted(page);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await page.locator('#app script, #app img[src="x"], #app [onerror]').count(), 0);
  // Nothing even tried: the policy had nothing to refuse.
  assert.deepEqual(await refused(page), []);
  assert.deepEqual(pageErrors, []);
  await rm(folder, { recursive: true });
  await close();
});
