// The frame and the page around it: what each may do to the other, and what they say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address } from "./harness.mjs";
import { call, clock, events, eventually, figure, openFigure, openHost, painted, ready, serve } from "./host.mjs";

test("a strict policy of the host forbids nothing that is needed", async () => {
  const origin = new URL(address("/")).origin;
  const headers = {
    "Content-Security-Policy": `default-src 'none'; script-src 'self' ${origin}; frame-src ${origin}; img-src data:; require-trusted-types-for 'script'`,
  };
  const { close, consoleMessages, pageErrors } = await openFigure("", { headers, children: "<p>Text</p>" });
  assert.deepEqual([consoleMessages, pageErrors], [[], []]);
  await close();
});

test("the frame tells its height in every dialect", async () => {
  const src = `${address("embed.html")}?childId=figure-1#/kinesis-2020`;
  const { page, heard, close } = await openHost(
    `<iframe src="${src}" sandbox="allow-scripts" width="800" height="480" title="A figure"></iframe>`,
  );
  await page.waitForFunction(() => heard.some((message) => message.event === "ready"));
  const messages = await heard();
  const { height } = events(messages, "ready")[0];
  assert.deepEqual(messages.find(({ sentinel }) => sentinel), { sentinel: "amp", type: "embed-size", height });
  assert.ok(messages.some((message) => Object.keys(message).join() === "height" && message.height === height));
  const texts = messages.filter((message) => typeof message === "string");
  assert.ok(texts.includes(`pymxPYMxfigure-1xPYMxheightxPYMx${height}`), String(texts));
  const embedly = JSON.parse(texts.find((text) => text.startsWith("{")));
  assert.deepEqual([embedly.context, embedly.height, embedly.src], ["iframe.resize", height, src]);
  await page.locator("iframe").evaluate((iframe) => (iframe.style.width = "360px"));
  await page.waitForFunction(() => heard.some((message) => message.event === "resize"));
  await close();
});

test("hostile messages change nothing and break nothing", async () => {
  const { page, frame, heard, close, pageErrors, consoleMessages } = await openFigure("");
  const before = (await call(page, "state")).link;
  await page.evaluate(() => {
    const { contentWindow } = document.querySelector("outage-explorer").shadowRoot.querySelector("iframe");
    const own = { type: "outage-explorer", v: 1 };
    const long = "x".repeat(1e6);
    const many = Object.fromEntries(Array.from({ length: 1e4 }, (_, index) => [`k${index}`, index]));
    const messages = [
      null, 7, "", long, [], {}, { type: "outage-explorer" }, { ...own, command: long }, { ...own, command: {} },
      { ...own, command: "set", set: long }, { ...own, command: "set", set: { a: 1 } }, { ...many, ...own, command: "reset" },
      { ...own, command: "seek", to: NaN }, { ...own, command: "seek", to: Infinity }, { ...own, command: "seek", to: 1n },
      { ...own, command: "highlight", of: "<script>alert(1)</script>" }, { ...own, v: 2, command: "play" },
      { ...own, id: { toString: 1 }, command: "dance" }, { ...own, event: "ready", height: 1e9 },
      { ...own, command: "export", format: "__proto__" }, new Date(), new Map([["type", "outage-explorer"]]),
      new Uint8Array(1e6), "pymxPYMxxPYMxwidthxPYMx600",
    ];
    for (const message of messages) contentWindow.postMessage(message, "*");
  });
  assert.equal((await call(page, "state")).link, before);
  const errors = events(await heard(), "error");
  assert.ok(errors.length >= 9 && errors.every(({ text }) => text.length < 400), JSON.stringify(errors));
  assert.ok(await frame.getByTestId("clock").isVisible());
  assert.deepEqual([pageErrors, consoleMessages], [[], []]);
  await close();
});

test("only the page around the frame is heard, and only it is told", async () => {
  const stranger = await serve(
    "/stranger.html",
    `<script>
      let sent = 0;
      setInterval(() => {
        parent.frames[0]?.postMessage({ type: "outage-explorer", v: 1, id: "x", command: "seek", to: "12:30" }, "*");
        parent.postMessage({ sent: (sent += 1) }, "*");
      }, 50);
      addEventListener("message", () => parent.postMessage({ overheard: true }, "*"));
    </script>`,
  );
  const { page, heard, close } = await openHost(`
    <iframe src="${address("embed.html")}#/kinesis-2020?t=07:41" sandbox="allow-scripts" width="800" height="480" title="A figure"></iframe>
    <iframe src="${stranger}" title="A stranger"></iframe>`);
  await page.waitForFunction(() => heard.some((message) => message.event === "ready"));
  // Ten more of the stranger's, and then an answer to the page's own.
  await page.evaluate(() => (heard.length = 0));
  await page.waitForFunction(() => heard.filter((message) => message.sent).length > 10);
  await page.evaluate(() => frames[0].postMessage({ type: "outage-explorer", v: 1, id: "own", command: "state" }, "*"));
  await page.waitForFunction(() => heard.some((message) => message.id === "own"));
  const messages = await heard();
  assert.ok(!messages.some((message) => message.overheard || message.id === "x" || message.event === "seek"));
  assert.equal(await clock(page.frameLocator("iframe").first()), "07:41");
  await close();
});

test("nothing is trapped: the wheel scrolls the article, Tab goes through", async () => {
  const { page, frame, close } = await openHost(
    `${figure("")}<button>After</button><div style="height:3000px"></div>`,
  ).then(async (opened) => ({ ...opened, frame: await ready(opened.page) }));
  await page.mouse.move(500, 300);
  await eventually(async () => {
    await page.mouse.wheel(0, 400);
    await painted(page);
    assert.ok((await page.evaluate(() => scrollY)) > 0);
  });
  await page.evaluate(() => scrollTo(0, 0));
  const start = await clock(frame);
  await page.keyboard.press("ArrowRight");
  assert.equal(await clock(frame), start, "keys outside the figure are not its own");
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.textContent === "After")) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "After");
  await close();
});
