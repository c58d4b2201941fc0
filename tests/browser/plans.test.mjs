// Each outage is a file of its own, which is fetched when somebody opens it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drawn, launch, open } from "./harness.mjs";
import { serveExplorer } from "./servers.mjs";
import { outages } from "./texts.mjs";

/** The outages whose plans were asked for, in that order. */
const asked = (requests) => requests.map((url) => /\/plans\/([\w-]+)-[0-9a-f]{16}\.plan$/.exec(url)?.[1]).filter(Boolean);

const openOutage = (page) => page.locator('[data-scenario][aria-current="page"]').getAttribute("data-scenario");

for (const [path, outage] of [["/", "kinesis-2020"], ["/#/dynamodb-2015?t=03:00", "dynamodb-2015"], ["/#/no-such-outage", "kinesis-2020"], ["/embed.html#/cloudflare-2025", "cloudflare-2025"]]) {
  test(`${path} fetches the plan of ${outage} alone, together with the program`, async () => {
    let arrive;
    const held = new Promise((done) => (arrive = done));
    const before = (page) => page.route("**/*.wasm", (route) => held.then(() => route.continue()));
    const { page, requests, close } = await open(path, { before, wait: false });
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".plan")));
    arrive();
    await drawn(page);
    assert.deepEqual(asked(requests), [outage]);
    await close();
  });
}

test("another outage is fetched once, when somebody comes near its tab, opens it or changes the link", async () => {
  const { page, requests, close } = await open("/");
  const near = page.waitForResponse("**/plans/dynamodb-2015-*.plan");
  await page.locator('[data-scenario="dynamodb-2015"]').hover();
  await near;
  assert.equal(await openOutage(page), "kinesis-2020");
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.waitForFunction(() => document.title.includes("DynamoDB"));
  await page.locator('[data-scenario="kinesis-2024"]').focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.title.includes("2024"));
  await page.evaluate(() => (location.hash = "#/google-cloud-2025"));
  await page.waitForFunction(() => document.title.includes("Google"));
  await page.locator('[data-scenario="kinesis-2020"]').click();
  await page.waitForFunction(() => document.title.includes("2020"));
  assert.deepEqual(asked(requests), ["kinesis-2020", "dynamodb-2015", "kinesis-2024", "google-cloud-2025"]);
  await close();
});

test("what is fetched gives way to what somebody opens meanwhile", async () => {
  let arrive;
  const held = new Promise((done) => (arrive = done));
  const before = (page) => page.route("**/plans/dynamodb-2015-*.plan", (route) => held.then(() => route.continue()));
  const { page, close } = await open("/", { before });
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.getByText("Reading DynamoDB").waitFor();
  await page.locator('[data-scenario="kinesis-2024"]').click();
  await page.waitForFunction(() => document.title.includes("2024"));
  const read = page.waitForResponse("**/plans/dynamodb-2015-*.plan");
  arrive();
  await (await read).finished();
  // A further one is opened after it.
  await page.locator('[data-scenario="google-cloud-2025"]').click();
  await page.waitForFunction(() => document.title.includes("Google"));
  assert.equal(await openOutage(page), "google-cloud-2025");
  await close();
});

test("an outage that cannot be fetched leaves what is open, says so, and is tried again", async () => {
  const { page, close } = await open("/#/kinesis-2020?frontend.thread-limit=8000");
  await page.route("**/*.plan", (route) => route.abort());
  for (const ask of [
    () => page.locator('[data-scenario="dynamodb-2015"]').click(),
    () => page.evaluate(() => (location.hash = "#/dynamodb-2015")),
  ]) {
    await ask();
    await page.locator(".notices").getByText("could not be fetched").waitFor();
    assert.equal(await page.locator(".reading-text").count(), 0);
    assert.equal(await openOutage(page), "kinesis-2020");
    await page.waitForFunction(() => location.hash.includes("frontend.thread-limit=8000"));
    await page.locator(".notices").getByRole("button", { name: "Dismiss" }).click();
  }
  await page.unroute("**/*.plan");
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.waitForFunction(() => document.title.includes("DynamoDB"));
  await close();
});

test("outages are compared as soon as the others are here; what cannot be fetched is said", async () => {
  const { page, requests, close } = await open("/");
  await page.route("**/plans/dynamodb-2015-*.plan", (route) => route.abort());
  const compare = page.getByRole("button", { name: "Compare outages" });
  await compare.click();
  await page.getByText("Sep 2015 could not be fetched").waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll("dialog p")].some((one) => one.innerText.startsWith("Loading")));
  assert.deepEqual(new Set(asked(requests)), new Set(outages));
  const full = () => page.locator(".anatomy tbody tr").first().locator("td").allInnerTexts();
  assert.equal((await full()).filter((text) => text.trim() === "").length, 1);
  await page.keyboard.press("Escape");
  await page.unroute("**/plans/dynamodb-2015-*.plan");
  await compare.click();
  await page.waitForFunction(() => [...document.querySelectorAll(".anatomy tbody tr:first-child td")].every((one) => one.innerText.trim()));
  await close();
});

test("a plan that was changed on the way is refused", async () => {
  const list = await (await fetch((await serveExplorer()).at(""))).text();
  const name = (outage) => new RegExp(`"\\./(plans/${outage}-[0-9a-f]+\\.plan)"`).exec(list)[1];
  const other = await readFile(new URL(`../../dist/${name("kinesis-2024")}`, import.meta.url));
  const changed = new Map([[name("dynamodb-2015"), other]]);
  const host = await serveExplorer({ changed });
  const context = await (await launch()).newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(host.at("#/dynamodb-2015"));
  await page.locator("#fallback").waitFor();
  assert.match(await page.locator("#fallback-reason").innerText(), /DynamoDB.* could not be fetched/);
  await page.goto("about:blank");
  await page.goto(host.at(""));
  await drawn(page);
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  await page.locator(".notices").getByText("could not be fetched").waitFor();
  assert.equal(await openOutage(page), "kinesis-2020");
  await context.close();
});
