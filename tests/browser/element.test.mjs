// The element itself, in pages of other origins: properties, files, policies, several scripts, unusual places.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ENGINES, openIn } from "./engines.mjs";
import { address, open } from "./harness.mjs";
import { call, callOn, figure, openHost, ready, script, serve } from "./host.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";
import { outageText } from "./texts.mjs";

const TAG = "outage-explorer";
const onElement = (page, change, ...given) => page.locator(TAG).first().evaluate(change, ...given);
const link = async (page) => (await call(page, "state")).link;

test("every attribute is a property, and set and play are commands too", async () => {
  const { page, close, pageErrors } = await openHost(script);
  await page.waitForFunction(() => customElements.get("outage-explorer"));
  const html = await page.evaluate(() => {
    const element = document.createElement("outage-explorer");
    Object.assign(element, {
      scenario: "a", link: "b", src: "c", t: "07:41", seed: 7, speed: 20, loop: "05:15..09:39", end: "10:00", ui: "full",
      unlock: ["x", "y"], show: "lanes", theme: "dark", height: 430, load: "click", loadLabel: "Run", play: true,
      set: { "frontend.servers": 4000, off: ["one", "two"], seed: null, at: "x@+1d05:00 " },
    });
    const commands = [typeof element.set, typeof element.play, "set" in element, element.t];
    const all = element.outerHTML;
    for (const name of ["t", "play", "set", "unlock", "loadLabel"]) element[name] = { t: null, play: false }[name];
    return { commands, all, rest: element.getAttributeNames().join() };
  });
  assert.deepEqual(html.commands, ["function", "function", true, "07:41"]);
  assert.equal(
    html.all.replaceAll("&amp;", "&"),
    '<outage-explorer scenario="a" link="b" src="c" t="07:41" seed="7" speed="20" loop="05:15..09:39" end="10:00" ui="full" ' +
      'unlock="x,y" show="lanes" theme="dark" height="430" load="click" load-label="Run" play="" ' +
      'set="frontend.servers=4000&off=one%2Ctwo&seed=&at=x%40%2B1d05%3A00%20"></outage-explorer>',
  );
  assert.equal(html.rest, "scenario,link,src,seed,speed,loop,end,ui,show,theme,height,load");
  assert.deepEqual(pageErrors, []);
  await close();
});

test("what is assigned before embed.js is there counts", async () => {
  const early = `<outage-explorer>Text</outage-explorer><script>
    Object.assign(document.querySelector("outage-explorer"), { scenario: "dynamodb-2015", t: "02:37", set: { seed: 7 }, play: false, load: "eager" });
  </script>${script}`;
  const { page, close } = await openHost(early);
  await ready(page);
  const { link, clock, playing } = await call(page, "state");
  assert.match(link, /dynamodb-2015\?.*seed=7/);
  assert.match(clock, /^02:37/);
  assert.equal(playing, 0);
  assert.equal((await call(page, "set", { seed: 9 })).changes, 1);
  await close();
});

test("what attributes say takes the place of what the link says, and takes it back", async () => {
  const linked = 'link="#/kinesis-2020?frontend.servers=4000&seed=3&off=restart-fleet&t=05:00"';
  const { page, close } = await openHost(`${script}<outage-explorer load="eager" ${linked} set="frontend.servers=&amp;off=cognito-fix" t="07:41"></outage-explorer>`);
  await ready(page);
  const { link, notices, clock } = await call(page, "state");
  assert.match(link, /off=cognito-fix/);
  assert.match(link, /seed=3/);
  assert.doesNotMatch(link, /servers|restart-fleet|05:00/);
  assert.match(clock, /^07:41/);
  assert.ok(!notices);
  await close();
});

test("an article on the explorer's own address never shares it with the frame, whatever it calls origin", async () => {
  const { page, close } = await open("/", {
    wait: false,
    before: (page) =>
      page.route(address("/"), (route) =>
        route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Own</title><script>var origin = [0, 0];</script><script src="embed.js"></script><outage-explorer scenario="kinesis-2020" load="eager"></outage-explorer>` }),
      ),
  });
  const frame = page.locator("iframe");
  await frame.waitFor({ state: "attached" });
  assert.doesNotMatch(await frame.getAttribute("sandbox"), /same-origin/);
  await close();
});

test("an object that a framework wrote as text is told", async () => {
  const { page, close, consoleMessages } = await openHost(figure('set="[object Object]"'));
  await ready(page);
  assert.match(consoleMessages.join("\n"), /\[object Object\]/);
  await close();
});

test("attributes that are empty or say no are none", async () => {
  const { page, close, consoleMessages } = await openHost(figure('t="" seed="" speed="" theme="" end="" play="false" set="seed=&off="'));
  await ready(page);
  assert.equal((await call(page, "state")).playing, 0);
  assert.deepEqual(consoleMessages, []);
  await close();
});

test("a command after a change of attributes is for what they say, and attributes may change fast", async () => {
  const { page, close } = await openHost(figure('t="07:41"'));
  await ready(page);
  const [clock, picture] = await page.evaluate(async () => {
    const element = document.querySelector("outage-explorer");
    element.t = "12:30";
    const { clock } = await element.state();
    element.set = { "frontend.thread-limit": 9000 };
    return [clock, (await element.export("link")).text];
  });
  assert.match(clock, /^12:30/);
  assert.match(picture, /thread-limit=9000/);
  // Browsers drop addresses that change more than some twenty times a second.
  const last = await page.evaluate(async () => {
    const element = document.querySelector("outage-explorer");
    for (let index = 0; index <= 400; index += 1) {
      element.set = { "frontend.servers": 3000 + index };
      if (index % 8 === 0) await new Promise((done) => setTimeout(done));
    }
    return (await element.state()).link;
  });
  assert.match(last, /frontend\.servers=3400/);
  await close();
});

test("where the explorer is on another origin the frame keeps its own, and uses no storage of it", async () => {
  const { page, close } = await openHost(figure("", "<p>Text</p>"));
  const frame = await ready(page);
  const found = await frame.evaluate(async () => {
    const outside = () => {
      try {
        return Boolean(parent.document);
      } catch {
        return false;
      }
    };
    return {
      origin: self.origin,
      outside: outside(),
      frameElement: window.frameElement === null,
      kept: [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length],
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    };
  });
  assert.deepEqual(found, { origin: new URL(address("/")).origin, outside: false, frameElement: true, kept: [0, 0, "", 0, 0], workers: 0 });
  await close();
});

test("on the explorer's own origin the frame has none", async () => {
  const { page, close } = await open("examples/article.html", { wait: false });
  const frame = await ready(page);
  assert.equal(await frame.evaluate(() => self.origin), "null");
  await close();
});

for (const engine of ENGINES) {
  test(`a figure in a page without an origin, in ${engine}`, async () => {
    const articles = await serveArticles();
    articles.put("/article.html", `<!doctype html><title>x</title>${figure('t="12:30"')}`);
    const outer = articles.put("/outer.html", `<!doctype html><title>An article</title><link rel="icon" href="data:,">
      <iframe src="/article.html" sandbox="allow-scripts" width="900" height="600" title="A preview"></iframe>`);
    const tab = await openIn(engine, outer);
    const inner = tab.frame("iframe");
    await inner.until(() => document.querySelector("outage-explorer").shadowRoot?.querySelector(".ready") != null);
    assert.match(await inner.run(async () => (await document.querySelector("outage-explorer").state()).clock), /^12:30/);
    await tab.close();
  });
}

const own = await outageText("dynamodb-2015");
const FILE = own.replace(/^title = .*$/m, 'title = "Our own outage, häßlich"');

for (const engine of ENGINES) {
  test(`a scenario file of the author's own, in ${engine}`, async () => {
    const articles = await serveArticles();
    articles.put("/posts/our-outage.toml", FILE, { "Content-Type": "application/toml" });
    const url = articles.put("/posts/one.html", `<!doctype html><title>x</title><link rel="icon" href="data:,">${script}
      <outage-explorer src="our-outage.toml" set="seed=7" t="02:37" load="eager">Text</outage-explorer>`);
    const tab = await openIn(engine, url);
    const said = await tab.run(() => customElements.whenDefined("outage-explorer").then(() => document.querySelector("outage-explorer").start()));
    assert.equal(said.title, "Our own outage, häßlich");
    assert.equal(said.notices, "");
    const { link, clock, changes } = await tab.run(() => document.querySelector("outage-explorer").state());
    assert.match(link, /^#\/file\?.*seed=7.*x=1\./);
    assert.match(clock, /^02:37/);
    assert.equal(changes, 1);
    await tab.close();
  });
}

test("a scenario file that cannot be shown leaves the text, and says what is wrong with it and where", async () => {
  await serve("/broken.toml", FILE.replace(/^at = .*$/m, 'at = "soup"'), { "Content-Type": "text/plain" });
  await serve("/large.toml", "#".repeat(513 * 1024), { "Content-Type": "text/plain" });
  await serve("/picture.toml", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), { "Content-Type": "image/png" });
  await serve("/page.toml", "<!doctype html><title>Not found</title>");
  await serve("/good.toml", FILE);
  const { page, close } = await openHost(`${script}<outage-explorer load="eager" src="missing.toml">My own words</outage-explorer>
    <script>globalThis.told = []; document.querySelector("outage-explorer").addEventListener("error", ({ detail }) => told.push(detail));</script>`);
  const next = async (count) => {
    await page.waitForFunction((count) => told.length === count, count);
    assert.ok(await page.getByText("My own words").isVisible());
    assert.equal(await page.locator("iframe").count(), 0);
    return page.evaluate(() => told.at(-1));
  };
  assert.match((await next(1)).text, /^missing\.toml: .*404/);
  const wrong = [
    ["broken.toml", /^broken\.toml: .*line \d+.*soup/],
    ["large.toml", /^large\.toml: .*512 kB at most/],
    ["picture.toml", /^picture\.toml: .*not text/],
    ["page.toml", /^page\.toml: .*web page/],
  ];
  for (const [index, [file, text]] of wrong.entries()) {
    await onElement(page, (element, file) => (element.src = file), file);
    const said = await next(index + 2);
    assert.match(said.text, text);
    assert.equal(said.code, "scenario");
  }
  await onElement(page, (element) => (element.src = "http://127.0.0.1:1/x.toml"));
  assert.deepEqual((({ code, text }) => [code, /^x\.toml: cannot be fetched/.test(text)])(await next(6)), ["start", true]);
  await onElement(page, (element) => (element.src = "good.toml"));
  await ready(page);
  await close();
});

const code = await readFile(new URL("../../dist/embed.js", import.meta.url));
const integrity = `sha384-${createHash("sha384").update(code).digest("base64")}`;

for (const engine of ENGINES) {
  test(`the strictest policies forbid nothing that is needed, in ${engine}`, async () => {
    const origin = new URL(address("/")).origin;
    const articles = await serveArticles();
    articles.put("/file.toml", FILE);
    articles.put("/own.js", 'document.querySelector("#b").set = { seed: 7 };', { "Content-Type": "text/javascript" });
    const body = `<!doctype html><title>x</title><script src="${address("embed.js")}" integrity="${integrity}" crossorigin></script>
      <outage-explorer id="a" scenario="kinesis-2020" load="eager">Text</outage-explorer>
      <outage-explorer id="b" src="file.toml" load="eager">Text</outage-explorer><script src="own.js"></script>`;
    const policy = `default-src 'none'; script-src 'self' ${origin}; frame-src ${origin}; style-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`;
    const tab = await openIn(engine, articles.put("/strict.html", body, { "Content-Security-Policy": policy }));
    await tab.until(() => document.querySelectorAll("outage-explorer").length === 2 && [...document.querySelectorAll("outage-explorer")].every((one) => one.shadowRoot?.querySelector(".ready")));
    assert.match(await tab.run(async () => (await document.querySelector("#b").state()).link), /seed=7/);
    assert.deepEqual((await tab.errors()).filter((text) => !text.includes("favicon")), []);
    await tab.close();
  });
}

test("the script may be there twice, and of two versions the first is used and the other said", async () => {
  const explorer = await serveExplorer();
  const twice = script.replace(" async", "").repeat(2);
  const { page, close, consoleMessages, pageErrors } = await openHost(`${twice}<script src="${explorer.at("embed.js")}"></script>${figure("")}`);
  await ready(page);
  assert.equal(await page.locator("iframe").count(), 1);
  assert.deepEqual(pageErrors, []);
  const warnings = consoleMessages.filter((text) => text.startsWith("warning"));
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /embed\.js is not used, that of .* came first/);
  await close();
});

test("a script of a version finds the newest figure, and the one that an article keeps to", async () => {
  for (const type of ["text/javascript", "module"]) {
    const { page, close } = await openHost(`<script type="${type}" src="${address("v/3/embed-1a2b3c4d.js?x=/y")}"></script>
      <outage-explorer id="newest" scenario="kinesis-2020" load="eager"></outage-explorer>
      <outage-explorer id="kept" model="3" scenario="kinesis-2020" load="eager"></outage-explorer>`, {
      before: async (page) => {
        const headers = { "access-control-allow-origin": "*" };
        await page.route(/embed\.html/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
        await page.route(/\/v\/3\/embed-.*js/, (route) => route.fulfill({ headers, contentType: "text/javascript", body: code }));
      },
    });
    const src = (id) => page.locator(`#${id} iframe`).getAttribute("src");
    assert.equal(await src("newest"), `${address("embed.html")}#/kinesis-2020`);
    assert.equal(await src("kept"), `${address("v/3/embed.html")}#/kinesis-2020`);
    await close();
  }
});

test("a figure works in a shadow root, in closed details, and where it is not displayed at first", async () => {
  const body = `${script}<details><summary>More</summary><outage-explorer id="b" scenario="kinesis-2020"></outage-explorer></details>
    <div id="tab" style="display: none"><outage-explorer id="c" scenario="kinesis-2020"></outage-explorer></div><div id="root"></div>
    <script>root.attachShadow({ mode: "open" }).innerHTML = '<outage-explorer id="a" scenario="kinesis-2020" t="12:30"></outage-explorer>';</script>`;
  const { page, close, pageErrors } = await openHost(body);
  await page.waitForFunction(() => document.querySelector("#root").shadowRoot.querySelector("outage-explorer").shadowRoot?.querySelector(".ready"));
  assert.match(await page.evaluate(async () => (await document.querySelector("#root").shadowRoot.querySelector("#a").state()).clock), /^12:30/);
  assert.equal(await page.locator("#b iframe, #c iframe").count(), 0, "nothing loads that nobody can see");
  await page.locator("summary").click();
  await ready(page, "#b");
  await page.locator("#tab").evaluate((tab) => (tab.style.display = ""));
  await ready(page, "#c");
  assert.match((await callOn(page, "#c", "seek", "09:00")).clock, /^09:00/);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("hidden after it is ready, it answers still", async () => {
  const { page, close } = await openHost(figure(""));
  await ready(page);
  await onElement(page, (element) => (element.style.display = "none"));
  assert.match((await call(page, "seek", "12:30")).clock, /^12:30/);
  assert.equal((await call(page, "set", { seed: 7 })).changes, 1);
  await close();
});

test("an element that is started before it is in the page waits for that, and moveBefore keeps its figure", async () => {
  const { page, close, pageErrors } = await openHost(`${script}<div id="one"></div><div id="two"></div>`);
  await page.waitForFunction(() => customElements.get("outage-explorer"));
  const clock = await page.evaluate(async () => {
    const element = document.createElement("outage-explorer");
    const asked = element.seek("12:30");
    element.scenario = "kinesis-2020";
    document.querySelector("#one").append(element);
    return (await asked).clock;
  });
  assert.match(clock, /^12:30/);
  const moved = await page.evaluate(async () => {
    const element = document.querySelector("outage-explorer");
    document.querySelector("#two").moveBefore(element, null);
    return (await element.state()).clock;
  });
  assert.match(moved, /^12:30/);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a command to a figure that leaves the page is refused", async () => {
  const { page, close, pageErrors } = await openHost(figure(""));
  await ready(page);
  const refused = await onElement(page, (element) => {
    const asked = [element.seek("12:30"), element.export("svg")].map((one) => one.catch(({ message }) => message));
    return Promise.resolve().then(() => (element.remove(), Promise.all(asked)));
  });
  assert.deepEqual(refused, ["the element was removed", "the element was removed"]);
  assert.deepEqual(pageErrors, []);
  await close();
});
