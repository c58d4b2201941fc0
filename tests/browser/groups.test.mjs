// Groups without a server: a code as a picture that a phone reads, a wall that opens what each of them did, answers to take home.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { address, axe, eventually, open, screenshot } from "./harness.mjs";

const reader = readFile(createRequire(import.meta.url).resolve("jsqr/dist/jsQR.js"), "utf8");
const at = (step, session = "kinesis-2020-hour", more = "") => `/#/kinesis-2020?session=${session}&step=${step}${more}`;

/** What a phone reads in a picture: as it is on the screen, whatever surrounds it. */
async function scanned(page, picture) {
  await picture.waitFor();
  await picture.evaluate((image) => image.decode());
  const shot = (await picture.screenshot()).toString("base64");
  // Not as a script of the page: its policy would refuse that.
  await page.evaluate(`${await reader}; globalThis.jsQR ??= jsQR;`);
  return page.evaluate(async (shot) => {
    const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const brush = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height }).getContext("2d");
    brush.drawImage(bitmap, 0, 0);
    return globalThis.jsQR(brush.getImageData(0, 0, bitmap.width, bitmap.height).data, bitmap.width, bitmap.height)?.data;
  }, shot);
}

/** The link that a phone reads in the picture of a group's code. */
async function pictured(page, code) {
  const picture = page.getByRole("img", { name: "QR code of a link with our answers" });
  let link;
  await eventually(async () => {
    link = await scanned(page, picture);
    assert.ok(link?.endsWith(`&group=${code}`), link);
  });
  return link;
}

/** The code of a group that says when the first alarm goes off, in minutes. */
async function group(page, name, minutes) {
  await page.getByRole("slider", { name: /first alarm/ }).fill(minutes);
  const field = page.locator(".group-name");
  if (!(await field.isVisible())) await page.getByText("Our answers as a code").click();
  const code = page.locator(".group-code");
  await eventually(async () => assert.match(await code.inputValue(), /^outage\./));
  const nameless = await code.inputValue();
  await field.fill(name);
  await eventually(async () => assert.notEqual(await code.inputValue(), nameless));
  return code.inputValue();
}

test("a phone that scans a group's picture has it on its wall, and a damaged one disturbs nothing", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open(at(2), { colorScheme });
    const code = await group(page, "Blue", "60");
    const link = await pictured(page, code);
    const phone = await open(`/${new URL(link).hash}`, { viewport: { width: 390, height: 844 } });
    await phone.page.locator(".group-rows").waitFor();
    assert.match(await phone.page.locator(".group-rows tbody").innerText(), /^Blue\s+1 of 11/);
    assert.deepEqual((await phone.page.locator(".spread li").allInnerTexts()).map((text) => text.replace(/\s+/gu, " ")), ["03:45 Blue"]);
    // The address does not keep it, the browser does.
    await eventually(() => assert.doesNotMatch(phone.page.url(), /group=/));
    await phone.page.goto(address(at(2, "kinesis-2020-hour", `&group=${code.slice(0, 20)}x${code.slice(21)},hello`)));
    await phone.page.reload();
    await eventually(async () => assert.equal(await phone.page.locator(".problems li").count(), 2));
    assert.match(await phone.page.locator(".group-rows tbody").textContent(), /Blue/);
    assert.deepEqual(await axe(phone.page), []);
    assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await phone.close();
    await close();
  }
});

test("the link of the session is as large as the screen, and a phone reads it", async () => {
  const { page, close } = await open(at(3), { viewport: { width: 1280, height: 720 }, colorScheme: "dark" });
  await page.getByRole("button", { name: "Show the link for phones" }).click();
  const picture = page.getByRole("img", { name: "QR code of the link to this session" });
  await picture.waitFor();
  await eventually(async () => assert.equal(await scanned(page, picture), address("/#/kinesis-2020?session=kinesis-2020-hour&step=1")));
  assert.ok((await picture.boundingBox()).height > 480, "for the last row");
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "phones-dark");
  await page.keyboard.press("Escape");
  await picture.waitFor({ state: "detached" });
  await close();
});

test("the wall counts what is near, marks the truth once it is shown, and opens what a group bought", async () => {
  const { page, context, close } = await open(at(1, "taster-20"));
  const blue = await group(page, "Blue", "150");
  await page.getByRole("button", { name: "Show what happened" }).click();
  await page.locator(".session-panel").getByRole("button", { name: /^Next ?: / }).click();
  await page.getByText("They stay", { exact: true }).click();
  await page.locator(".session-panel").getByRole("button", { name: /^Next ?: / }).click();
  // The step may just have come.
  await eventually(() => page.locator(".prevent input[type=checkbox]").first().check());
  await page.getByRole("button", { name: "See what it does" }).click();
  await page.locator(".outcomes > li").nth(1).waitFor();
  const red = await page.locator(".group-code").inputValue();
  assert.notEqual(red, blue);
  await page.locator(".group-name").fill("Red");
  await page.getByText("Compare groups", { exact: true }).click();
  await page.locator(".group-codes").fill(`${blue}\n${await page.locator(".group-code").inputValue()}`);
  const row = page.locator(".group-rows tbody tr", { hasText: "Red" });
  await row.waitFor();
  assert.match((await row.innerText()).replace(/\s+/gu, " "), /^Red 2 of 3 2 Step 3: what they bought, peak errors 0\s?%/u);
  const [tab] = await Promise.all([context.waitForEvent("page"), row.getByRole("link").click()]);
  await eventually(async () => assert.match(tab.url(), /fix=thread-alarm/));
  await tab.close();
  // Back at the first question its truth is marked among the answers.
  await page.locator(".session-panel").getByRole("button", { name: "Back", exact: true }).click();
  await page.locator(".session-panel").getByRole("button", { name: "Back", exact: true }).click();
  await eventually(async () => assert.deepEqual((await page.locator(".spread li").allInnerTexts()).map((text) => text.replace(/\s+/gu, " ")), ["05:15 Blue", "05:15 Red", "05:14 the run"]));
  assert.equal(await page.locator(".spread-strip .truth").count(), 1);
  await screenshot(page, "wall");
  await close();
});

/** A session of somebody's own as a link holds it. */
const packed = (text) => `1.${deflateRawSync(Buffer.from(text)).toString("base64url")}`;

test("a session of one's own has a picture that brings session and answers; where it is too long, that is said", async () => {
  const own = `session = 1
id = "our-first"
title = "Our first session"
about = "For six engineers around one screen."

[[step]]
title = "A healthy night"
show = "kinesis-2020?t=02:40&blind=future"
say = "It is 02:40. In four minutes 120 servers join the fleet on the left."

  [[step.ask]]
  question = "When does the first alarm go off?"
  time = "K20-T3"
`;
  const { page, close } = await open(at(1, "file", `&sx=${packed(own)}`));
  const code = await group(page, "Blue", "60");
  const link = await pictured(page, code);
  const phone = await open(`/${new URL(link).hash}`, { viewport: { width: 390, height: 844 } });
  await phone.page.locator("#session-title", { hasText: "A healthy night" }).waitFor();
  await phone.page.locator(".group-rows").waitFor();
  assert.match(await phone.page.locator(".group-rows tbody").innerText(), /^Blue\s+1 of 1/);
  await phone.close();
  await close();
  const letters = Array.from({ length: 900 }, (_, at) => createHash("sha256").update(String(at)).digest("base64url").slice(0, 3));
  const long = await open(at(1, "file", `&sx=${packed(`${own.replace("[[step]]", `[[step]]\nnotes = "${letters.join(" ")}"`)}`)}`));
  await group(long.page, "Blue", "60");
  await long.page.getByText("It is too long for a picture that phones can scan. The link would hold the whole session, because it is one of your own. Copy the code instead").waitFor();
  assert.equal(await long.page.getByRole("img", { name: "QR code of a link with our answers" }).count(), 0);
  await long.close();
});

test("answers are taken home with the truth, the distance and the idea", async () => {
  const { page, close } = await open(at(1, "taster-20"));
  await group(page, "Blue", "60");
  await page.getByRole("button", { name: "Show what happened" }).click();
  await page.locator(".said").waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save our answers" }).click()]);
  assert.equal(file.suggestedFilename(), "taster-20-answers.md");
  const text = await readFile(await file.path(), "utf8");
  assert.match(text, /# Twenty minutes[^\n]*\n\nBlue\n[\s\S]*- You: 03:4[45]\n- The run: In this run: 05:14\. You said[\s\S]*- The idea: /);
  await page.evaluate(() => {
    globalThis.print = () => {};
  });
  await page.getByRole("button", { name: "Print them" }).click();
  assert.match(await page.locator(".session-paper").textContent(), /In this run: 05:14/);
  await close();
});

test("decisions of all groups stand on one clock, and the run of each opens", async () => {
  const { page, context, close } = await open(at(4));
  await page.locator(".command").waitFor();
  const codes = [];
  await page.getByText("Our answers as a code").click();
  for (const [name, decided] of [["Blue", "l0@180;a1@200;p@240;a2@300;."], ["Red", "a3@190;p@400;."]]) {
    await page.evaluate((decided) => localStorage.setItem("outage-explorer-session-kinesis-2020-hour.3", decided), decided);
    await page.locator(".group-name").fill(name);
    // What is decided while the code is looked at is in it a moment later.
    const before = codes.at(-1);
    await eventually(async () => {
      const code = await page.locator(".group-code").inputValue();
      assert.ok(code.length > 65 && code !== before, code);
      codes[name === "Blue" ? 0 : 1] = code;
    });
  }
  await page.getByText("Compare groups", { exact: true }).click();
  await page.locator(".group-codes").fill(codes.join("\n"));
  const strips = page.locator(".spread", { hasText: "What they decided, and when" }).locator("li:has(> svg)");
  await eventually(async () => assert.equal(await strips.count(), 2));
  assert.deepEqual([await strips.nth(0).locator("circle").count(), await strips.nth(0).locator("rect").count(), await strips.nth(1).locator("circle").count()], [3, 1, 1]);
  await strips.nth(1).locator("summary").click();
  assert.match(await strips.nth(1).innerText(), /2 decisions[\s\S]*\d\d:\d\d Told the public/);
  const [tab] = await Promise.all([context.waitForEvent("page"), page.locator(".group-rows tbody tr", { hasText: "Blue" }).getByRole("link").click()]);
  await eventually(async () => assert.match(tab.url(), /kinesis-2020\?.*off=.*at=/));
  assert.doesNotMatch(tab.url(), /session=|blind=/);
  await close();
});
