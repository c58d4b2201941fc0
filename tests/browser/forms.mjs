// What an author copies, for the tests that put it into its kind of place.
//
//   const forms = await copied("/#/kinesis-2020?t=07:41");       // { "HTML": "<script …", "AMP": …, … }
//   await figureIn(tab, "iframe", { clock: "12:30", link: /thread-limit=9000/ });

import assert from "node:assert/strict";
import { eventually, open, pageUrl } from "./harness.mjs";

/** The version of the model that the page tells articles to keep to. */
export const MODEL = await model();

async function model() {
  const page = await (await fetch(pageUrl)).text();
  const version = page.match(/name="outage-explorer-pin" content="v\/(\d+)\//)?.[1];
  assert.ok(version, "the page names its version");
  return version;
}

/**
 * The texts of the embed sheet for a link, by their names.
 *
 * @param {object} options keep: whether to keep to the version, as it is without a choice; same: whether the article has the
 *   page's address
 */
export async function copied(link, { keep = true, same = false } = {}) {
  const { page, close } = await open(link);
  await page.getByRole("button", { name: "Embed" }).click();
  const sheet = page.getByRole("dialog");
  const chooser = sheet.getByRole("combobox", { name: "For", exact: true });
  await chooser.waitFor();
  // The preview has told how high it is, and the text says so.
  const preview = sheet.frameLocator(".embed-preview");
  await preview.getByTestId("clock").waitFor();
  await eventually(async () => {
    const needed = await preview.locator("main").evaluate(whole);
    const told = (await sheet.locator(".embed-text textarea").inputValue()).match(/height="(\d+)"/)?.[1];
    assert.deepEqual([told, await sheet.locator(".embed-preview").getAttribute("height")], [`${needed}`, `${needed}`]);
  });
  if (!keep) await sheet.getByRole("checkbox", { name: /^(Keep|Keeps) this version/ }).uncheck();
  if (same) await sheet.getByRole("checkbox", { name: /^Is on the same address/ }).check();
  const names = await chooser.locator("option").allInnerTexts();
  const texts = {};
  for (const name of names) {
    await chooser.selectOption(name);
    const text = sheet.getByRole("textbox", { name: `Text for ${name}` });
    await text.waitFor();
    const expected = [same || "allow-same-origin", keep && `/v/${MODEL}/`, !keep && "/embed"].filter((word) => typeof word === "string");
    if (name === "HTML, frame only") await page.waitForFunction((words) => words.every((word) => document.querySelector(".embed-text textarea").value.includes(word)), expected);
    texts[name] = await text.inputValue();
  }
  await close();
  return texts;
}

/** In a page: how high a figure would be if its frame did not limit it. */
function whole(main) {
  main.style.maxHeight = "none";
  const { height } = main.getBoundingClientRect();
  main.style.removeProperty("max-height");
  return Math.ceil(height);
}

/** Waits until a frame of a page shows its figure, and checks that it is the run and the moment that its author saw. */
export async function figureIn(tab, path, { clock, link, lanes = 10 }) {
  const frame = tab.frame(path);
  await frame.waitFor('[data-testid="clock"]');
  assert.equal(await frame.text('[data-testid="clock"]'), clock);
  await frame.until((lanes) => document.querySelectorAll(".lane").length === lanes, lanes);
  assert.match(await tab.run(ask, path), link);
}

/** The link of what a frame shows: its answer to the page around it. */
function ask(path) {
  const find = (root, selector) => (root.shadowRoot ?? root).querySelector(selector);
  const frame = path.split(" >> ").reduce(find, document).contentWindow;
  return new Promise((done) => {
    addEventListener("message", ({ source, data }) => source === frame && data.id === "test" && done(data.link));
    frame.postMessage({ type: "outage-explorer", v: 1, id: "test", command: "state" }, "*");
  });
}

/** A page of another site around what is shown in it. */
export const around = (body, head = "") => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An article</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head>
<body>${body}</body></html>`;
