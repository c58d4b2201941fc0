// What the documented facts are worth, and how far an outage can be trusted: the scoreboard, the sheet, the page to read.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { ENGINES, drawn, openIn } from "./engines.mjs";
import { axe, open, screenshot } from "./harness.mjs";
import { serveExplorer } from "./servers.mjs";

const explorer = await serveExplorer();
const FACTS = "/#/kinesis-2020?open=facts";
const TRUST = "/#/kinesis-2020?open=trust";

/** The audits that are committed: name and text. An outage may have none yet. */
const folder = new URL("../../scenarios/audits/", import.meta.url);
const audits = new Map();
for (const file of await readdir(folder).catch(() => [])) audits.set(file.replace(".txt", ""), await readFile(new URL(file, folder), "utf8"));
const audit = audits.get("kinesis-2020");
const classes = [...(audit ?? "").matchAll(/^fact (\S+) (\w+) (\S+)/gm)].map(([, id, name, kept]) => ({ id, name, kept: Number(kept) }));
const skip = audit ? false : "nobody has audited this outage yet";

test("the scoreboard leads with predictions and says what each class means", { skip }, async () => {
  const { page, close } = await open(FACTS);
  const dialog = page.getByRole("dialog", { name: "Documented facts" });
  const groups = await dialog.locator("tbody").evaluateAll((groups) =>
    groups.map((group) => [group.dataset.class, group.rows[0].innerText, [...group.rows].slice(1).map((row) => row.dataset.row)]));
  const order = ["predicted", "fitted", "scripted", "weak", "missed"].filter((name) => classes.some((it) => it.name === name));
  assert.deepEqual(groups.map(([name]) => name), order);
  for (const [name, head, rows] of groups) {
    assert.deepEqual(rows, classes.filter((it) => it.name === name).map((it) => it.id));
    // Its name, how many, and a sentence.
    assert.match(head, new RegExp(`, ${rows.length}\\. .{30,}\\.$`), name);
  }
  const predicted = classes.filter((it) => it.name === "predicted").length;
  assert.match(await dialog.locator(".sheet-content p").first().innerText(), new RegExp(`^\\d+ of ${classes.length} documented facts come out: ${predicted} predicted, `));
  await close();
});

test("a run that somebody changed differs from history, and misses nothing", async () => {
  const { page, close } = await open("/#/kinesis-2020?frontend.thread-limit=12000&open=facts");
  const dialog = page.getByRole("dialog", { name: "Documented facts" });
  const verdicts = await dialog.locator("td.verdict").allInnerTexts();
  assert.ok(verdicts.some((it) => it.includes("differs")) && verdicts.some((it) => it.includes("yes")), verdicts.join());
  assert.ok(!verdicts.some((it) => it.includes("missed")), verdicts.join());
  assert.match(await dialog.locator(".sheet-content p").first().innerText(), /different in it/);
  await close();
});

for (const engine of ENGINES) {
  test(`how far an outage can be trusted opens from the scoreboard in ${engine}`, { skip }, async () => {
    const tab = await openIn(engine, explorer.at(FACTS.slice(1)));
    await drawn(tab);
    await tab.waitFor("dialog .way");
    await tab.click("dialog .way");
    await tab.until(() => document.querySelector("dialog ol.trust") !== null);
    assert.equal(await tab.run(() => document.querySelector("#sheet-title").textContent), "How far can this be trusted?");
    assert.equal(await tab.run(() => document.querySelectorAll("dialog ol.trust > li").length), classes.length);
    // The bars are as long as they say.
    const share = await tab.run(() => {
      const [all, kept] = document.querySelectorAll("dialog ol.trust li:first-child rect");
      return kept.getBoundingClientRect().width / all.getBoundingClientRect().width;
    });
    const told = await tab.run(() => document.querySelector("dialog ol.trust li:first-child .kept b").textContent);
    assert.ok(Math.abs(share * 100 - Number(told.match(/\d+/)[0])) < 1.5, `${share} ${told}`);
    assert.deepEqual(await tab.errors(), []);
    await tab.screenshot("trust");
    await tab.close();
  });
}

test("the first visit comes without audits, and a link may ask for one", { skip }, async () => {
  const first = await open(FACTS);
  assert.deepEqual(first.requests.filter((url) => url.includes("trust/")), []);
  await first.close();
  const { page, requests, close } = await open(TRUST);
  await page.locator("ol.trust").waitFor();
  assert.deepEqual(requests.filter((url) => /\.wasm$|trust\//.test(url)).map((url) => url.replace(/.*\/|\?.*/g, "")).filter((name) => name.startsWith("compiler")), []);
  assert.match(await page.evaluate(() => location.hash), /open=trust/);
  // It is of the outage that is open.
  await page.evaluate(() => (location.hash = "#/cloudflare-2025?open=trust"));
  const other = audits.has("cloudflare-2025") ? /Cloudflare|Bot|proxy|feature/i : /Nobody has audited/;
  await page.locator("dialog .sheet-content", { hasText: other }).waitFor();
  await close();
});

test("an audit that cannot be loaded says so", { skip }, async () => {
  const { page, close } = await open(TRUST, { before: (page) => page.route("**/trust/*.html*", (route) => route.abort()) });
  await page.getByText("The audit cannot be shown:").waitFor();
  await close();
});

test("an outage of somebody's own has no audit, whatever it is called", async () => {
  const { page, close } = await open("/");
  const text = await readFile(new URL("../../scenarios/kinesis-2020.toml", import.meta.url));
  await page.locator("input[type=file]").setInputFiles({ name: "mine.toml", mimeType: "text/plain", buffer: text });
  await page.waitForFunction(() => location.hash.startsWith("#/file"));
  await page.keyboard.press("f");
  await page.getByRole("dialog", { name: "Documented facts" }).waitFor();
  assert.equal(await page.locator("dialog .worth").count(), 0);
  assert.equal(await page.locator("dialog .way").count(), 0);
  await page.waitForFunction(() => location.hash.includes("open=facts"));
  await page.evaluate(() => (location.hash = location.hash.replace("open=facts", "open=trust")));
  await page.getByText("Nobody has audited this outage").waitFor();
  await close();
});

test("how far an outage can be trusted is accessible and fits a phone", { skip }, async () => {
  for (const [width, colorScheme] of [[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]]) {
    for (const link of [FACTS, TRUST]) {
      const { page, close } = await open(link, { viewport: { width, height: 844 }, colorScheme });
      if (link === TRUST) await page.locator("ol.trust").waitFor();
      assert.deepEqual(await axe(page), [], `${link} ${width} ${colorScheme}`);
      const beyond = await page.locator("dialog .sheet-body *").evaluateAll((all) => {
        const { right } = document.querySelector("dialog").getBoundingClientRect();
        return all.filter((it) => it.getClientRects().length && it.getBoundingClientRect().right > right + 1).map((it) => it.outerHTML.slice(0, 80));
      });
      assert.deepEqual(beyond, [], `${link} ${width}`);
      await screenshot(page, `trust-${link.slice(-5)}-${width}-${colorScheme}`);
      await close();
    }
  }
});

test("the page to read says it without a script", { skip }, async () => {
  const { page, close } = await open("/kinesis-2020/", { wait: false, javaScriptEnabled: false });
  await page.getByRole("link", { name: "How far can this be trusted?" }).click();
  const part = page.locator("#trust");
  assert.equal(await part.locator("ol.trust > li").count(), classes.length);
  for (const name of new Set(classes.map((it) => it.name))) {
    const row = part.locator(`ol.trust > li.${name}`).first();
    assert.match(await row.innerText(), /\d\s?%/, name);
  }
  await screenshot(page, "trust-reading");
  await close();
});
