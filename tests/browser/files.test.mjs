// Scenario files that somebody opens: what is wrong with one is no longer said once another is opened.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open } from "./harness.mjs";

const good = await readFile(new URL("../../scenarios/dynamodb-2015.toml", import.meta.url), "utf8");

test("what is wrong with a file is that of the last one", async () => {
  const { page, close } = await open("/");
  const choose = (name, text) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  const notices = page.locator(".notices");
  await choose("one.toml", "format = 7");
  await notices.getByText("one.toml").first().waitFor();
  await choose("two\u202e.toml", good.replace("step-minutes", "step-minuets"));
  await notices.getByText("two.toml").first().waitFor();
  assert.equal(await notices.getByText("one.toml").count(), 0);
  await choose("three.toml", good);
  await notices.getByText("two.toml").first().waitFor({ state: "detached" });
  assert.equal((await notices.innerText()).trim(), "");
  await close();
});
