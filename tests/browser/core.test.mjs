// What must hold in every engine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";

for (const engine of ENGINES) {
  test(`in ${engine} a figure in a sandbox of another origin draws its lanes`, async () => {
    const [articles, explorer] = [await serveArticles(), await serveExplorer()];
    const src = explorer.at("embed.html#/kinesis-2020?t=07:41", "localhost");
    const article = `<!doctype html><meta charset="utf-8"><title>An article</title><iframe sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox" src="${src}" width="800" height="480"></iframe>`;
    const tab = await openIn(engine, articles.put("/a.html", article));
    const frame = tab.frame("iframe");
    await drawn(frame);
    await tab.screenshot("frame");
    assert.equal(await frame.run(() => self.origin), "null");
    assert.equal(await frame.run(() => document.querySelectorAll(".lane").length), 10);
    assert.equal(await frame.text('[data-testid="clock"]'), "07:41");
    assert.equal(explorer.count(/\.wasm$/), 1);
    await tab.close();
  });
}
