// The figure in pages that frameworks make. They assign properties where an element has them, and attributes elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { StrictMode, createElement } from "react";
import { renderToString } from "react-dom/server";
import { ENGINES, openIn } from "./engines.mjs";
import { FRAMEWORKS, bundle } from "./frameworks.mjs";
import { address } from "./harness.mjs";
import { serveArticles } from "./servers.mjs";

const articles = await serveArticles();
const SET = { "frontend.thread-limit": 9000, off: ["remove-capacity", "restart-fleet"] };
const TEXT = "frontend.thread-limit=9000&off=remove-capacity,restart-fleet";
const FIRST = { scenario: "kinesis-2020", load: "eager", set: SET, t: "07:41", play: false, ui: "controls", unlock: "frontend.servers", theme: "dark" };

/** An object can only be a property. */
const begin = (early) => (early ? { ...FIRST, set: TEXT } : FIRST);

/**
 * Opens an article that a framework makes: `early` before the element is defined, when it has attributes alone; `rendered`
 * is what a server made of it.
 */
async function openArticle(engine, framework, early, rendered = "") {
  const code = articles.put(`/${framework}.js`, await bundle(framework), { "Content-Type": "text/javascript" });
  const script = `<script src="${address("embed.js")}"></script>`;
  const made = `<script src="${code}"></script><script>change(${JSON.stringify(begin(early))}, "Before")</script>`;
  const body = early ? `${made}${script}` : `${script}${made}`;
  const html = `<!doctype html><meta charset="utf-8"><title>An article</title><link rel="icon" href="data:,"><div id="root">${rendered}</div>${body}`;
  return openIn(engine, articles.put(`/${framework}-${early}.html`, html));
}

const ready = (tab) => tab.until(() => document.querySelector("outage-explorer")?.shadowRoot?.querySelector(".ready") != null);
const state = (tab) => tab.run(() => document.querySelector("outage-explorer").state());
const change = (tab, props, text) => tab.run((props, text) => globalThis.change(props, text), props, text);

async function behaves(engine, framework, early) {
  const tab = await openArticle(engine, framework, early);
  const same = begin(early);
  await ready(tab);
  const first = await state(tab);
  assert.match(first.link, /frontend\.thread-limit=9000/);
  assert.match(first.link, /off=restart-fleet,remove-capacity|off=remove-capacity,restart-fleet/);
  assert.match(first.clock, /^07:41/);
  assert.equal(first.playing, 0);
  const frame = tab.frame("outage-explorer >> iframe");
  assert.equal(await frame.run(() => document.documentElement.dataset.theme), "dark");
  assert.deepEqual(await frame.run(() => [...document.querySelectorAll("[data-knob]")].map((knob) => knob.dataset.knob)), ["frontend.servers"]);

  // The same values again are no change: a reader's own stays.
  await tab.run(() => document.querySelector("outage-explorer").seek("12:30"));
  await change(tab, same, "After");
  assert.equal(await tab.run(() => document.querySelector("outage-explorer").textContent.trim()), "After");
  assert.match((await state(tab)).clock, /^12:30/);

  await change(tab, { ...same, set: early ? "seed=7" : { seed: 7 }, t: "05:15" }, "After");
  const second = await state(tab);
  assert.match(second.link, /seed=7/);
  assert.doesNotMatch(second.link, /thread-limit|off=/);
  assert.match(second.clock, /^05:15/);

  await change(tab, { ...same, play: true }, "After");
  assert.equal((await state(tab)).playing, 1);
  await change(tab, { ...same, play: false }, "After");
  assert.equal((await state(tab)).playing, 0);

  const asked = await tab.run(async () => (await globalThis.reference().set({ seed: 3 })).link);
  assert.match(asked, /seed=3/, "a reference to the element has the commands");
  assert.equal(await tab.run(() => globalThis.heardReady), true, "a listener hears events");

  await change(tab, null);
  assert.equal(await tab.run(() => document.querySelectorAll("outage-explorer, iframe").length), 0);
  await change(tab, { ...same, t: "12:00" }, "Again");
  await ready(tab);
  assert.match((await state(tab)).clock, /^12:00/);
  assert.deepEqual(await tab.errors(), []);
  await tab.close();
}

for (const framework of FRAMEWORKS) {
  for (const engine of framework === "react" ? ENGINES : ENGINES.slice(0, 1)) {
    test(`${framework} shows the run that the author wrote, in ${engine}`, () => behaves(engine, framework, false));
  }
  test(`${framework} may be faster than embed.js`, () => behaves(ENGINES[0], framework, true));
}

test("what a server rendered with React is the same figure", async () => {
  const element = createElement("outage-explorer", begin(true), createElement("p", null, "Before"));
  const rendered = renderToString(createElement(StrictMode, null, element));
  assert.match(rendered, / set="frontend\.thread-limit=9000&amp;off=/);
  assert.doesNotMatch(rendered, / play/);
  const tab = await openArticle(ENGINES[0], "react", true, rendered);
  await ready(tab);
  const { link, playing } = await state(tab);
  assert.match(link, /thread-limit=9000/);
  assert.equal(playing, 0);
  await change(tab, { ...begin(true), play: true }, "Before");
  await tab.until(async () => (await document.querySelector("outage-explorer").state()).playing === 1);
  assert.deepEqual(await tab.errors(), []);
  await tab.close();
});
