// The figure in somebody's article: everything here is loaded from another origin.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { address, axe, drawn, open, screenshot } from "./harness.mjs";
import { call, callOn, openHost, ready, script, serve } from "./host.mjs";

const KNOB = "frontend.thread-limit";
const figure = (attributes = "", children = "") =>
  `${script}<outage-explorer scenario="kinesis-2020" load="eager" ${attributes}>${children}</outage-explorer>`;
const FALLBACK = '<figure><a href="https://example.org/">The outage</a><table><tr><td>96 %</td></tr></table></figure>';
const clock = (frame) => frame.getByTestId("clock").innerText();
const events = (heard, name) => heard.filter((message) => message?.event === name);

/** Opens an article and waits until its figure is ready. */
async function openFigure(attributes, options = {}) {
  const opened = await openHost(figure(attributes, options.children), options);
  return { ...opened, frame: await ready(opened.page) };
}

test("the figure is ready, says what it is, and is as high as its content", async () => {
  const { page, frame, heard, close, consoleMessages, pageErrors } = await openFigure("");
  const [said] = events(await heard(), "ready");
  assert.match(said.title, /Kinesis/);
  assert.equal(said.v, 1);
  assert.ok(said.duration > 600 && said.clockFrom === "02:00" && said.zone === "PST", JSON.stringify(said));
  assert.match(said.model, /^[0-9a-f]{16}/);
  await page.waitForTimeout(300);
  const [outer, inner, content] = [
    await page.locator("iframe").evaluate((iframe) => iframe.clientHeight),
    await frame.evaluate(() => document.documentElement.scrollHeight),
    await frame.locator("main").evaluate((main) => Math.ceil(main.getBoundingClientRect().height)),
  ];
  assert.equal(outer, content);
  assert.equal(inner, outer, "nothing to scroll");
  assert.equal(await page.locator("iframe").getAttribute("title"), said.title);
  await screenshot(page, "embed-figure");
  assert.deepEqual([consoleMessages, pageErrors], [[], []]);
  await close();
});

test("a narrower page makes a higher figure, and the frame follows without a loop", async () => {
  const { page, heard, close } = await openFigure('ui="full"');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => heard.some((message) => message.event === "resize"));
  await page.waitForTimeout(600);
  const count = (await heard()).length;
  await page.waitForTimeout(600);
  assert.equal((await heard()).length, count, "it comes to rest");
  const heights = events(await heard(), "resize").map(({ height }) => height);
  assert.ok(heights.length < 12 && heights.every((height) => height > 300 && height < 10000), String(heights));
  await close();
});

test("commands are carried out, and each gets one answer", async () => {
  const { page, frame, heard, close } = await openFigure('ui="controls"');
  assert.match((await call(page, "seek", "12:30")).clock, /^12:30/);
  assert.equal(await clock(frame), "12:30");
  await call(page, "seek", "restart-fleet");
  assert.equal(await clock(frame), "10:07");
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
  const { page, heard, close } = await openFigure('t="07:41" end="07:43" play');
  await page.waitForFunction(() => heard.some(({ event }) => event === "ended"));
  await call(page, "play");
  await page.waitForTimeout(500);
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
  await page.waitForTimeout(300);
  await page.locator("div[hidden]").evaluate((div) => (div.hidden = false));
  await ready(page);
  await close();
});

test("nothing plays by itself for readers who asked for less motion", async () => {
  const { page, close } = await openFigure('t="07:41" play', { reducedMotion: "reduce" });
  await page.waitForTimeout(400);
  assert.equal((await call(page, "state")).playing, 0);
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
  assert.ok(changed.names.includes("cognito.buffer-minutes") && changed.names.length === 5 && changed.events === 1);
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
  await frame.locator("[data-knob] input").press("ArrowRight");
  const { changes } = await call(page, "state");
  assert.equal(changes, 3, "the seed, the event and the knob");
  await frame.getByRole("button", { name: "Reset" }).click();
  assert.equal((await call(page, "state")).link, before, "a reset goes back to what the author opened");
  await screenshot(page, "embed-controls");
  await close();
});

test("the frame shares nothing with the page around it, and needs no storage", async () => {
  const { frame, close, pageErrors } = await openFigure("");
  assert.equal(await frame.evaluate(() => self.origin), "null");
  const refusal = await frame.evaluate(() => {
    try {
      return String(localStorage);
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(refusal, "SecurityError");
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a strict policy of the host forbids nothing that is needed", async () => {
  const origin = new URL(address("/")).origin;
  const headers = {
    "Content-Security-Policy": `default-src 'none'; script-src 'self' ${origin}; frame-src ${origin}; img-src data:; require-trusted-types-for 'script'`,
  };
  const { close, consoleMessages, pageErrors } = await openFigure("", { headers, children: "<p>Text</p>" });
  assert.deepEqual([consoleMessages, pageErrors], [[], []]);
  await close();
});

test("of five on a page only the visible one runs", async () => {
  const one = (id) =>
    `<outage-explorer id="${id}" scenario="kinesis-2020" t="05:00" play load="eager"></outage-explorer><div style="height:2000px"></div>`;
  const ids = ["a", "b", "c", "d", "e"];
  const { page, close, pageErrors } = await openHost(script + ids.map(one).join(""));
  for (const id of ids) await ready(page, `#${id}`);
  const minutes = () => Promise.all(ids.map(async (id) => (await callOn(page, `#${id}`, "state")).minutes));
  await page.waitForTimeout(800);
  const first = await minutes();
  await page.waitForTimeout(800);
  const second = await minutes();
  assert.ok(second[0] > first[0], "the one on the screen moves");
  assert.deepEqual(second.slice(1), first.slice(1), "the others stand still");
  await page.locator("#c").scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  const third = await minutes();
  await page.waitForTimeout(800);
  const fourth = await minutes();
  assert.ok(fourth[2] > third[2]);
  assert.equal(fourth[0], third[0]);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a frame is made when the reader comes near, and not before", async () => {
  const far = `${script}<div style="height:5000px"></div><outage-explorer scenario="kinesis-2020">Text</outage-explorer>`;
  const { page, close } = await openHost(far);
  await page.waitForFunction(() => customElements.get("outage-explorer"));
  await page.waitForTimeout(300);
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
  await page.waitForTimeout(200);
  assert.equal(await height(), 520, "from the click on there is room for the figure");
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
      setInterval(() => parent.frames[0]?.postMessage({ type: "outage-explorer", v: 1, id: "x", command: "seek", to: "12:30" }, "*"), 50);
      addEventListener("message", () => parent.postMessage({ overheard: true }, "*"));
    </script>`,
  );
  const { page, heard, close } = await openHost(`
    <iframe src="${address("embed.html")}#/kinesis-2020?t=07:41" sandbox="allow-scripts" width="800" height="480" title="A figure"></iframe>
    <iframe src="${stranger}" title="A stranger"></iframe>`);
  await page.waitForFunction(() => heard.some((message) => message.event === "ready"));
  await page.waitForTimeout(500);
  const messages = await heard();
  assert.ok(!messages.some((message) => message.overheard || message.id || message.event === "seek"));
  assert.equal(await clock(page.frameLocator("iframe").first()), "07:41");
  await close();
});

test("nothing is trapped: the wheel scrolls the article, Tab goes through", async () => {
  const { page, frame, close } = await openHost(
    `${figure("")}<button>After</button><div style="height:3000px"></div>`,
  ).then(async (opened) => ({ ...opened, frame: await ready(opened.page) }));
  await page.waitForTimeout(200);
  await page.mouse.move(500, 300);
  await page.mouse.wheel(0, 400);
  await page.waitForFunction(() => scrollY > 0);
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

for (const [width, height] of [[320, 240], [390, 700], [1000, 700]]) {
  test(`every size of furniture fits into ${width} by ${height}`, async () => {
    for (const ui of ["figure", "controls", "full"]) {
      const { page, close } = await open(`embed.html#/kinesis-2020?ui=${ui}`, { viewport: { width, height } });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${ui} is ${overflow} pixels too wide`);
      assert.equal((await axe(page)).join("\n"), "");
      await screenshot(page, `embed-${ui}-${width}`, { fullPage: true });
      await close();
    }
  });
}

test("320 by 240 pixels hold the name, the clock and every lane", async () => {
  for (const scenario of ["kinesis-2020", "dynamodb-2015", "kinesis-2024"]) {
    const { page, close } = await open(`embed.html#/${scenario}`, { viewport: { width: 320, height: 240 } });
    for (const part of [page.locator("main h1"), page.getByTestId("clock"), page.getByTestId("play"), page.locator(".lane").last(), page.locator(".axis")]) {
      const { y, height } = await part.boundingBox();
      assert.ok(y >= 0 && y + height <= 241, `${scenario}: ${part} ends at ${y + height}`);
    }
    await screenshot(page, `embed-smallest-${scenario}`);
    await close();
  }
});

test("a frame that is given little height takes no more, and one that grows with its content shows all of it", async () => {
  const low = await openHost(figure('height="240"'));
  await ready(low.page);
  await low.page.waitForTimeout(400);
  assert.ok((await low.page.locator("iframe").boundingBox()).height <= 240);
  await low.close();
  const { page, frame, close } = await openFigure("");
  await page.waitForTimeout(400);
  assert.ok((await page.locator("iframe").boundingBox()).height > 330);
  assert.ok(await frame.getByTestId("headline-peak").isVisible());
  await close();
});

test("from 700 pixels on figures stand side by side, and so do knobs and charts", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020?ui=full&unlock=all&t=07:41", { viewport: { width: 700, height: 800 } });
  for (const selector of [".figure", ".knob-group", ".inspector .panel-body > *"]) {
    const boxes = await page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    assert.ok(new Set(boxes.map(Math.round)).size > 1, `${selector}: ${boxes}`);
  }
  await screenshot(page, "embed-full-700", { fullPage: true });
  await close();
});

test("a printed frame shows no buttons and no knobs", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020?ui=controls&t=07:41", { viewport: { width: 700, height: 500 } });
  await page.emulateMedia({ media: "print" });
  for (const [selector, shown] of [[".buttons", false], ['[data-panel="controls"]', false], ["main h1", true], [".clock", true], [".lane >> nth=0", true]]) {
    assert.equal(await page.locator(selector).isVisible(), shown, selector);
  }
  assert.ok((await page.locator("main").boundingBox()).height < 460);
  await screenshot(page, "embed-print");
  await close();
});

test("panels are those that the author chose, and their colours too", async () => {
  const { page, close } = await open("embed.html#/kinesis-2020?show=facts,chart&theme=dark&title=0&link=0");
  const panels = await page.locator("[data-panel]").evaluateAll((all) => all.map((panel) => panel.dataset.panel));
  assert.deepEqual(panels.sort(), ["chart", "facts"]);
  assert.equal(await page.locator(".embed-top").count(), 0);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal((await axe(page)).join("\n"), "");
  await close();
});

test("every outage can be embedded", async () => {
  for (const scenario of ["dynamodb-2015", "kinesis-2024"]) {
    const { page, close, pageErrors } = await open(`embed.html#/${scenario}?ui=full`);
    await drawn(page);
    assert.match(await page.getByTestId("headline-facts").innerText(), /\d+ of \d+/);
    assert.deepEqual(pageErrors, []);
    await close();
  }
});

test("the embed sheet builds a snippet that works, with a preview", async () => {
  const { page, close, pageErrors } = await open(`/#/kinesis-2020?${KNOB}=6500&t=12:30`);
  assert.equal(await page.locator("iframe").count(), 0, "no preview until it is wanted");
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "With controls" }).check();
  await dialog.getByRole("radio", { name: "Dark" }).check();
  const preview = page.frameLocator("iframe.embed-preview");
  await preview.locator(`[data-knob="${KNOB}"]`).waitFor();
  assert.equal(await clock(preview), "12:30");
  const unlocked = async () => (await preview.locator("[data-knob]").evaluateAll((all) => all.map(({ dataset }) => dataset.knob))).sort();
  const usual = await unlocked();
  assert.ok(usual.includes(KNOB) && usual.length === 4, String(usual));
  const choices = dialog.getByRole("group", { name: "What readers may change" }).last();
  await choices.getByRole("checkbox", { name: "Servers in the fleet", exact: true }).uncheck();
  await preview.locator('[data-knob="frontend.servers"]').waitFor({ state: "detached" });
  assert.equal((await unlocked()).length, 3);
  assert.equal(await preview.locator("html").getAttribute("data-theme"), "dark");
  assert.equal((await axe(page)).join("\n"), "");
  await screenshot(page, "embed-sheet");
  const [element, frame] = await dialog.locator("textarea").evaluateAll((areas) => areas.map((area) => area.value));
  assert.match(element, /thread-limit=6500/);
  assert.match(element, / unlock="[^"]*frontend\.thread-limit/);
  assert.deepEqual(pageErrors, []);
  await close();

  const article = await openHost(element.replace("<outage-explorer", '<outage-explorer load="eager"'));
  const inside = await ready(article.page);
  assert.equal(await clock(inside), "12:30");
  assert.match(await article.page.locator("outage-explorer").textContent(), /As it happened/);
  await article.close();
  const plain = await openHost(frame);
  await plain.page.frameLocator("iframe").getByTestId("clock").waitFor();
  await plain.close();
});

test("the article steps through the outage as the reader scrolls", async () => {
  const { page, close, pageErrors, consoleMessages } = await open("examples/article.html", { wait: false });
  const frame = await ready(page);
  const step = (text) => page.locator("section", { hasText: text }).first();
  const until = (time) => frame.waitForFunction((time) => document.querySelector('[data-testid="clock"]').textContent === time, time);
  await screenshot(page, "article-top");
  for (const [title, time] of [["An ordinary night", "02:44"], ["The first alarms", "05:15"], ["The door closes", "07:01"]]) {
    await scrollTo(page, step(title));
    await until(time);
    await screenshot(page, `article-${time.replace(":", "")}`);
  }
  assert.ok((await frame.locator(".lane.dim").count()) > 3);
  await scrollTo(page, step("1.7 % higher"));
  await frame.getByText("nothing fails").first().waitFor();
  await scrollTo(page, step("What if Cognito had not waited"));
  await frame.waitForFunction(() => !document.body.innerText.includes("nothing fails"));
  await scrollTo(page, step("The first alarms"));
  await frame.getByText("As it happened").first().waitFor();
  assert.equal((await axe(page)).join("\n"), "");
  assert.deepEqual([consoleMessages, pageErrors], [[], []]);
  await close();
});

test("the article reads well on a phone, and without JavaScript", async () => {
  const phone = await open("examples/article.html", { wait: false, viewport: { width: 390, height: 844 } });
  await ready(phone.page);
  await scrollTo(phone.page, phone.page.locator("section", { hasText: "The door closes" }).first());
  await phone.page.waitForTimeout(600);
  assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  await screenshot(phone.page, "article-390");
  await phone.close();
  const bare = await open("examples/article.html", { wait: false, javaScriptEnabled: false });
  assert.ok(await bare.page.getByText("What fails").isVisible());
  assert.ok(await bare.page.getByText("The last server").isVisible());
  await screenshot(bare.page, "article-without-javascript");
  await bare.close();
});

/** Scrolls so that a step of the article is the one that is read. */
async function scrollTo(page, step) {
  await step.evaluate((section) => scrollTo(0, section.offsetTop + section.offsetHeight / 2 - innerHeight * 0.6));
}

const guide = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/^```html\n(.*?)^```/gms)].map(([, html]) => html);

test("the guide has examples", () => assert.ok(examples.length >= 6));

for (const [index, html] of examples.entries()) {
  test(`example ${index + 1} of the guide works as it stands`, async () => {
    const body = html.replaceAll("https://outage.example/", address("/"));
    const { page, close, consoleMessages, pageErrors } = await openHost(body);
    const button = page.getByRole("button", { name: "Run the simulation" });
    if (html.includes('load="click"')) await button.click();
    await page.waitForFunction(() => heard.some((message) => message.event === "ready"));
    const { notices } = await page.evaluate(() => heard.find((message) => message.event === "ready"));
    assert.equal(notices, "");
    if (html.includes('id="after"')) {
      await page.locator("#after").click();
      await page.waitForFunction(() => heard.some((message) => /nothing fails/.test(message.summary)));
    }
    if (html.includes('to: "10:07"')) await page.waitForFunction(() => heard.some((message) => message.id === "1"));
    assert.deepEqual([pageErrors, consoleMessages.filter((text) => !text.startsWith("log: "))], [[], []]);
    await close();
  });
}
