// A session in an article: what a step lets people do is done in the picture too, whatever the author has locked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, open } from "./harness.mjs";

test("what is bought in an article changes its picture and its figures", async () => {
  const { page, close, pageErrors } = await open("/embed.html#/kinesis-2020?session=taster-20&step=3", { wait: false });
  const peak = page.getByTestId("headline-peak");
  const changed = page.locator(".run-name");
  await page.getByText("Fewer, larger servers").click();
  await page.getByRole("button", { name: "See what it does" }).click();
  await eventually(async () => assert.match(await changed.innerText(), /Fewer, larger servers/));
  assert.match(await peak.innerText(), /^0\s%$/);
  await page.getByRole("button", { name: /^What if: / }).click();
  await eventually(async () => assert.match(await changed.innerText(), /Fewer, larger servers · ./));
  await page.getByRole("button", { name: "Choose again" }).click();
  await eventually(async () => assert.match(await peak.innerText(), /^96\s%$/));
  assert.deepEqual(pageErrors, []);
  await close();
});
