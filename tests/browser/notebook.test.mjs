// The notebook: runs are kept, found again after a reload, compared, saved as a file and taken in from one; and it works where
// the browser keeps nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axe, eventually, open, painted, screenshot } from "./harness.mjs";

const LIMIT = "/#/kinesis-2020?frontend.thread-limit=8000&t=07:41";
const KEPT = "outage-explorer-notebook";

const sheet = (page) => page.getByRole("dialog", { name: "Notebook" });
const rows = (page) => sheet(page).locator(".kept-run");
const names = (page) => sheet(page).locator(".kept-run h4").allInnerTexts();
const plain = (text) => text.replace(/[\u202f\u00a0]/g, " ");

/** Keeps the run on the screen, under a name of its own or the one that is proposed. */
async function keep(page, name) {
  if (!(await sheet(page).isVisible())) await page.keyboard.press("k");
  const field = sheet(page).getByLabel("Keep the run on the screen as");
  await field.waitFor();
  if (name) await field.fill(name);
  await field.press("Enter");
  await sheet(page).getByText("The run on the screen is kept as").waitFor();
}

/** Two kept runs: one with more threads, one in which nobody added servers. */
async function withTwo(options) {
  const opened = await open(LIMIT, options);
  const { page } = opened;
  await keep(page);
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/kinesis-2020?frontend.restart-rate=200&t=12:00"));
  await page.waitForFunction(() => document.querySelector('[data-testid="clock"]').textContent === "12:00");
  await keep(page, "Slow restarts");
  return opened;
}

test("a run is kept, and is there after a reload", async () => {
  const { page, close, pageErrors, consoleMessages } = await open(LIMIT);
  await page.getByRole("button", { name: "Keep this run" }).click();
  const name = sheet(page).getByLabel("Keep the run on the screen as");
  assert.equal(plain(await name.inputValue()), "Thread limit 8 000");
  await eventually(async () => assert.ok(await name.evaluate((field) => field === document.activeElement), "it has the focus"));
  await sheet(page).getByLabel("Note", { exact: true }).fill("Past 6 030,\nnothing fails.");
  await sheet(page).getByRole("button", { name: "Keep this run" }).click();
  assert.deepEqual((await names(page)).map(plain), ["Thread limit 8 000"]);
  assert.match(plain(await rows(page).innerText()), /Kinesis · 25 Nov 2020[\s\S]*peak errors 0 %[\s\S]*recovery no failure[\s\S]*Past 6 030,\n/);
  await eventually(async () => assert.equal(await rows(page).locator("canvas").count(), 1, "a picture"));
  await eventually(() => assert.match(page.url(), /open=notebook/));
  await page.reload();
  await rows(page).first().waitFor();
  await sheet(page).getByText("The run on the screen is kept as").waitFor();
  assert.doesNotMatch(await page.evaluate((key) => localStorage.getItem(key), KEPT), /open=/, "the run, and not the sheet");
  // From another outage, whose page then opens it.
  await page.evaluate(() => (location.hash = "#/dynamodb-2015?t=04:10&open=notebook"));
  await sheet(page).getByRole("button", { name: "Open: Thread limit" }).click();
  await sheet(page).waitFor({ state: "hidden" });
  await eventually(async () => {
    assert.equal(await page.getByTestId("clock").innerText(), "07:41");
    assert.match(plain(await page.getByTestId("headline-peak").innerText()), /^0 %/);
  });
  assert.deepEqual([...pageErrors, ...consoleMessages], []);
  await close();
});

test("runs are named, ordered and deleted with the keyboard alone", async () => {
  const { page, close } = await withTwo();
  // The page moves the focus after each change: nobody is faster than that, but for a test.
  const press = async (name) => {
    await painted(page);
    await painted(page);
    await sheet(page).getByRole("button", { name }).focus();
    await page.keyboard.press("Enter");
  };
  assert.deepEqual((await names(page)).map(plain), ["Slow restarts", "Thread limit 8 000"]);
  await press("Down: Slow restarts");
  await eventually(async () => assert.deepEqual((await names(page)).map(plain), ["Thread limit 8 000", "Slow restarts"]));
  const editing = () => page.waitForFunction(() => document.activeElement?.matches("dialog input[type=text], dialog input:not([type])"));
  await press("Edit: Slow restarts");
  await editing();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("A\\b \"c\" #d");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.deepEqual((await names(page)).slice(1), ['A\\b "c" #d']));
  await press("Edit: A");
  await editing();
  await page.keyboard.type("gone");
  await page.keyboard.press("Escape");
  assert.ok(await sheet(page).isVisible(), "Escape leaves the field, not the sheet");
  await press("Delete: Thread limit");
  await eventually(async () => assert.deepEqual(await names(page), ['A\\b "c" #d']));
  await press("Put it back");
  await eventually(async () => assert.deepEqual((await names(page)).map(plain), ["Thread limit 8 000", 'A\\b "c" #d']));
  await eventually(() => assert.match(page.url(), /open=notebook/));
  await page.reload();
  await rows(page).first().waitFor();
  assert.deepEqual((await names(page)).map(plain), ["Thread limit 8 000", 'A\\b "c" #d']);
  await close();
});

for (const options of [{}, { colorScheme: "dark" }, { viewport: { width: 390, height: 844 } }]) {
  const name = options.colorScheme ?? options.viewport?.width ?? "light";
  test(`two runs are compared, ${name}`, async () => {
    const { page, close, pageErrors } = await withTwo(options);
    await rows(page).first().scrollIntoViewIfNeeded();
    await eventually(async () => assert.ok((await rows(page).locator("canvas").count()) > 0));
    assert.equal((await axe(page)).join("\n"), "");
    await screenshot(page, `notebook-${name}`);
    await sheet(page).getByRole("button", { name: "Compare: Thread limit" }).click();
    const told = page.getByTestId("versus");
    await told.waitFor();
    assert.match(plain(await told.innerText()), /^A against B: Prevented: .+ of full outage spared, \d+ services never failed\.$/);
    const figures = () => sheet(page).locator(".versus-figures tbody tr").allInnerTexts();
    assert.match(plain((await figures())[0]), /^Peak errors, Kinesis front end\s+0 %\s+9\d %\s+9\d points less$/);
    const lanes = sheet(page).locator(".versus-lanes tbody tr");
    assert.ok((await lanes.count()) > 5);
    assert.match(plain(await lanes.first().textContent()), / less$/);
    assert.equal((await axe(page)).join("\n"), "");
    const wide = await page.evaluate(() => {
      const dialog = document.querySelector("dialog");
      return [dialog.scrollWidth - dialog.clientWidth, document.documentElement.scrollWidth - innerWidth];
    });
    assert.ok(wide.every((by) => by <= 0), `${wide} px too wide`);
    await screenshot(page, `notebook-compare-${name}`);
    // The chart follows the lane.
    await sheet(page).locator(".versus-chart .chart-less").waitFor({ state: "attached" });
    const chart = sheet(page).locator(".versus-chart");
    assert.equal(await chart.getByRole("heading").innerText(), "Errors of Kinesis front end");
    const cognito = lanes.getByRole("button", { name: "Cognito" });
    await cognito.focus();
    await page.keyboard.press("Enter");
    await eventually(async () => assert.match(await chart.getByRole("img").getAttribute("aria-label"), /^Errors of Cognito in A: at most 0 percent; B at most \d+ percent/));
    assert.equal(await cognito.getAttribute("aria-pressed"), "true");
    // The other way round, and with the other kept run.
    await sheet(page).getByRole("button", { name: "Swap" }).click();
    await eventually(async () => assert.match(plain((await figures())[0]), /9\d %\s+0 %\s+9\d points more$/));
    await sheet(page).getByLabel("The run", { exact: true }).selectOption({ label: "Slow restarts · Kinesis · 25 Nov 2020" });
    await eventually(async () => assert.match(plain(await told.innerText()), /failed that did not in “Thread limit 8 000”/));
    await sheet(page).getByRole("button", { name: "All kept runs" }).click();
    assert.equal(await rows(page).count(), 2);
    assert.deepEqual(pageErrors, []);
    await close();
  });
}

test("runs of two outages have their figures side by side, and it says so", async () => {
  const { page, close } = await withTwo();
  await page.evaluate(() => (location.hash = "#/dynamodb-2015?t=04:10&open=notebook"));
  await keep(page);
  await sheet(page).getByRole("button", { name: "Compare: The day" }).click();
  await sheet(page).getByText("Both are the same run").waitFor();
  await sheet(page).getByLabel("Compared with").selectOption({ label: "Slow restarts · Kinesis · 25 Nov 2020" });
  await sheet(page).getByText("Two outages:").waitFor();
  assert.equal(await sheet(page).locator(".versus-lanes").count(), 0);
  assert.equal(await sheet(page).locator(".versus-figures tbody tr").count(), 5);
  await close();
});

test("a notebook leaves as a file and comes back, and a damaged file disturbs nothing", async () => {
  const { page, close } = await withTwo();
  const arrives = page.waitForEvent("download");
  await sheet(page).getByRole("link", { name: "Save as a file" }).click();
  const file = await (await arrives).path();
  const text = await readFile(file, "utf8");
  assert.match(text, /^# Runs kept in Outage Explorer[\s\S]*notebook = 1[\s\S]*name = "Slow restarts"\nlink = "#\/kinesis-2020\?/);
  for (const delete_ of ["Delete: Slow", "Delete: Thread"]) await sheet(page).getByRole("button", { name: delete_ }).click();
  await sheet(page).getByText("No run is kept yet").waitFor();
  const field = sheet(page).locator("input[type=file]");
  const give = (name, body) => field.setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(body) });
  await give("mine.toml", text);
  await eventually(async () => assert.deepEqual((await names(page)).map(plain), ["Slow restarts", "Thread limit 8 000"]));
  await give("mine.toml", text);
  await sheet(page).getByText("Every run of mine.toml is here already.").waitFor({ state: "attached" });
  await give("broken.toml", text.replace("Slow restarts\"", "Slow restarts"));
  await sheet(page).getByText("broken.toml, line 5", { exact: true }).waitFor();
  await give("page.html", "<!doctype html><script>alert(1)</script>");
  await sheet(page).getByText("page.html, line 1", { exact: true }).waitFor({ state: "attached" });
  assert.deepEqual((await names(page)).map(plain), ["Slow restarts", "Thread limit 8 000"]);
  // A run of an outage that this page does not have is kept, and says so.
  await give("other.toml", 'notebook = 1\n[[run]]\nname = "Elsewhere"\nlink = "#/nowhere-1999?t=01:00"\n');
  await sheet(page).locator(".kept-run", { hasText: "Elsewhere" }).getByText(/There is no outage `nowhere-1999`/).waitFor();
  await close();
});

test("what the browser keeps and is no notebook is lost only when somebody says so", async () => {
  const before = (page) => page.addInitScript((key) => localStorage.setItem(key, "notebook = 1\n[[run"), KEPT);
  const { page, close } = await open("/#/kinesis-2020?open=notebook", { before });
  await sheet(page).getByRole("alert").getByText(/cannot be read: line 2/).waitFor();
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), KEPT), "notebook = 1\n[[run");
  await sheet(page).getByRole("button", { name: "Begin a new notebook" }).click();
  await keep(page);
  assert.equal(await rows(page).count(), 1);
  await close();
});

test("without a storage the notebook lasts until the page is closed, and says so", async () => {
  const before = (page) =>
    page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
  const { page, close, pageErrors } = await open(LIMIT, { before, newcomer: true });
  await keep(page);
  await sheet(page).getByText("This browser keeps nothing for this page").waitFor();
  await page.keyboard.press("Escape");
  await sheet(page).waitFor({ state: "hidden" });
  await page.keyboard.press("k");
  await painted(page);
  assert.equal(await rows(page).count(), 1);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a blind page offers nothing of the notebook, and a link cannot open it there", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=04:00&blind=future&open=notebook");
  await page.locator(".page.blind").waitFor();
  await page.keyboard.press("k");
  await painted(page);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.getByRole("button", { name: /Notebook|Keep this run/ }).count(), 0);
  await close();
});
