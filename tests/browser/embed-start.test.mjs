// When a figure in somebody's article starts, and what stands there instead when it does not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, open, screenshot } from "./harness.mjs";
import { callOn, events, eventually, FALLBACK, figure, openHost, ready, script, seen } from "./host.mjs";

for (const [how, tag] of [
  ["a module", `<script type="module" src="${address("embed.js")}"></script>`],
  ["an import", `<script type="module">import "${address("embed.js?v=2")}";</script>`],
  ["an address with a query", `<script src="${address("embed.js?v=2")}"></script>`],
]) {
  test(`the script finds the figure when it is loaded as ${how}`, async () => {
    const { page, close, pageErrors } = await openHost(figure("").replace(script, tag), {
      before: (page) =>
        page.route("**/embed.js*", async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
        }),
    });
    await ready(page);
    assert.deepEqual(pageErrors, []);
    await close();
  });
}

test("a figure that failed out of sight starts when it comes into sight", async () => {
  const before = (page) => page.clock.install();
  const { page, close } = await openHost(`<div hidden>${figure("")}</div>`, { before });
  await page.locator("iframe").waitFor({ state: "attached" });
  await page.clock.fastForward(31000);
  await page.waitForFunction(() => !document.querySelector("outage-explorer").shadowRoot.querySelector("iframe"));
  await page.clock.resume();
  await page.evaluate(seen);
  await page.locator("div[hidden]").evaluate((div) => (div.hidden = false));
  await ready(page);
  await close();
});

test("a version that is not there leaves the author's words", async () => {
  const { page, close } = await openHost(figure("", FALLBACK), { before: (page) => page.clock.install() });
  await ready(page);
  await page.evaluate(() => {
    const element = document.querySelector("outage-explorer");
    element.addEventListener("error", ({ detail }) => (globalThis.failed = detail.code));
    element.model = "9999";
  });
  await eventually(async () => {
    await page.clock.fastForward(31000);
    assert.equal(await page.evaluate(() => globalThis.failed), "start");
  });
  assert.ok(await page.getByRole("link", { name: "The outage" }).isVisible());
  await close();
});

test("of five on a page only the visible one runs", async () => {
  const one = (id) =>
    `<outage-explorer id="${id}" scenario="kinesis-2020" t="05:00" play load="eager"></outage-explorer><div style="height:2000px"></div>`;
  const ids = ["a", "b", "c", "d", "e"];
  const { page, close, pageErrors } = await openHost(script + ids.map(one).join(""));
  for (const id of ids) await ready(page, `#${id}`);
  const minutes = () => Promise.all(ids.map(async (id) => (await callOn(page, `#${id}`, "state")).minutes));
  const others = (all, index) => all.filter((_, place) => place !== index);
  /** The one moves, and while it does so the others stand still. */
  const onlyMoves = (index) =>
    eventually(async () => {
      const before = await minutes();
      await eventually(async () => assert.ok((await minutes())[index] > before[index] + 2, `${ids[index]} moves`));
      assert.deepEqual(others(await minutes(), index), others(before, index), "the others stand still");
    });
  await onlyMoves(0);
  await page.locator("#c").scrollIntoViewIfNeeded();
  await onlyMoves(2);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a frame is made when the reader comes near, and not before", async () => {
  const far = `${script}<div style="height:5000px"></div><outage-explorer scenario="kinesis-2020">Text</outage-explorer>`;
  const { page, close } = await openHost(far);
  await page.waitForFunction(() => customElements.get("outage-explorer"));
  await page.evaluate(seen);
  assert.equal(await page.locator("iframe").count(), 0);
  await page.evaluate(() => scrollTo(0, 4400));
  await ready(page);
  await close();
});

test("a figure that loads on a click waits for it", async () => {
  const { page, close, requests } = await openHost(figure('height="520"', FALLBACK).replace("eager", "click"));
  await page.getByRole("button", { name: "Run the simulation" }).waitFor();
  assert.ok(!requests.some((url) => url.includes("embed.html")));
  const height = () => page.locator("outage-explorer").evaluate((element) => element.getBoundingClientRect().height);
  assert.ok((await height()) < 200, "as high as its children and the button");
  let go;
  const held = new Promise((done) => (go = done));
  await page.route("**/*.wasm", async (route) => (await held, route.continue()));
  await page.getByRole("button", { name: "Run the simulation" }).click();
  await eventually(async () => assert.equal(await height(), 520, "from the click on there is room for the figure"));
  go();
  await ready(page);
  await close();
});

test("a plain frame can wait for a click too", async () => {
  const { page, close, requests } = await open("embed.html?load=click#/kinesis-2020", { wait: false });
  await page.getByRole("button", { name: "Run the simulation" }).waitFor();
  assert.equal(await page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("embed.js"))), false);
  await page.getByRole("button", { name: "Run the simulation" }).click();
  await page.getByTestId("clock").waitFor();
  assert.ok(requests.length > 0);
  await close();
});

test("the children stay until the figure is ready, and come back in print", async () => {
  let go;
  const held = new Promise((done) => (go = done));
  const before = (page) => page.route("**/*.wasm", async (route) => (await held, route.continue()));
  const { page, close } = await openHost(figure('height="480"', FALLBACK), { before });
  await page.locator("iframe").waitFor({ state: "attached" });
  assert.ok(await page.getByText("96 %").isVisible());
  assert.equal(await page.locator("iframe").isVisible(), false);
  assert.ok((await page.locator("outage-explorer").boundingBox()).height >= 480, "its place is reserved");
  go();
  await ready(page);
  assert.equal(await page.getByText("96 %").isVisible(), false);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByText("96 %").isVisible());
  assert.equal(await page.locator("iframe").isVisible(), false);
  await close();
});

test("without JavaScript the children are all there is", async () => {
  const { page, close } = await openHost(figure("", FALLBACK), { javaScriptEnabled: false });
  assert.ok(await page.getByText("96 %").isVisible());
  await close();
});

test("a figure that cannot start says so, and the children stay", async () => {
  const before = (page) => page.route("**/*.wasm", (route) => route.abort());
  const { page, close } = await openHost(figure("", FALLBACK).replace("eager", "click"), { before });
  await page.waitForFunction(() => customElements.get("outage-explorer"));
  const refusal = await page.evaluate(() => {
    const element = document.querySelector("outage-explorer");
    element.addEventListener("error", ({ detail }) => (globalThis.told = detail.code));
    return element.start().catch((error) => error.message);
  });
  assert.notEqual(refusal, "");
  assert.equal(await page.evaluate(() => globalThis.told), "start");
  assert.ok(await page.getByText("96 %").isVisible());
  assert.equal(await page.locator("iframe").count(), 0);
  await close();
});

test("an outage that is not there leaves the children, and is told to page and author", async () => {
  const { page, close, consoleMessages } = await openHost(
    `${script}<outage-explorer scenario="kinesis-1999" load="eager">${FALLBACK}</outage-explorer>
    <script>document.querySelector("outage-explorer").addEventListener("error", ({ detail }) => (globalThis.told = detail));</script>`,
  );
  await page.waitForFunction(() => globalThis.told);
  const { code, text } = await page.evaluate(() => ({ code: told.code, text: told.text }));
  assert.equal(code, "scenario");
  assert.match(text, /no outage `kinesis-1999`.*kinesis-2020/);
  assert.ok(consoleMessages.some((message) => message.startsWith("warning: ") && message.includes("kinesis-1999")));
  assert.ok(await page.getByText("96 %").isVisible());
  assert.equal(await page.locator("iframe").count(), 0);
  assert.ok((await page.locator("outage-explorer").boundingBox()).height < 200, "no place is kept for what does not come");
  await page.locator("outage-explorer").evaluate((element) => element.setAttribute("scenario", "kinesis-2020"));
  const frame = await ready(page);
  assert.equal(await frame.locator("main h1").innerText(), "Kinesis, 25 November 2020");
  await close();
});

test("a plain frame says that its outage is not there, and shows no other", async () => {
  const { page, heard, close } = await openHost(
    `<iframe src="${address("embed.html")}#/kinesis-1999" sandbox="allow-scripts" width="800" height="480" title="A figure"></iframe>`,
  );
  await page.waitForFunction(() => heard.some(({ event }) => event === "error"));
  assert.equal(events(await heard(), "error")[0].code, "scenario");
  assert.deepEqual(events(await heard(), "ready"), []);
  const frame = page.frameLocator("iframe");
  assert.match(await frame.locator("main").innerText(), /cannot be shown[^]*no outage `kinesis-1999`/);
  assert.equal(await frame.getByTestId("clock").count(), 0);
  await screenshot(page, "embed-lost");
  await close();
});

test("a figure that does not start in time gives up, and the children stay", async () => {
  const before = async (page) => {
    await page.clock.install();
    await page.route("**/*.wasm", () => {});
  };
  const { page, close } = await openHost(figure("", FALLBACK), { before });
  await page.locator("iframe").waitFor({ state: "attached" });
  await page.evaluate(() => {
    document.querySelector("outage-explorer").addEventListener("error", ({ detail }) => (globalThis.told = detail.text));
  });
  await page.clock.fastForward(31000);
  await page.waitForFunction(() => /in time/.test(globalThis.told));
  assert.ok(await page.getByText("96 %").isVisible());
  await close();
});
