// What the page must do in every engine: open, play, follow a slider and a link, work without a network, and as one file.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { drawn, ENGINES, openIn } from "./engines.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";
import { outages } from "./texts.mjs";

const KNOB = "frontend.thread-limit";
const explorer = await serveExplorer();
const folder = await mkdtemp(join(tmpdir(), "outage-explorer-"));
after(() => rm(folder, { recursive: true }));

const clock = (view) => view.text('[data-testid="clock"]');
/** Whether the page shows what an audit says of the outage, or that there is none. */
const isAudited = () => document.querySelector("dialog ol.trust") !== null || /Nobody has audited/.test(document.querySelector("dialog")?.textContent);

const facts = (view) => view.text('[data-testid="headline-facts"]');
const headline = async (view) => ({ facts: await facts(view), peak: await view.text('[data-testid="headline-peak"]') });

/** Opens the page at a link. */
async function openPage(engine, link, options) {
  const tab = await openIn(engine, explorer.at(link), options);
  await drawn(tab);
  return tab;
}

/** Moves the knob with the keyboard until the run is another one. */
async function slide(tab, key, times = 1) {
  await tab.run((knob) => document.querySelector(`[data-knob="${knob}"] input[type=range]`).focus(), KNOB);
  for (let press = 0; press < times; press += 1) await tab.key(key);
}

for (const engine of ENGINES) {
  test(`the page opens and plays in ${engine}`, async () => {
    const tab = await openPage(engine, "#/kinesis-2020");
    assert.equal(await clock(tab), "07:41");
    assert.match(await facts(tab), /^(\d\d) of \1$/);
    assert.equal(await tab.run(() => document.querySelectorAll(".lane").length), 10);
    await tab.until(() => document.querySelector("svg.chart")?.getBoundingClientRect().height > 50);
    await tab.click('[data-testid="play"]');
    await tab.until(() => document.querySelector('[data-testid="clock"]').innerText > "07:42");
    await tab.key(" ");
    const paused = await clock(tab);
    await tab.key("ArrowRight");
    await tab.until((paused) => document.querySelector('[data-testid="clock"]').innerText > paused, paused);
    assert.deepEqual(await tab.errors(), []);
    await tab.screenshot("page");
    await tab.close();
  });

  test(`a slider changes the run, and the address keeps it, in ${engine}`, async () => {
    const tab = await openPage(engine, "#/kinesis-2020?t=12:30");
    const before = await headline(tab);
    await slide(tab, "ArrowRight", 10);
    await tab.until(() => document.querySelector('[data-testid="headline-peak"]').innerText.startsWith("0"));
    // The address follows at its own pace.
    await tab.until((knob) => location.hash.includes(`${knob}=${document.querySelector(`[data-knob="${knob}"] input[type=range]`).value}`), KNOB);
    const link = await tab.run(() => location.hash);
    assert.match(link, /t=12:30/);
    const again = await openPage(engine, link);
    assert.equal(await clock(again), "12:30");
    assert.deepEqual(await headline(again), await headline(tab));
    assert.notDeepEqual(await headline(again), before);
    await again.close();
    await tab.run(() => (location.hash = "#/dynamodb-2015?theme=dark"));
    await tab.waitFor('[data-scenario="dynamodb-2015"][aria-current="page"]');
    await tab.until(() => document.documentElement.dataset.theme === "dark");
    await tab.run(() => history.back());
    await tab.waitFor('[data-scenario="kinesis-2020"][aria-current="page"]');
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });

  test(`a text is no markup and no script in ${engine}`, async () => {
    const tab = await openPage(engine, "#/kinesis-2020");
    const open = (await serveArticles()).put("/open.txt", "x", { "Access-Control-Allow-Origin": "*" });
    const texts = await tab.run(async (open) => {
      const refusal = (work) => {
        try {
          return `took ${work()}`;
        } catch (error) {
          return error.name;
        }
      };
      const markup = refusal(() => (document.body.lastElementChild.innerHTML = "<p>"));
      const policy = refusal(() => trustedTypes.createPolicy("another", {}));
      const sent = await fetch(open).then(() => "sent", () => "refused");
      return [markup, policy, sent];
    }, open);
    // Older Firefox has no Trusted Types, and the page works there without.
    const guarded = engine === "chromium" || (await tab.run(() => "trustedTypes" in globalThis));
    assert.deepEqual(texts, [...(guarded ? ["TypeError", "TypeError"] : ["took <p>", "ReferenceError"]), "refused"]);
    await tab.close();
  });

  test(`one file holds everything in ${engine}`, async () => {
    const text = await readFile(new URL("../../dist/outage-explorer.html", import.meta.url), "utf8");
    const place = '<meta name="outage-explorer-link" content="';
    const file = join(folder, `${engine}.html`);
    await writeFile(file, text.replace(`${place}"`, `${place}#/kinesis-2024?t=15:45"`));
    const tab = await openIn(engine, pathToFileURL(file).href);
    await drawn(tab);
    await tab.waitFor('[data-scenario="kinesis-2024"][aria-current="page"]');
    await tab.until(() => document.querySelector("svg.chart")?.getBoundingClientRect().height > 50);
    for (const outage of outages) {
      await tab.click(`[data-scenario="${outage}"]`);
      await tab.waitFor(`[data-scenario="${outage}"][aria-current="page"]`);
    }
    // Where a file keeps nothing, each outage began with its opening; a link to a moment is past it.
    await tab.run(() => void (location.hash = "#/kinesis-2020?t=07:41"));
    await tab.waitFor('[data-testid="play"]');
    await tab.click('[data-testid="play"]');
    const start = await clock(tab);
    await tab.until((start) => document.querySelector('[data-testid="clock"]').innerText !== start, start);
    await tab.run(() => void (location.hash = "#/kinesis-2024?open=trust"));
    await tab.until(isAudited);
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });

  test(`the second visit needs no network in ${engine}`, async () => {
    const host = await serveExplorer({ maxAge: 0 });
    const tab = await openIn(engine, host.at("#/kinesis-2020"));
    await drawn(tab);
    await tab.until.within(60_000)(async () => (await navigator.serviceWorker.getRegistration())?.active != null);
    await host.close();
    await tab.reload();
    await drawn(tab);
    assert.equal(await clock(tab), "07:41");
    for (const outage of outages) {
      await tab.click(`[data-scenario="${outage}"]`);
      await tab.waitFor(`[data-scenario="${outage}"][aria-current="page"]`);
    }
    await tab.run(() => void (location.hash = "#/kinesis-2020?open=trust"));
    await tab.until(isAudited);
    await tab.close();
  });
}
