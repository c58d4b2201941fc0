// What a figure in somebody's article must do in every engine, whoever the reader is and whatever the frame allows.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";

const [articles, explorer] = [await serveArticles(), await serveExplorer()];
/** The explorer at another site than the article's. */
const at = (path) => explorer.at(path, "localhost");
const clock = (view) => view.text('[data-testid="clock"]');

/** Opens an article that collects what frames tell it. */
async function openArticle(engine, body, headers) {
  articles.put("/heard.js", 'globalThis.heard = []; addEventListener("message", ({ data }) => heard.push(data));', { "Content-Type": "text/javascript" });
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title><link rel="icon" href="data:,"><script src="/heard.js"></script>${body}`;
  return openIn(engine, articles.put("/article.html", html, headers));
}

const SANDBOXES = [
  'sandbox="allow-scripts"',
  'sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"',
  'sandbox="allow-scripts allow-same-origin"',
  "",
];

/** Runs whose digests are known: of each outage the day as it happened, and two with changed knobs. */
async function golden() {
  const text = await readFile(new URL("../../sim/tests/golden/digests.txt", import.meta.url), "utf8");
  const plain = text.split("\n").slice(1).map((line) => line.split(" ")).filter(([, id, ...knobs]) => id && knobs.every((knob) => /^[\w.-]+=/.test(knob)));
  const ids = [...new Set(plain.map(([, id]) => id))];
  return ids.flatMap((id) => plain.filter(([, of]) => of === id).slice(0, 3)).map(([digest, id, ...knobs]) => ({ digest, link: `#/${id}?${knobs.join("&")}` }));
}

for (const engine of ENGINES) {
  for (const sandbox of SANDBOXES) {
    test(`a frame of another site draws its lanes in ${engine}, ${sandbox || "without a sandbox"}`, async () => {
      const src = at("embed.html#/kinesis-2020?t=07:41&ui=full");
      const tab = await openArticle(engine, `<iframe ${sandbox} src="${src}" width="800" height="1000" title="A figure"></iframe>`);
      const frame = tab.frame("iframe");
      await drawn(frame);
      const isOpaque = sandbox !== "" && !sandbox.includes("same-origin");
      assert.equal((await frame.run(() => self.origin)) === "null", isOpaque);
      assert.equal(await frame.run(() => document.querySelectorAll(".lane").length), 10);
      assert.equal(await clock(frame), "07:41");
      await frame.until(() => document.querySelector("svg.chart")?.getBoundingClientRect().height > 50);
      await frame.run(() => document.querySelector('[data-testid="play"]').scrollIntoView());
      await frame.click('[data-testid="play"]');
      await frame.until(() => document.querySelector('[data-testid="clock"]').innerText > "07:42");
      assert.deepEqual(await tab.errors(), []);
      // The policy holds: of two files that anybody may read, the page gets its own.
      const foreign = articles.put("/open.txt", "x", { "Access-Control-Allow-Origin": "*" });
      const get = (url) => frame.run((url) => fetch(url).then(({ status }) => status, () => "refused"), url);
      assert.deepEqual([await get(at("embed.js")), await get(foreign)], [200, "refused"]);
      await tab.close();
    });
  }

  test(`the element is ready, can be set, and seeks in ${engine}, under a strict policy of the article`, async () => {
    const { origin } = new URL(at(""));
    const headers = {
      "Content-Security-Policy": `default-src 'none'; script-src 'self' ${origin}; frame-src ${origin}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
    };
    const element = `<outage-explorer scenario="kinesis-2020" load="eager" t="07:41">Text</outage-explorer>`;
    const tab = await openArticle(engine, `<script src="${at("embed.js")}" async></script>${element}`, headers);
    await tab.waitFor("outage-explorer >> .ready");
    const frame = tab.frame("outage-explorer >> iframe");
    assert.equal(await clock(frame), "07:41");
    const ask = (method, ...given) =>
      tab.run((method, given) => document.querySelector("outage-explorer")[method](...given), method, given);
    assert.match((await ask("seek", "12:30")).clock, /^12:30/);
    assert.match((await ask("set", { "frontend.thread-limit": 9000 })).summary, /nothing fails/);
    assert.equal((await ask("reset")).changes, 0);
    // The exporter is a script, a module and a program of its own.
    assert.match((await ask("export", "svg")).text, /^<svg/);
    await ask("play");
    await frame.until(() => document.querySelector('[data-testid="clock"]').innerText > "12:31");
    assert.equal((await ask("pause")).playing, 0);
    await tab.screenshot("element");
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });

  test(`runs have the same bits in ${engine} as everywhere`, async () => {
    const runs = await golden();
    assert.ok(runs.length >= 9);
    const frames = runs.map(({ link }) => `<iframe sandbox="allow-scripts" src="${at(`embed.html${link}`)}" title="A figure"></iframe>`);
    const tab = await openArticle(engine, frames.join(""));
    const ready = () => heard.filter(({ event }) => event === "ready");
    await tab.until.within(120_000)((count) => heard.filter(({ event }) => event === "ready").length === count, runs.length);
    const told = await tab.run(ready);
    assert.deepEqual(told.map(({ model }) => model).sort(), runs.map(({ digest }) => digest).sort());
    assert.deepEqual(told.map(({ notices }) => notices).filter(Boolean), []);
    await tab.close();
  });
}
