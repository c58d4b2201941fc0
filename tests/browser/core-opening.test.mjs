// What a first visit begins with, in every engine: one click, the outage, why it happened; and nobody is asked twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { serveExplorer } from "./servers.mjs";

const explorer = await serveExplorer();

for (const engine of ENGINES) {
  test(`one click causes the outage, and its story follows, in ${engine}`, async () => {
    const tab = await openIn(engine, explorer.at("#/kinesis-2020"), { newcomer: true });
    await drawn(tab);
    assert.match(await tab.text("#stage-title"), /healthy/);
    await tab.until(() => document.activeElement?.matches(".ways .primary"));
    await tab.screenshot("opening");
    await tab.click(".ways .primary");
    await tab.until(() => /nothing can be seen/.test(document.querySelector("#stage-title").innerText));
    await tab.until(() => /First to fail/.test(document.querySelector("#stage-title").innerText));
    await tab.until(() => document.activeElement?.matches(".ways .why"));
    assert.match(await tab.text("#stage-title"), /^07:41. 9/);
    await tab.screenshot("opening-whole");
    await tab.click(".ways .why");
    await tab.until(() => document.activeElement?.id === "story-title");
    await tab.key("ArrowRight");
    await tab.until(() => document.querySelector("#story-title").innerText === "Latent condition");
    await tab.until(() => location.hash.includes("card=latent-condition"));
    await tab.screenshot("story");
    await tab.key("Escape");
    await tab.waitFor("#inspector-title");
    assert.deepEqual(await tab.errors(), []);

    await tab.goto(explorer.at("?again#/kinesis-2020"));
    await drawn(tab);
    assert.equal(await tab.text('[data-testid="clock"]'), "07:41", "it was seen");
    await tab.close();
  });
}
