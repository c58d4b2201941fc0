// Texts of outages that somebody opens: a compiler that the first visit does not load reads them, and what is wrong with one
// is said with its place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { outageText } from "./texts.mjs";

const good = await outageText("dynamodb-2015");

const choose = (page, name, text) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Keeps the compiler back until it is let through. */
function hold() {
  let arrive;
  const held = new Promise((done) => (arrive = done));
  const before = (page) => page.route("**/compiler_bg.wasm*", (route) => held.then(() => route.continue()));
  return { before, arrive };
}

test("what is wrong with a file is that of the last one", async () => {
  const { page, close } = await open("/");
  const notices = page.locator(".notices");
  await choose(page, "one.toml", "format = 7");
  await notices.getByText("one.toml").first().waitFor();
  await choose(page, "two\u202e.toml", good.replace("trigger =", "tigger ="));
  await notices.getByText("two.toml").first().waitFor();
  assert.equal(await notices.getByText("one.toml").count(), 0);
  await choose(page, "three.toml", good);
  await notices.getByText("two.toml").first().waitFor({ state: "detached" });
  assert.equal((await notices.innerText()).trim(), "");
  await close();
});

test("a mistake is told with its line, and shown in it", async () => {
  const { page, close } = await open("/");
  await choose(page, "mine.toml", good.replace("format = 2\n", "format = 2\nsoup = 1\n"));
  const line = good.split("\n").indexOf("format = 2") + 2;
  const notice = page.locator(".notice", { has: page.locator(".excerpt") });
  await notice.waitFor();
  assert.match(await notice.textContent(), new RegExp(`mine\\.toml line ${line}:`));
  assert.match(await notice.locator(".excerpt").textContent(), /^ *soup = 1\n *\^+$/);
  await close();
});

test("the first visit comes without the compiler, and the page says that it reads until it is there", async () => {
  const { before, arrive } = hold();
  const { page, requests, close } = await open("/", { before });
  assert.deepEqual(requests.filter((url) => url.includes("compile")), []);
  await choose(page, "mine.toml", good);
  await page.getByText("Reading mine.toml…").waitFor();
  assert.match(await page.title(), /Kinesis/);
  arrive();
  await page.waitForFunction(() => document.title.includes("DynamoDB"));
  assert.equal(await page.getByText("Reading mine.toml…").count(), 0);
  await close();
});

test("a file that is still being read gives way to what somebody opens meanwhile", async () => {
  const { before, arrive } = hold();
  const { page, close } = await open("/", { before });
  await choose(page, "mine.toml", good.replace(/^short = .*$/m, 'short = "Mine"'));
  await page.getByText("Reading mine.toml…").waitFor();
  await page.locator('[data-scenario="dynamodb-2015"]').click();
  assert.equal(await page.getByText("Reading mine.toml…").count(), 0);
  const read = page.waitForResponse("**/compiler_bg.wasm*");
  arrive();
  await (await read).finished();
  // A further text is read after it.
  await choose(page, "other.toml", "format = 7");
  await page.locator(".notices").getByText("other.toml").first().waitFor();
  assert.equal(await page.locator(".tab", { hasText: "Mine" }).count(), 0);
  await close();
});

test("when the compiler cannot be loaded the page says so, and tries again", async () => {
  const { page, close } = await open("/");
  await page.route("**/compiler_bg.wasm*", (route) => route.abort());
  await choose(page, "mine.toml", good);
  await page.locator(".notices").getByText("mine.toml").first().waitFor();
  assert.match(await page.title(), /Kinesis/);
  await page.unroute("**/compiler_bg.wasm*");
  await choose(page, "mine.toml", good);
  await page.waitForFunction(() => document.title.includes("DynamoDB"));
  assert.equal((await page.locator(".notices").innerText()).trim(), "");
  await close();
});
