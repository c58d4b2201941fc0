// Taking command: the clock stops, somebody decides, the model answers, and then everybody looks back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { axe, eventually, open, screenshot } from "./harness.mjs";

const LINK = "/#/kinesis-2020?session=kinesis-2020-hour&step=4";
const button = (page, name) => page.getByRole("button", { name, exact: true });
const now = (page) => page.locator(".command-now b").innerText();
const stands = (page) => page.locator(".command-now", { hasText: "What do you do?" }).waitFor();

test("whoever commands looks, acts, tells the public, and sees what was true afterwards", async () => {
  const { page, pageErrors, close } = await open(LINK);
  await stands(page);
  assert.equal(await now(page), "05:14 PST");
  assert.equal(await page.locator(".blind-bar").count(), 1);
  // Nothing that operators did that day is on the page.
  await eventually(async () => assert.match(await page.evaluate(() => location.hash), /off=remove-capacity/));
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "command");

  // The clock goes on, and stops by itself for what arrives.
  await button(page, "Wait and go on").press("Enter");
  await page.locator(".command-now b", { hasText: "05:20" }).waitFor();
  await stands(page);
  assert.match(await page.locator(".command-news").innerText(), /Sites and apps/);
  assert.equal(await page.locator(".command-log").count(), 0);

  // Looking takes time, and what is found is told then.
  await page.getByRole("button", { name: /^Count the threads/ }).press("Enter");
  await page.locator(".command-log", { hasText: "more than the operating system allows" }).waitFor();
  assert.equal(await now(page), "05:40 PST");
  await page.locator(".command-go .primary:focus").waitFor();

  // The last decision can be taken back: the clock goes back to it.
  await button(page, "Take back").press("Enter");
  await eventually(async () => assert.equal(await now(page), "05:20 PST"));
  assert.equal(await page.locator(".command-log").count(), 0);
  await page.locator(".command-go .primary:focus").waitFor();
  await page.getByRole("button", { name: /^Count the threads/ }).press("Enter");
  await eventually(async () => assert.equal(await now(page), "05:40 PST"));
  await page.locator(".command-go .primary:focus").waitFor();
  await page.keyboard.press("Control+z");
  await eventually(async () => assert.equal(await now(page), "05:20 PST"));
  await page.getByRole("button", { name: /^Count the threads/ }).press("Enter");
  await eventually(async () => assert.equal(await now(page), "05:40 PST"));

  // The future cannot be reached around a decision.
  await page.locator("#scrubber").press("End");
  await eventually(async () => assert.equal(await page.getByTestId("clock").first().innerText(), "05:40"));

  // Telling the public late is slow: the tool fails too.
  await button(page, "Tell the public").press("Enter");
  await page.locator(".command-log", { hasText: "Told the public" }).waitFor();
  await page.locator("summary", { hasText: "Do something" }).click();
  // How large it is can be chosen, within what the outage allows.
  const size = page.locator("li", { hasText: "Restarting the front end" }).getByRole("textbox");
  await size.fill("9999");
  await page.locator(".command .problem", { hasText: "1 500" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Restarting the front end" }).isDisabled());
  assert.equal(await size.inputValue(), "9999", "what was typed stays");
  await size.fill("600");
  await page.getByRole("button", { name: "Restarting the front end" }).press("Enter");
  await eventually(async () => {
    const link = await page.evaluate(() => location.hash);
    assert.match(link, /at=restart-fleet@05:40/);
    assert.match(link, /frontend\.restart-rate=600/);
  });
  assert.match(await page.locator(".command-log").innerText(), /600/);
  await page.locator('[data-handle="restart-fleet"]').waitFor();

  // What was decided is kept.
  await page.reload();
  await page.locator(".command-log", { hasText: "Restarting the front end" }).waitFor();
  await eventually(async () => assert.equal(await now(page), "05:40 PST"));

  await button(page, "Hand over and look back").press("Enter");
  await page.locator("#debrief-title:focus").waitFor();
  const heads = () => page.locator(".debrief table").first().locator("thead th").allInnerTexts();
  assert.deepEqual(await heads(), ["", "You"], "the next step asks what happened that day");
  await button(page, "Compare with that day, and with the best plan").press("Enter");
  await eventually(async () => assert.deepEqual((await heads()).slice(1, 3), ["You", "That day"]));
  assert.match((await heads())[3], /^Best of \d+ plans$/);
  assert.equal(await page.getByTestId("clock").first().innerText(), "12:00");
  const decisions = await page.locator(".decisions").innerText();
  assert.match(decisions, /Your charts\s+Kinesis front end: no data/);
  assert.match(decisions, /True\s+\d+\s%? ?.*of requests to Kinesis front end fail/);
  assert.equal(await page.locator(".truth").count(), 1, "nothing is hidden but what comes later");
  assert.equal(await page.locator(".fact").count(), 0);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "debrief");

  // What was handed over is looked back on from where that was, also when the step is opened anew.
  await page.reload();
  await page.locator("#debrief-title").waitFor();
  await eventually(async () => assert.equal(await page.getByTestId("clock").first().innerText(), "12:00"));

  await button(page, "Take command again").click();
  await stands(page);
  assert.equal(await now(page), "05:14 PST");
  assert.equal(await page.locator(".command-log").count(), 0);
  assert.deepEqual(pageErrors, []);
  await close();
});

/** A session of somebody's own whose only command hides something or nothing. */
const own = (blind) => `/#/kinesis-2020?session=file&step=1&sx=1.${deflateRawSync(`session = 1
id = "our-first"
title = "Our first session"
about = "For six engineers around one screen."
[[step]]
title = "Decide"
show = "kinesis-2020?t=05:14${blind}"
say = "Decide."
  [step.command]
  until = "06:00"
  looks = [{ text = "Count the threads", finds = "As many as there may be." }]
[[step]]
title = "Afterwards"
show = "kinesis-2020?t=05:14"
say = "Look."
`).toString("base64url")}`;

test("where nothing is hidden, the last decision is taken back before any change of the page", async () => {
  const { page, close, pageErrors } = await open(own(""));
  await stands(page);
  const undo = page.getByRole("button", { name: /^Undo/ });
  await eventually(async () => assert.match(await page.evaluate(() => location.hash), /off=remove-capacity/));
  assert.ok(await undo.isDisabled(), "the step itself cannot be taken back");
  const look = page.getByRole("button", { name: /^Count the threads/ });
  const knob = page.locator('[data-knob="frontend.thread-limit"] input[type=range]');
  const decide = async () => {
    await look.press("Enter");
    await page.locator(".command-log", { hasText: "As many as there may be" }).waitFor();
    await knob.press("ArrowRight");
    await eventually(async () => assert.match(await page.evaluate(() => location.hash), /thread-limit=/));
  };
  await decide();
  await page.keyboard.press("Control+z");
  await look.waitFor();
  assert.equal(await page.locator(".command-log").count(), 0);
  assert.match(await page.evaluate(() => location.hash), /thread-limit=/);
  // Then the page's own changes.
  await page.keyboard.press("Control+z");
  await eventually(async () => assert.doesNotMatch(await page.evaluate(() => location.hash), /thread-limit=/));
  assert.match(await page.evaluate(() => location.hash), /off=remove-capacity/);
  await decide();
  // The button says what it takes back; in the field of a knob too the keys take back the decision.
  await page.getByRole("button", { name: /^Undo: / }).waitFor();
  await page.keyboard.press("Control+z");
  await look.waitFor();
  assert.equal(await page.locator(".command-log").count(), 0);
  // Handing over hides nothing either.
  await button(page, "Hand over and look back").press("Enter");
  await page.locator("#debrief-title").waitFor();
  assert.equal(await page.locator(".blind-bar").count(), 0);
  assert.deepEqual(pageErrors, []);
  await close();
});

test("whoever goes back to a command that is handed over sees it as it was left", async () => {
  const { page, close } = await open(own("&blind=operators"));
  await stands(page);
  assert.equal(await page.locator(".as-operators").count(), 1);
  await button(page, "Hand over and look back").press("Enter");
  await page.locator("#debrief-title:focus").waitFor();
  await eventually(async () => assert.equal(await page.locator(".as-operators").count(), 0));
  await page.getByRole("button", { name: "Next: Afterwards" }).click();
  await page.locator("#session-title", { hasText: "Afterwards" }).waitFor();
  await page.locator(".story-steps").getByRole("button", { name: "Back" }).click();
  await page.locator("#debrief-title").waitFor();
  await page.locator(".page.blind").waitFor();
  assert.equal(await page.locator(".as-operators").count(), 0);
  await eventually(async () => assert.equal(await page.getByTestId("clock").first().innerText(), "06:00"));
  // Whoever takes command again does not.
  await button(page, "Take command again").click();
  await stands(page);
  await page.locator(".as-operators").waitFor();
  await close();
});

test("the command fits on a phone", async () => {
  const { page, close } = await open(LINK, { viewport: { width: 390, height: 844 } });
  await stands(page);
  await page.locator(".command-go .primary").scrollIntoViewIfNeeded();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width}`);
  await screenshot(page, "command-phone");
  await close();
});
