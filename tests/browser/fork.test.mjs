// Changes from the playhead on: by button, key and link; what would have come otherwise stays in sight. And a comparison of
// two runs that somebody else opens by its link, and takes away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axe, eventually, open, painted, screenshot } from "./harness.mjs";

const plain = (text) => text.replace(/[\u202f\u00a0]/g, " ");
const note = (page) => page.getByTestId("fork-note");
const sheet = (page) => page.getByRole("dialog", { name: "Notebook" });

for (const options of [{}, { colorScheme: "dark", viewport: { width: 1280, height: 720 } }, { viewport: { width: 390, height: 844 } }]) {
  const name = options.viewport?.width ?? 1440;
  test(`a run goes on otherwise from the playhead on, ${name}`, async () => {
    const { page, close, pageErrors, consoleMessages } = await open("/#/kinesis-2020?t=04:30", options);
    const fork = page.getByTestId("fork");
    await fork.focus();
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await fork.getAttribute("aria-pressed"), "true"));
    await page.getByRole("button", { name: "Changes from 04:30" }).waitFor();
    await note(page).getByText("From 04:30 on.").waitFor();
    const limit = page.locator('[data-knob="frontend.thread-limit"] input[type=range]');
    await limit.focus();
    await page.keyboard.press("End");
    await eventually(async () => assert.match(plain(await page.locator(".run-name").innerText()), /1 change, from 04:30 on/));
    await eventually(async () => assert.match(plain(await page.getByTestId("headline-peak").innerText()), /^71 %/));
    await page.getByText("thin: the day as it happened").waitFor({ state: "attached" });
    assert.equal((await axe(page)).join("\n"), "");
    await screenshot(page, `fork-${name}`);
    await eventually(() => assert.match(page.url(), /frontend\.thread-limit=12000&fork=04:30/));
    // Somebody else opens it.
    await page.reload();
    await note(page).waitFor();
    assert.match(plain(await page.getByTestId("headline-peak").innerText()), /^71 %/);
    // Too late, and it says so; the moment is moved with the keyboard.
    const mark = page.getByRole("slider", { name: "Where the changes begin" });
    await mark.focus();
    for (let step = 0; step < 15; step++) await page.keyboard.press("PageUp");
    await note(page).getByText("So far this changes nothing").waitFor();
    await page.keyboard.press("Home");
    await eventually(async () => assert.match(plain(await page.getByTestId("headline-peak").innerText()), /^0 %/));
    // From the start again, by key.
    await page.keyboard.press("Escape");
    await page.locator("body").press("b");
    await note(page).waitFor({ state: "detached" });
    await eventually(() => assert.doesNotMatch(page.url(), /fork=/));
    assert.deepEqual([...pageErrors, ...consoleMessages], []);
    await close();
  });
}

test("what had happened before stays, and both futures of a changed run are compared", async () => {
  const { page, close } = await open("/#/kinesis-2020?fork=05:15,frontend.servers:4000&frontend.servers=4000&frontend.thread-limit=12000&t=06:00");
  await page.getByText("thin: without the changes").waitFor({ state: "attached" });
  await page.locator('[data-handle="add-capacity"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText(/It happened at 02:44, and the changes begin at 05:15/).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("body").press("k");
  await sheet(page).getByRole("button", { name: "Compare with no fork" }).click();
  await sheet(page).getByRole("heading", { name: "Lane by lane" }).or(sheet(page).getByText("Both are the same run")).first().waitFor();
  assert.equal(await sheet(page).getByLabel("Compared with").inputValue(), "unforked");
  await close();
});

test("a comparison opens by its link for somebody who has kept nothing, and is taken away", async () => {
  const grant = { permissions: ["clipboard-read", "clipboard-write"] };
  const { page, close, pageErrors, consoleMessages } = await open("/#/kinesis-2020?frontend.thread-limit=8000&t=07:41&open=notebook", grant);
  await sheet(page).getByRole("button", { name: "Compare with the day" }).click();
  await sheet(page).getByRole("heading", { name: "Lane by lane" }).waitFor();
  await sheet(page).getByRole("button", { name: "Copy link to this comparison" }).click();
  await sheet(page).getByRole("button", { name: "Copied" }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await close();
  assert.match(link, /open=notebook&with=kinesis-2020/);

  const other = await open(link.slice(link.indexOf("#") - 1), {});
  const told = other.page.getByTestId("versus");
  await told.waitFor();
  assert.match(plain(await told.innerText()), /^A against B: Prevented/);
  assert.equal((await axe(other.page)).join("\n"), "");
  await screenshot(other.page, "comparison-link");
  await eventually(() => assert.match(other.page.url(), /open=notebook&with=kinesis-2020/));
  for (const [kind, name, text] of [
    ["CSV", /-compared\.csv$/, /^"","A","B","A against B"\n"Run","Kinesis[^\n]*Thread limit 8 000"[\s\S]*"Minutes of full outage"[\s\S]*"Cognito",/],
    ["SVG", /-compared\.svg$/, /^<svg [\s\S]*two runs compared[\s\S]*A fails less/],
    ["PNG", /-compared@2x\.png$/, /PNG/],
  ]) {
    const arrives = other.page.waitForEvent("download");
    await sheet(other.page).getByRole("button", { name: `This comparison as ${kind}` }).click();
    const file = await arrives;
    assert.match(file.suggestedFilename(), name);
    assert.match(plain(await readFile(await file.path(), "utf8")), text);
  }
  await sheet(other.page).getByRole("button", { name: "All kept runs" }).click();
  await eventually(() => assert.doesNotMatch(other.page.url(), /with=/));
  assert.deepEqual([...pageErrors, ...consoleMessages, ...other.pageErrors, ...other.consoleMessages], []);
  await other.close();
});

test("what is not understood of the other run is said, and the rest is shown", async () => {
  const { page, close, pageErrors } = await open("/#/kinesis-2020?open=notebook&with=kinesis-2020%3Fmagic%3D1%26frontend.thread-limit%3D8000");
  await sheet(page).getByRole("alert").getByText(/^B: magic=1:/).waitFor();
  await page.getByTestId("versus").waitFor();
  await painted(page);
  await page.evaluate(() => (location.hash = "#/kinesis-2020?open=notebook&with=%3Cscript%3E"));
  await sheet(page).getByText(/there is no outage `<script>` to compare with/).waitFor();
  assert.deepEqual(pageErrors, []);
  await close();
});
