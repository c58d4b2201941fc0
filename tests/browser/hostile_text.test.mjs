// Words of an opened file that do not behave: very long, written from right to left, turning the order of what follows
// them, piled up. They stay in their boxes, and leave what is around them as it is read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, drawn, open, screenshot } from "./harness.mjs";
import { outageText } from "./texts.mjs";

const kinesis = await outageText("kinesis-2020");

const WORDS = {
  long: "W".repeat(300),
  turned: "\u202edrowkcab \u2066isolated and never ended",
  arabic: "شلال الطلبات الفاشلة في الخدمة الخلفية",
  hebrew: "תור \u200f7 \u202d8 9",
  towers: `Z${"\u0301\u0316".repeat(150)}algo`,
  emoji: "👩‍🚒🔥".repeat(40),
};

/** The scenario with a text for every label and title. */
const scenario = (words) =>
  kinesis
    .replace(/^(label|title|short|day|failing|about|statement|zone) = .*$/gm, (_, key) => `${key} = ${JSON.stringify(words)}`)
    .replace(/label = "[^"]*"/g, () => `label = ${JSON.stringify(words)}`);

const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

const choose = (page, name, text) => page.locator("input[type=file]").setInputFiles(file(name, text));

/** Elements that reach out of the box that they belong to, or out of the screen, at the side. */
const outside = (page) =>
  page.evaluate(() => {
    const boxes = ".card, .root-heading, .root-captions, .lane-name, .knob, .event, .fix, .panel-head, .panel-body, .top, .tab, .notice, .figure, .try-first, .transport, .handle-name, .tip, .sheet, .embed-top, .embed-foot, .about, body";
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.slice(0, 12)}”`;
    const found = [];
    for (const element of document.querySelectorAll("#app *")) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("svg, canvas, .unseen, .cursor-clip, thead, .scrubber")) continue;
      if (element.matches("[class*=unseen], .handle-name, .tip")) continue;
      const { left, right } = element.getBoundingClientRect();
      if (right <= left) continue;
      for (let up = element.parentElement; up; up = up.parentElement) {
        const box = up.getBoundingClientRect();
        if (up.matches(boxes) && (right > box.right + 1.5 || left < box.left - 1.5)) {
          found.push(`${name(element)} out of ${up.className || up.tagName}: ${Math.round(left)}–${Math.round(right)} of ${Math.round(box.left)}–${Math.round(box.right)}`);
          break;
        }
        if (up.matches(boxes) || getComputedStyle(up).overflowX !== "visible") break;
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page: ${scrollWidth} of ${clientWidth}`);
    return found.slice(0, 20);
  });

for (const [kind, words] of Object.entries(WORDS)) {
  test(`words that are ${kind} stay in their boxes`, async () => {
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      const { page, close } = await open("/", { viewport: { width, height } });
      await choose(page, "own.toml", scenario(words));
      await page.locator(".lane-label").filter({ hasText: words.slice(-1) }).first().waitFor();
      assert.deepEqual(await outside(page), [], `${width}`);
      await page.locator(".chip").first().click();
      await page.locator(".lane-name").last().click();
      assert.deepEqual(await outside(page), [], `${width}, unfolded`);
      await screenshot(page, `hostile-${kind}-${width}`, { fullPage: true });
      const turns = /[\u202a-\u202e\u2066\u2067\u200e\u200f\u061c]/;
      assert.doesNotMatch(await page.evaluate(() => document.title + document.documentElement.innerHTML), turns);
      await page.waitForFunction(() => location.hash.includes("x="));
      const link = await page.evaluate(() => location.hash);
      await page.goto(address(`embed.html${link}&ui=full`));
      await drawn(page);
      assert.deepEqual(await outside(page), [], `${width}, in an article`);
      await close();
    }
  });
}
