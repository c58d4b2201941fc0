// An article keeps to the version of the model that its author saw; one that does not says that the run is another.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { launch, open, pageUrl } from "./harness.mjs";
import { returning } from "./visitor.mjs";
import { ENGINES, drawn, openIn } from "./engines.mjs";
import { around, copied, figureIn, MODEL } from "./forms.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";

const LINK = "/#/kinesis-2020?t=12:30";
const ELEMENT = "outage-explorer >> iframe";
const dist = new URL("../../dist/", import.meta.url);

const hash = (algorithm, bytes) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;

/** The files of a newer page: its model gives another run. Below v/ is what there was before. */
async function newerModel() {
  const name = (await readdir(new URL("plans/", dist))).find((name) => /^kinesis-2020-.*\.plan$/.test(name));
  const packed = await readFile(new URL(`plans/${name}`, dist));
  const plan = inflateRawSync(packed);
  // A parameter of a plan: its name in links, some texts, its knob, and then its value.
  const [id, was] = ["frontend.thread-limit", Buffer.alloc(8)];
  was.writeDoubleLE(6000);
  const begin = plan.indexOf(id);
  const at = plan.indexOf(was, begin);
  assert.ok(begin > 0 && at > begin && at - begin < 1000, "the plan holds the value of the parameter");
  plan.writeDoubleLE(5990, at);
  const changed = deflateRawSync(plan);
  const files = new Map([[`plans/${name}`, changed]]);
  // The start script, which the policy names, holds the checksum of the plan.
  for (const page of ["index.html", "embed.html"]) {
    const html = await readFile(new URL(page, dist), "utf8");
    const script = /<script type="module">([^]*?)<\/script>/.exec(html)[1];
    const newer = script.replace(hash("sha384", packed), hash("sha384", changed));
    assert.notEqual(newer, script);
    files.set(page, Buffer.from(html.replace(script, () => newer).replace(hash("sha256", script), hash("sha256", newer))));
  }
  return files;
}

const explorer = await serveExplorer({ changed: await newerModel() });
const articles = await serveArticles();

/** What an author copied before the model was improved. */
async function before(options) {
  const moved = ([name, text]) => [name, text.replaceAll(pageUrl, explorer.at()).replaceAll(`m=${MODEL}-`, "m=0-")];
  return Object.fromEntries(Object.entries(await copied(LINK, options)).map(moved));
}

const kept = await before();
const unkept = await before({ keep: false });

/** The run that the author saw, in the links to it: a kept version makes it again, under its own number. */
const [, digest] = kept.HTML.match(/m=0-([0-9a-f]{8})/);
const SAME_RUN = new RegExp(`m=${MODEL}-${digest}`);

/** What a figure says about its version, and what its author is told. */
async function told(tab, path) {
  const frame = tab.frame(path);
  await frame.waitFor(".embed-foot");
  await frame.until(() => document.querySelectorAll(".lane").length === 10);
  return frame.run(() => ({
    foot: document.querySelector(".embed-foot .version")?.innerText ?? "",
    banners: document.querySelectorAll(".notice").length,
  }));
}

for (const engine of ENGINES) {
  test(`an article keeps to its version in ${engine}, beside one that does not`, async () => {
    // The script of the first is there first, and serves both.
    const html = `${kept.HTML}\n${unkept.HTML.replace("<outage-explorer", '<outage-explorer id="newest"')}`;
    const tab = await openIn(engine, articles.put("/versions.html", around(html)));
    await figureIn(tab, ELEMENT, { clock: "12:30", link: SAME_RUN });
    assert.deepEqual(await told(tab, ELEMENT), { foot: "", banners: 0 });
    // The other one is below the first screen.
    await tab.run(() => document.querySelector("#newest").scrollIntoView());
    const { foot, banners } = await told(tab, "#newest >> iframe");
    await figureIn(tab, "#newest >> iframe", { clock: "12:30", link: new RegExp(`m=${MODEL}-(?!${digest})`) });
    assert.match(foot, /improved since this link was made/);
    assert.equal(banners, 0, "readers see no banner");
    const address = await tab.run(() => document.querySelector("outage-explorer").shadowRoot.querySelector("iframe").src);
    assert.ok(address.includes(`/v/${MODEL}/embed.html#`), address);
    // The author of the second is told, and of the first there is nothing to tell.
    assert.ok((await tab.errors()).every((text) => /version: The model has been improved/.test(text)));
    await tab.close();
  });
}

test("the author of an article that keeps to no version is told in the console", async () => {
  const { page, consoleMessages, close } = await open(articles.put("/console.html", around(unkept.HTML)), { wait: false });
  await page.frameLocator("iframe").locator(".embed-foot .version").waitFor();
  await page.waitForFunction(() => document.querySelector("outage-explorer").shadowRoot.querySelector(".ready"));
  assert.match(consoleMessages.join(), /version: The model has been improved/);
  await close();
});

test("frames and components keep to their version too, and so does the way to the whole page", async () => {
  for (const name of ["HTML, frame only", "AMP", "React and MDX"]) assert.ok(kept[name].includes(`/v/${MODEL}/embed.html#`), kept[name]);
  const { page, close } = await open(articles.put("/frame.html", around(kept["HTML, frame only"])), { wait: false });
  const frame = page.frameLocator("iframe");
  await frame.locator(".embed-foot").waitFor();
  assert.equal(await frame.locator(".embed-foot .version").count(), 0);
  const link = await frame.getByRole("link", { name: /^Open/ }).getAttribute("href");
  assert.ok(link.startsWith(explorer.at(`v/${MODEL}/#/kinesis-2020?`)), link);
  await page.goto(link);
  await page.getByTestId("clock").waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
  await close();
});

for (const engine of ENGINES) {
  test(`the folder of a version works by itself in ${engine}`, async () => {
    const copy = await serveExplorer({ folder: "/copy/", part: `v/${MODEL}/` });
    const article = around(`<script src="${copy.at((await scriptOf(copy)) ?? "")}" async></script><outage-explorer scenario="kinesis-2020" t="07:41"></outage-explorer>`);
    const tab = await openIn(engine, articles.put("/copy.html", article));
    await figureIn(tab, ELEMENT, { clock: "07:41", link: /t=07:41/ });
    await tab.goto(copy.at("kinesis-2020/#/kinesis-2020?t=09:00"));
    await drawn(tab);
    assert.equal(await tab.text('[data-testid="clock"]'), "09:00");
    assert.ok((await tab.run(() => location.href)).startsWith(copy.at("#/kinesis-2020?")));
    const lost = copy.requests.filter(({ status, path }) => status === 404 && !/nothing-here|favicon/.test(path));
    assert.deepEqual(lost.map(({ path }) => path), []);
    await tab.close();
    await copy.close();
  });
}

/** The script that a page's own meta element names. */
async function scriptOf(copy) {
  const page = await (await fetch(copy.at())).text();
  return page.match(/name="outage-explorer-pin" content="([^"]+)"/)?.[1];
}

test("the worker that keeps the newest page leaves kept versions alone", async () => {
  const host = await serveExplorer({ maxAge: 0 });
  const context = await (await launch()).newContext();
  await context.addInitScript(returning);
  const page = await context.newPage();
  await page.goto(host.at());
  await page.waitForFunction(() => navigator.serviceWorker.controller, null, { timeout: 60_000 });
  assert.ok(host.requests.every(({ path }) => !path.includes("/v/")), "they are not downloaded ahead");
  const answered = await page.evaluate(async (file) => (await fetch(file)).ok, `./v/${MODEL}/embed.html`);
  assert.ok(answered && host.requests.at(-1).path.endsWith(`/v/${MODEL}/embed.html`));
  await host.close();
  await page.goto(host.at());
  await page.getByTestId("clock").waitFor();
  await assert.rejects(page.goto(host.at(`v/${MODEL}/`)), "it is not kept");
  await context.close();
});
