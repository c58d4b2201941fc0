// A session in every engine: a question is answered before anything is seen, and then the page says how far it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { serveExplorer } from "./servers.mjs";

const explorer = await serveExplorer();

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
    await tab.until(() => /In this run: 05:14.*too early/s.test(document.querySelector(".said")?.innerText ?? ""));
    await tab.screenshot("session");
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });
}
