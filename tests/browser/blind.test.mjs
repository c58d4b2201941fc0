// A blind page: what it hides is nowhere on it, whichever way it is read, until somebody reveals it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, eventually, open, painted, rests, screenshot } from "./harness.mjs";

const hash = (page) => page.evaluate(() => location.hash);
const clock = (page) => page.getByTestId("clock").first().innerText();
const AT = "06:30";

/** All that the app has put on the page, and all that is told to who hears it. */
async function everything(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const heard = nodes.flatMap(({ name, description, value }) => [name?.value, description?.value, value?.value]);
  await client.detach();
  return `${await page.evaluate(() => document.querySelector("#app").outerHTML)}\n${heard.join("\n")}`.replaceAll("\u202f", " ");
}

/** What the open page says of later, and of what people found out. */
async function secrets() {
  const { page, close } = await open(`/#/kinesis-2020?t=${AT}&open=facts`);
  await page.locator(".fact-table tbody tr").first().waitFor();
  const rows = await page.$$eval(".fact-table tbody tr", (rows) => rows.map((row) => row.innerText));
  const times = rows.flatMap((row) => row.match(/\b\d\d:\d\d\b/g) ?? []).filter((time) => time > AT && !time.endsWith(":00"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show what each would do" }).click();
  await page.locator("#part-fixes .fold button").click();
  const fixes = await page.$$eval("[data-fix] label > span", (labels) => labels.map((label) => label.firstChild.textContent.trim()));
  await page.locator("#part-events .fold button").click();
  const actions = await page.$$eval("[data-event]", (events) =>
    events.map((event) => [event.querySelector("label span").firstChild.textContent.trim(), event.querySelector("input[type=text]").value]));
  await close();
  const later = actions.filter(([, time]) => time > AT).map(([label]) => label);
  assert.ok(times.length > 3 && fixes.length > 5 && later.length > 2, `${times} ${fixes} ${later}`);
  const begun = actions.filter(([, time]) => time <= AT).map(([label]) => label);
  return [...new Set([...times, ...later, ...fixes.filter((fix) => !begun.includes(fix))])];
}

test("what is hidden is nowhere on a blind page, and keys do not fetch it", async () => {
  const hidden = await secrets();
  for (const layer of ["future", "operators"]) {
    const { page, pageErrors, close } = await open(`/#/kinesis-2020?t=${AT}&blind=${layer}&open=facts&effects=1`, { newcomer: true });
    await page.locator(".blind-bar").waitFor();
    await page.locator(".chart").first().waitFor();
    for (const key of ["f", "n", "N", "r", "Control+z"]) await page.keyboard.press(key);
    await rests(page);
    assert.equal(await clock(page), AT, "the next event is not known yet");
    for (const table of await page.locator(".to-table").all()) await table.click();
    await painted(page);
    const all = await everything(page);
    for (const secret of hidden) assert.ok(!all.includes(secret), `${layer}: ${secret}`);
    for (const name of ["Share", "Export", "Compare outages", "Why?"]) {
      assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0, name);
    }
    assert.equal(await page.locator("dialog[open], .fact, .about, .track").count(), 0);
    assert.deepEqual(await axe(page), []);
    await screenshot(page, `blind-${layer}`);
    assert.deepEqual(pageErrors, []);
    await close();
  }
});

test("layers are revealed by keyboard, the address says how far, and back hides again", async () => {
  const { page, close } = await open(`/#/kinesis-2020?t=${AT}&blind=operators`);
  assert.equal(await page.locator(".truth, .root .members, .particles").count(), 0);
  await page.locator(".blind-bar button").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".root .members").waitFor();
  assert.equal(await page.locator(".fact").count(), 0);
  await eventually(async () => assert.match(await hash(page), /blind=future/));
  await page.locator(".blind-bar button:focus").waitFor();
  await page.reload();
  await page.locator(".blind-bar button").first().press("Enter");
  await page.locator(".headline").waitFor();
  assert.ok((await page.locator(".fact").count()) > 5);
  await eventually(async () => assert.doesNotMatch(await hash(page), /blind/));
  await page.goBack();
  await page.locator(".blind-bar").waitFor();
  assert.equal(await page.locator(".fact, .headline").count(), 0);
  await close();
});

test("time passes on a blind page, and what it brings is seen then", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=04:30&blind=future&speed=80");
  const told = () => page.locator(".so-far li").count();
  const before = await told();
  await page.keyboard.press(" ");
  await eventually(async () => assert.ok((await told()) > before + 5));
  await page.keyboard.press(" ");
  await eventually(async () => assert.match(await hash(page), /t=(?!04:30).*blind=future/));
  await close();
});
