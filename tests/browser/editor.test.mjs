// A session is written in the page: taken from a built-in one, reordered, cut, corrected and tried; its link and its file open
// again. Nothing that is typed is lost.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, eventually, open, painted, screenshot } from "./harness.mjs";

const DRAFT = "outage-explorer-draft";

const sheet = (page) => page.getByRole("dialog", { name: "Write a session" });
const rows = (page) => sheet(page).locator("[data-step]");
const titles = (page) => sheet(page).locator("[data-step] .editor-open span:nth-child(2)").allInnerTexts();
const kept = (page) => page.evaluate((key) => localStorage.getItem(key), DRAFT);

/** The editor with a built-in session in it. */
async function withTaster(options, path = "/#/kinesis-2020?t=05:00&open=editor") {
  const opened = await open(path, options);
  const { page } = opened;
  await sheet(page).getByRole("button", { name: "Twenty minutes: add capacity, lose the region" }).click();
  await rows(page).first().waitFor();
  return opened;
}

/** Presses a button of the sheet with the keyboard, after the page has moved the focus where it wants it. */
async function press(page, name) {
  await painted(page);
  await painted(page);
  await sheet(page).getByRole("button", { name }).focus();
  await page.keyboard.press("Enter");
}

test("steps are reordered, cut and put back with the keyboard alone, and undone", async () => {
  const { page, close, pageErrors, consoleMessages } = await withTaster();
  const all = ["120 servers join", "The servers are gone again", "Ten points", "Where is this in our systems?"];
  assert.deepEqual(await titles(page), all);
  await press(page, "Down: 120 servers join");
  await eventually(async () => assert.deepEqual((await titles(page)).slice(0, 2), [all[1], all[0]]));
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Down: 120 servers join", "the focus goes with it"));
  await page.keyboard.press("Enter");
  await eventually(async () => assert.deepEqual(await titles(page), [all[1], all[2], all[0], all[3]]));
  await rows(page).nth(2).locator(".editor-open").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await eventually(async () => assert.deepEqual(await titles(page), [all[1], all[0], all[2], all[3]]));
  await press(page, "Take out: Ten points");
  await eventually(async () => assert.deepEqual(await titles(page), [all[1], all[0], all[3]]));
  await press(page, "Put it back");
  await eventually(async () => assert.deepEqual(await titles(page), [all[1], all[0], all[2], all[3]]));
  for (let times = 0; times < 5; times += 1) {
    const before = await kept(page);
    await press(page, "Undo");
    await eventually(async () => assert.notEqual(await kept(page), before));
  }
  assert.deepEqual(await titles(page), all);
  assert.deepEqual([...pageErrors, ...consoleMessages], []);
  await close();
});

test("what is typed is in the text at once, what is wrong is told with its line, and a reload keeps both", async () => {
  const { page, close } = await withTaster();
  const form = sheet(page).locator(".editor-form");
  await form.getByLabel("Title").fill('Two "quotes"');
  await form.getByLabel("Minutes").fill("soon");
  await form.getByLabel("Notes, for whoever leads").fill("One line,\nand a second.\n");
  const wrong = sheet(page).locator(".editor-wrong");
  await wrong.getByText("here should be a whole number").waitFor();
  assert.match(await wrong.innerText(), /1 thing is to be corrected[\s\S]*line 8: step: /);
  assert.equal(await sheet(page).getByRole("button", { name: "Try it", exact: true }).isDisabled(), true);
  await form.getByLabel("Minutes").fill("6");
  await wrong.getByText("Nothing is wrong with it.").waitFor();
  // A name that its outage does not have is told a moment later, with its step.
  await form.getByLabel("The fact whose time is asked for").fill("NO-SUCH");
  await wrong.getByText(/Step 1, Two "quotes": .*has no fact `NO-SUCH`/).waitFor();
  await form.getByLabel("The fact whose time is asked for").fill("K20-T3");
  await wrong.getByText("Nothing is wrong with it.").waitFor();
  // The text is the same thing, and what is broken in it is not lost either.
  await sheet(page).getByRole("button", { name: "Text", exact: true }).click();
  const text = sheet(page).getByLabel("The text of the session");
  const good = await text.inputValue();
  assert.match(good, /title = 'Two "quotes"'\nminutes = 6\n/);
  assert.match(good, /One line,\nand a second\.\n"""/);
  await text.fill(`${good}\nbroken = "`);
  await wrong.getByText("the quote is not closed on its line").waitFor();
  await sheet(page).getByRole("button", { name: "Steps", exact: true }).click();
  await sheet(page).getByText("The text cannot be read as it is now").waitFor();
  await eventually(async () => assert.match(await kept(page), /broken = "$/));
  await page.reload();
  await sheet(page).getByText("The text cannot be read as it is now").waitFor();
  await sheet(page).getByRole("button", { name: "Text", exact: true }).click();
  await wrong.getByRole("button", { name: /^Show line/ }).click();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.className), "editor-text"));
  await text.fill(good);
  await sheet(page).getByRole("button", { name: "Steps", exact: true }).click();
  await eventually(async () => assert.equal((await titles(page))[0], 'Two "quotes"'));
  await close();
});

test("a step of what is on the screen gets its question, and link and file open again", async () => {
  const { page, context, close } = await withTaster({ permissions: ["clipboard-read", "clipboard-write"] });
  await rows(page).nth(0).locator(".editor-open").click();
  await press(page, "Add what is on the screen as a step");
  await eventually(async () => assert.deepEqual((await titles(page))[1], "A new step"));
  const form = sheet(page).locator(".editor-form");
  await eventually(async () => assert.match(await form.getByLabel("What is on the screen", { exact: true }).inputValue(), /^kinesis-2020\?t=05:00$/));
  await form.getByLabel("Title").fill("Five in the morning");
  await form.getByLabel("What everybody reads").fill("It is five in the morning.");
  await form.getByRole("button", { name: "Add a question" }).click();
  await form.getByLabel("The question").fill("What is it?");
  await form.getByLabel("What people give").selectOption("choices");
  await form.getByLabel("Answer 1", { exact: true }).fill("Early");
  await form.getByLabel("It is right").first().check();
  await form.getByLabel("Because").first().fill("The sun is not up.");
  await form.getByLabel("Answer 2", { exact: true }).fill("Late");
  await form.getByLabel("Because").nth(1).fill("For some.");
  await sheet(page).locator(".editor-wrong").getByText("Nothing is wrong with it.").waitFor();
  await screenshot(page, "editor");
  await sheet(page).getByRole("button", { name: "Copy link" }).click();
  await sheet(page).getByText("Copied", { exact: true }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#\/kinesis-2020\?session=file&step=1&sx=1\./);
  const [file] = await Promise.all([page.waitForEvent("download"), sheet(page).getByRole("link", { name: "Save as a file" }).click()]);
  assert.equal(file.suggestedFilename(), "taster-20.toml");
  const path = join(tmpdir(), `written-${process.pid}.toml`);
  await writeFile(path, await readFile(await file.path()));
  const tab = await context.newPage();
  for (const show of [() => tab.goto(link), () => tab.locator("input[type=file]").first().setInputFiles(path)]) {
    await show();
    await tab.locator("#session-title", { hasText: "120 servers join" }).waitFor();
    assert.match(await tab.locator(".session-place").innerText(), /^Step 1 of 5/);
  }
  await tab.close();
  // It is tried from its first step, and one comes back to it.
  await press(page, "Try this step");
  await sheet(page).waitFor({ state: "hidden" });
  await page.locator("#session-title", { hasText: "Five in the morning" }).waitFor();
  await page.getByText("Early", { exact: true }).click();
  await page.getByRole("button", { name: "Show what happened" }).click();
  await page.getByText("The sun is not up.").waitFor();
  await page.getByText("For whoever leads").click();
  await page.getByRole("button", { name: "Change this session" }).click();
  await sheet(page).locator(".editor-row.open", { hasText: "Five in the morning" }).waitFor();
  await close();
});

test("somebody new writes a question with its mistakes, a budget and a command in fields alone, and each is there when it is tried", async () => {
  const { page, close, pageErrors } = await open("/#/kinesis-2020?t=02:40&open=editor");
  await sheet(page).getByRole("button", { name: "Begin with nothing" }).click();
  await sheet(page).getByText("A step shows a moment of an outage.").waitFor();
  const form = sheet(page).locator(".editor-form");
  const field = (label, scope = form) => scope.getByRole("textbox", { name: label, exact: true }).or(scope.getByRole("combobox", { name: label, exact: true }));
  const step = async (title) => {
    const count = (await titles(page)).length;
    await press(page, "Add what is on the screen as a step");
    await eventually(async () => assert.equal((await titles(page)).length, count + 1));
    await eventually(async () => assert.equal(await field("Title").inputValue(), "A new step"));
    await field("Title").fill(title);
    await field("What everybody reads").fill(`${title}: read this.`);
  };
  await step("Predict");
  await form.getByRole("button", { name: "Add a question" }).click();
  await field("The question").fill("When does the first request fail?");
  await form.getByLabel("What people give").selectOption("time");
  await field("The fact whose time is asked for").fill("K20-T3");
  await form.getByText("Everything can be seen: people would read the answer off the picture.").waitFor();
  await form.getByLabel("Hidden until everybody has answered").selectOption("future");
  await eventually(async () => assert.equal(await field("What is on the screen").inputValue(), "kinesis-2020?t=02:40&blind=future"));
  await form.getByRole("button", { name: "Add a common mistake" }).click();
  await field("Mistake 1: from").fill("02:44");
  await field("To").fill("03:00");
  await field("What is to be said about it").fill("Nothing fails that soon.");
  await step("Buy");
  await form.getByRole("button", { name: "Add a budget" }).click();
  await field("Points to spend").fill("7");
  await form.getByRole("button", { name: "Add a remediation" }).click();
  await field("Remediation 1").fill("larger-servers");
  await form.getByText("Fewer, larger servers", { exact: true }).waitFor();
  await field("Points").fill("4");
  await field("Why so many").fill("A teaching assumption.");
  await form.getByRole("button", { name: "Add a twist" }).click();
  await field("Twist 1: what is different").fill("Twice as many servers join");
  await field("The same as part of a link, such as seed=7").fill("frontend.added-servers=240");
  await step("Command");
  await form.getByLabel("Hidden until everybody has answered").selectOption("operators");
  await form.getByRole("button", { name: "Add a command of the incident" }).click();
  await field("It ends at, a time of day").fill("09:00");
  await form.getByRole("button", { name: "Add a cost" }).click();
  await field("Action 1").fill("restart-fleet");
  await field("What it costs and needs").fill("Hours.");
  await form.getByRole("button", { name: "Add a look" }).click();
  await field("Look 1: what is looked into").fill("The threads of a server");
  await field("What it finds").fill("All that the limit allows.");
  await sheet(page).locator(".editor-wrong").getByText("Nothing is wrong with it.").waitFor();
  const text = await kept(page);
  assert.match(text, /common = \[\n {2}\{ from = "02:44", to = "03:00", because = "Nothing fails that soon\." \},\n\]/);
  assert.match(text, /\[step\.prevent\]\nbudget = 7\n[\s\S]*fix = "larger-servers", points = 4/);
  assert.match(text, /\[step\.command\]\nuntil = "09:00"\n[\s\S]*minutes = 10, finds = "All that the limit allows\."/);
  assert.deepEqual(await axe(page), []);
  // What is taken out of a step goes back into that step, wherever it is by then.
  await rows(page).nth(0).locator(".editor-open").click();
  await press(page, "Take out this question");
  await sheet(page).getByText("“Question 1” is taken out.").waitFor();
  await press(page, "Down: Predict");
  await eventually(async () => assert.deepEqual(await titles(page), ["Buy", "Predict", "Command"]));
  await press(page, "Put it back");
  await eventually(async () => assert.match(await kept(page), /title = "Predict"[\s\S]*When does the first request fail\?[\s\S]*title = "Command"/));
  await rows(page).nth(0).locator(".editor-open").click();
  await press(page, "Try it");
  await page.locator("#session-title", { hasText: "Buy" }).waitFor();
  await page.getByText("7 points", { exact: false }).first().waitFor();
  assert.deepEqual(pageErrors, []);
  await close();
});

test("where the compiler cannot be loaded, the editor says that nothing was read, and not that nothing is wrong", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=05:00&open=editor", {
    before: (page) => page.route(/compile/, (route) => route.abort()),
  });
  await sheet(page).getByRole("button", { name: "Begin with nothing" }).click();
  await sheet(page).getByRole("alert").getByText("It cannot be read: the compiler could not be loaded.").waitFor();
  const wrong = sheet(page).locator(".editor-wrong");
  await wrong.getByText("What is wrong with it cannot be said: nothing has read it.").waitFor();
  assert.equal(await sheet(page).getByText("Nothing is wrong with it.").count(), 0);
  assert.equal(await sheet(page).getByText("The text cannot be read as it is now").count(), 0);
  await close();
});

test("a running session is changed, and the draft before it can be taken up again", async () => {
  const { page, close } = await withTaster();
  await sheet(page).locator(".editor-form").getByLabel("Title").fill("Mine");
  await eventually(async () => assert.match(await kept(page), /title = "Mine"/));
  await page.evaluate(() => (location.hash = "#/dynamodb-2015?session=dynamodb-2015-hour&step=2"));
  // Its step puts on the screen what it shows, with which the panel is there anew.
  await eventually(() => assert.match(page.url(), /dynamodb-2015\?.*t=02:19/));
  await painted(page);
  await painted(page);
  await page.getByText("For whoever leads").click();
  await page.getByRole("button", { name: "Change this session" }).click();
  await press(page, /^Change “.*”, which is open$/);
  await eventually(async () => assert.ok((await titles(page)).length > 6));
  await press(page, "Begin with another…");
  await press(page, /^Take up the draft before that, “Twenty minutes/);
  await eventually(async () => assert.equal((await titles(page))[0], "Mine"));
  await close();
});

test("the editor is accessible and fits, on a phone and on a projector, light and dark", async () => {
  for (const [name, options] of Object.entries({
    phone: { viewport: { width: 390, height: 844 } },
    light: { viewport: { width: 1440, height: 900 } },
    dark: { colorScheme: "dark", viewport: { width: 1280, height: 720 } },
  })) {
    const { page, close } = await withTaster(options);
    await sheet(page).locator(".editor-form").getByLabel("Title").fill("");
    await sheet(page).locator(".editor-wrong li").first().waitFor();
    assert.deepEqual(await axe(page), [], name);
    assert.ok(await sheet(page).evaluate((element) => element.scrollWidth <= element.clientWidth), `${name}: nothing is wider than the sheet`);
    await screenshot(page, `editor-${name}`);
    await sheet(page).getByRole("button", { name: "Text", exact: true }).click();
    assert.deepEqual(await axe(page), [], `${name}, text`);
    await sheet(page).getByRole("button", { name: "Begin with another…" }).click();
    assert.deepEqual(await axe(page), [], `${name}, beginnings`);
    await close();
  }
});

test("where the browser keeps nothing, the editor works and says so", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=05:00&open=editor", {
    before: (page) => page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("refused"); } })),
  });
  await sheet(page).getByRole("button", { name: "Begin with nothing" }).click();
  await sheet(page).getByText("This browser keeps nothing for this page").waitFor();
  await press(page, "Add what is on the screen as a step");
  await eventually(async () => assert.deepEqual(await titles(page), ["A new step"]));
  await close();
});
