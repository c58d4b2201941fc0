// What five figures in one article download, where the explorer's host lets browsers keep what is named after its content.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINES, openIn } from "./engines.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";

const FIVE = ["kinesis-2020", "dynamodb-2015", "kinesis-2024", "kinesis-2020", "dynamodb-2015"];

for (const engine of ENGINES) {
  test(`five figures download the program once and each outage once, and the next visit nothing of it, in ${engine}`, async () => {
    const explorer = await serveExplorer({ asNamed: true });
    const articles = await serveArticles();
    const figures = FIVE.map((scenario) => `<outage-explorer scenario="${scenario}" load="eager">Text</outage-explorer>`);
    articles.put("/five.html", `<!doctype html><title>Five</title><link rel="icon" href="data:,"><script src="${explorer.at("embed.js")}" async></script>${figures.join("")}`);
    const article = articles.at("/five.html", "localhost");
    const tab = await openIn(engine, article);
    const all = () => [...document.querySelectorAll("outage-explorer")].every((one) => one.shadowRoot?.querySelector(".ready"));
    const kept = /\/outage-explorer-\w+\.(wasm|js)$|\/part-[\w-]+\.wasm$|\/style-\w+\.css$|\.plan$/;
    // WebKit's small browser now and then leaves one of many frames waiting for ever; whoever reads would load the page again.
    await tab.until.within(45_000)(all).catch(() => tab.reload());
    await tab.until.within(60_000)(all);
    assert.equal(explorer.count(/\/outage-explorer-\w+\.wasm$/), 1);
    // And of its parts, those of articles, each once.
    const parts = explorer.requests.filter(({ path, status }) => status === 200 && /\/part-[\w-]+\.wasm$/.test(path)).map(({ path }) => path);
    assert.deepEqual(parts, [...new Set(parts)]);
    assert.ok(parts.some((path) => path.includes("/part-embed-")));
    // Three outages, a plan each.
    assert.equal(explorer.count(/\.plan$/), 3);
    assert.equal(explorer.count(kept), 6 + parts.length);
    explorer.forget();
    await tab.goto("about:blank");
    await tab.goto(article);
    await tab.until.within(60_000)(all);
    assert.equal(explorer.count(kept), 0, JSON.stringify(explorer.requests.map(({ path, status }) => [path, status])));
    await tab.close();
  });
}
