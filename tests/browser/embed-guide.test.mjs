// What authors are given: the sheet that writes a snippet, the article to learn from, the guide.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { address, axe, open, screenshot } from "./harness.mjs";
import { MODEL } from "./forms.mjs";
import { clock, eventually, KNOB, openHost, ready } from "./host.mjs";

test("the embed sheet builds a snippet that works, with a preview", async () => {
  const { page, close, pageErrors } = await open(`/#/kinesis-2020?${KNOB}=6500&t=12:30`);
  assert.equal(await page.locator("iframe").count(), 0, "no preview until it is wanted");
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "With controls" }).check();
  await dialog.getByRole("radio", { name: "Dark" }).check();
  const preview = page.frameLocator("iframe.embed-preview");
  await preview.locator(`[data-knob="${KNOB}"]`).waitFor();
  assert.equal(await clock(preview), "12:30");
  const unlocked = async () => (await preview.locator("[data-knob]").evaluateAll((all) => all.map(({ dataset }) => dataset.knob))).sort();
  const usual = await unlocked();
  assert.ok(usual.includes(KNOB) && usual.length === 4, String(usual));
  const choices = dialog.getByRole("group", { name: "What readers may change" }).last();
  await choices.getByRole("checkbox", { name: "Servers in the fleet", exact: true }).uncheck();
  await preview.locator('[data-knob="frontend.servers"]').waitFor({ state: "detached" });
  assert.equal((await unlocked()).length, 3);
  assert.equal(await preview.locator("html").getAttribute("data-theme"), "dark");
  assert.equal((await axe(page)).join("\n"), "");
  await screenshot(page, "embed-sheet");
  const form = async (name) => {
    await dialog.getByRole("combobox", { name: "For", exact: true }).selectOption(name);
    return dialog.getByRole("textbox", { name: `Text for ${name}` }).inputValue();
  };
  const [element, frame] = [await form("HTML"), await form("HTML, frame only")];
  assert.match(element, /thread-limit=6500/);
  assert.match(element, / unlock="[^"]*frontend\.thread-limit/);
  assert.deepEqual(pageErrors, []);
  await close();

  const article = await openHost(element.replace("<outage-explorer", '<outage-explorer load="eager"'));
  const inside = await ready(article.page);
  assert.equal(await clock(inside), "12:30");
  assert.match(await article.page.locator("outage-explorer").textContent(), /As it happened/);
  await article.close();
  const plain = await openHost(frame);
  await plain.page.frameLocator("iframe").getByTestId("clock").waitFor();
  await plain.close();
});

test("the article steps through the outage as the reader scrolls", async () => {
  const { page, close, pageErrors, consoleMessages } = await open("examples/article.html", { wait: false });
  const frame = await ready(page);
  const step = (text) => page.locator("section", { hasText: text }).first();
  const until = (time) => frame.waitForFunction((time) => document.querySelector('[data-testid="clock"]').textContent === time, time);
  await screenshot(page, "article-top");
  for (const [title, time] of [["An ordinary night", "02:44"], ["The first alarms", "05:15"], ["The door closes", "07:01"]]) {
    await scrollTo(page, step(title));
    await until(time);
    await screenshot(page, `article-${time.replace(":", "")}`);
  }
  assert.ok((await frame.locator(".lane.dim").count()) > 3);
  await scrollTo(page, step("1.7 % higher"));
  await frame.getByText("no failure").first().waitFor();
  await scrollTo(page, step("What if Cognito had not waited"));
  await frame.waitForFunction(() => !document.body.innerText.includes("no failure"));
  await scrollTo(page, step("The first alarms"));
  await frame.getByText("As it happened").first().waitFor();
  assert.equal((await axe(page)).join("\n"), "");
  assert.deepEqual([consoleMessages, pageErrors], [[], []]);
  await close();
});

test("the article reads well on a phone, and without JavaScript", async () => {
  const phone = await open("examples/article.html", { wait: false, viewport: { width: 390, height: 844 } });
  const frame = await ready(phone.page);
  await scrollTo(phone.page, phone.page.locator("section", { hasText: "The door closes" }).first());
  await eventually(async () => assert.equal(await clock(frame), "07:01"));
  assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  await screenshot(phone.page, "article-390");
  await phone.close();
  const bare = await open("examples/article.html", { wait: false, javaScriptEnabled: false });
  assert.ok(await bare.page.getByText("What fails").isVisible());
  assert.ok(await bare.page.getByText("The last server").isVisible());
  await screenshot(bare.page, "article-without-javascript");
  await bare.close();
});

/** Scrolls so that a step of the article is the one that is read. */
async function scrollTo(page, step) {
  await step.evaluate((section) => scrollTo(0, section.offsetTop + section.offsetHeight / 2 - innerHeight * 0.6));
}

const guide = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/^```html\n(.*?)^```/gms)].map(([, html]) => html);

test("the guide has examples", () => assert.ok(examples.length >= 6));

for (const [index, html] of examples.entries()) {
  test(`example ${index + 1} of the guide works as it stands`, async () => {
    const body = html.replaceAll("https://outage.example/", address("/")).replaceAll(/ model="\d+"/g, ` model="${MODEL}"`);
    const { page, close, consoleMessages, pageErrors } = await openHost(body);
    const button = page.getByRole("button", { name: "Run the simulation" });
    if (html.includes('load="click"')) await button.click();
    await page.waitForFunction(() => heard.some((message) => message.event === "ready"));
    const { notices } = await page.evaluate(() => heard.find((message) => message.event === "ready"));
    assert.equal(notices, "");
    if (html.includes('id="after"')) {
      await page.locator("#after").click();
      await page.waitForFunction(() => heard.some((message) => /nothing fails/.test(message.summary)));
    }
    if (html.includes('to: "10:07"')) await page.waitForFunction(() => heard.some((message) => message.id === "1"));
    assert.deepEqual([pageErrors, consoleMessages.filter((text) => !text.startsWith("log: "))], [[], []]);
    await close();
  });
}
