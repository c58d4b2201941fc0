// What somebody changed, one step back and on; and who holds what where two things to drag lie upon each other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";

test("a change is taken back and made again, by keys and by buttons", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  const slider = page.locator(`[data-knob="frontend.thread-limit"] input[type=range]`);
  const before = await slider.inputValue();
  const stands = async (value) => {
    await page.waitForFunction(([input, value]) => input.value === value, [await slider.elementHandle(), value]);
  };
  const [undo, redo] = [/^Undo/, /^Redo/].map((name) => page.getByRole("button", { name }));
  assert.deepEqual([await undo.isDisabled(), await redo.isDisabled()], [true, true]);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const after = await slider.inputValue();
  assert.notEqual(after, before);
  await page.getByRole("button", { name: "Undo: Thread limit" }).waitFor();
  await page.keyboard.press("Control+z");
  await stands(before);
  await page.getByRole("button", { name: "Redo: Thread limit" }).click();
  await stands(after);
  // In a field, the keys are the browser's.
  await page.getByRole("button", { name: "Share this moment", exact: true }).click();
  await page.getByRole("dialog").locator("input, textarea").first().focus();
  await page.keyboard.press("Control+z");
  assert.equal(await slider.inputValue(), after);
  await close();
});

test("the knob of the playhead takes no action along", async () => {
  const { page, close } = await open("/#/kinesis-2020?t=07:51");
  const knob = await page.evaluate(() => {
    const { x, y } = document.querySelector(".playhead").getBoundingClientRect();
    return { x, y: y + 2 };
  });
  const handle = await page.locator('[data-handle="authoritative-bootstrap-rollout"]').boundingBox();
  assert.ok(Math.abs(handle.x + handle.width / 2 - knob.x) < 3, "the action lies under the playhead");
  await page.mouse.move(knob.x, knob.y);
  await page.mouse.down();
  await page.mouse.move(knob.x + 60, knob.y, { steps: 5 });
  await page.mouse.up();
  // It has followed the mouse.
  const is = (x) => page.waitForFunction((x) => Math.abs(document.querySelector(".playhead").getBoundingClientRect().x - x) < 2, x);
  await is(knob.x + 60);
  assert.deepEqual(await page.locator('[data-handle="authoritative-bootstrap-rollout"]').boundingBox(), handle);
  // Once it is away, the action can be dragged.
  await page.mouse.move(knob.x, knob.y + 4);
  await page.mouse.down();
  await page.mouse.move(knob.x - 60, knob.y + 4, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction(() => location.hash.includes("authoritative-bootstrap-rollout"));
  await is(knob.x + 60);
  await close();
});
