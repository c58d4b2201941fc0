// A session in every engine: a question is answered before anything is seen, and then the page says how far it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";

const [articles, explorer] = [await serveArticles(), await serveExplorer()];

for (const engine of ENGINES) {
  test(`a question is answered and then shown, in ${engine}`, async () => {
    const tab = await openIn(engine, explorer.at("#/kinesis-2020?session=kinesis-2020-hour&step=2"));
    await drawn(tab);
    await tab.waitFor(".session-panel .ask-time input");
    await tab.until(() => document.querySelector(".page.blind") !== null);
    await tab.run(() => {
      const field = document.querySelector(".ask-time input");
      field.value = "61";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await tab.until(() => document.querySelector(".ask-time output").innerText === "03:45");
    assert.equal(await tab.run(() => document.querySelectorAll(".said").length), 0);
    await tab.click(".session-panel .reveal");
    await tab.waitFor(".session-panel .tell");
    assert.equal(await tab.run(() => document.querySelectorAll(".said").length), 0);
    await tab.click(".session-panel .tell");
    await tab.until(() => /In this run: 05:14.*too early/s.test(document.querySelector(".said")?.innerText ?? ""));
    await tab.screenshot("session");
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });

  test(`a question in an article is answered before anything is seen, in ${engine}`, async () => {
    const src = explorer.at("embed.html#/kinesis-2020?session=kinesis-2020-hour&step=2", "localhost");
    const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title><link rel="icon" href="data:,"><iframe src="${src}" width="800" height="900" title="A question"></iframe>`;
    const tab = await openIn(engine, articles.put("/article.html", body));
    const frame = tab.frame("iframe");
    await frame.waitFor(".session-panel .ask-time input");
    await frame.until(() => document.querySelector(".embed.blind") !== null && document.querySelector("[data-panel=headline]") === null);
    assert.doesNotMatch(await frame.text("body"), /05:1[0-9]|96.%/);
    await frame.click(".session-panel .reveal");
    await frame.waitFor(".session-panel .tell");
    await frame.click(".session-panel .tell");
    await frame.until(() => /In this run: 05:14/.test(document.querySelector(".said")?.innerText ?? ""));
    await frame.click(".session-panel .story-steps .primary");
    await frame.until(() => /^Step 3 /.test(document.querySelector(".session-place")?.innerText ?? ""));
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });

  test(`a session is in the file that holds everything, in ${engine}`, async () => {
    const file = new URL("../../dist/outage-explorer.html#/kinesis-2020?session=kinesis-2020-hour&step=2", import.meta.url);
    const tab = await openIn(engine, file.href);
    await tab.waitFor(".session-panel .ask");
    await tab.click(".session-panel .reveal");
    await tab.waitFor(".session-panel .tell");
    await tab.click(".session-panel .tell");
    await tab.waitFor(".session-panel .said");
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });
}
