// What people take away from the page: the same bytes as on the command line, pixels, one zip, and nothing for those who
// take nothing.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { address, axe, drawn, launch, open, pageUrl, screenshot } from "./harness.mjs";

// The page at an address that figures can be compared with: those of tests/export.rs.
const PAGE = "https://outage.example/";
const golden = await readFile(new URL("../golden/exports.txt", import.meta.url), "utf8");
const lines = golden.split("\n").filter((line) => line.startsWith("#/")).map((line) => line.split(" "));
const links = [...new Set(lines.map(([link]) => link))];
const known = (link, kind) => lines.find((line) => line[0] === link && line[1] === kind)[2];

function digest(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}

/** Opens a link of the page as if it stood at the address above. */
async function visit(link, options = {}) {
  const before = async (page) => {
    await page.route(`${PAGE}**`, async (route) => {
      const url = route.request().url().replace(PAGE, pageUrl);
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    await options.before?.(page);
  };
  const opened = await open("/", { ...options, before, wait: false });
  await opened.page.goto(PAGE + link);
  await opened.page.getByRole("button", { name: "Export" }).waitFor();
  return opened;
}

async function openSheet(page) {
  await page.getByRole("button", { name: "Export" }).click();
  const sheet = page.getByRole("dialog", { name: "Export this moment" });
  await sheet.waitFor();
  return sheet;
}

/** Exports one kind and returns the file's name and bytes. */
async function take(page, kind) {
  const arrives = page.waitForEvent("download");
  await page.locator(`[data-export="${kind}"]`).click();
  const download = await arrives;
  await page.locator(".export-status[data-busy='']").waitFor();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Names of the files in a zip, from its directory at the end. */
function entries(zip) {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const names = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    names.push(zip.toString("utf8", at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}

/** Width and height in a PNG, and whether it moves. */
const png = (bytes) => ({
  size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
  moves: bytes.subarray(0, 200).includes("acTL"),
});

test("nothing of it is downloaded until somebody exports", async () => {
  const { page, requests, close } = await open("/#/kinesis-2020");
  await openSheet(page);
  assert.deepEqual(requests.filter((url) => /export/.test(url)), []);
  await close();
});

for (const link of links) {
  test(`the page exports what the command line writes: ${link}`, async () => {
    const { page, close, pageErrors, consoleMessages } = await visit(link, { colorScheme: "light" });
    const sheet = await openSheet(page);
    const colours = sheet.getByLabel("Colours of pictures");
    assert.equal(digest((await take(page, "figure-svg")).bytes), known(link, "figure-light"), "as shown");
    await colours.selectOption("auto");
    assert.equal(digest((await take(page, "figure-svg")).bytes), known(link, "figure-auto"));
    await colours.selectOption("dark");
    assert.equal(digest((await take(page, "whole-svg")).bytes), known(link, "whole-dark"));
    for (const kind of ["csv", "json", "timeline"]) {
      const { name, bytes } = await take(page, kind);
      assert.match(name, /^(kinesis|dynamodb)-20[-0-9a-z.]+?(-timeline)?\.(csv|json|md)$/);
      assert.equal(digest(bytes), known(link, kind), kind);
    }
    assert.deepEqual([...pageErrors, ...consoleMessages], []);
    await close();
  });
}

test("pictures in pixels are twice the size of the figure", async () => {
  const { page, close } = await visit("#/kinesis-2020?t=07:41");
  await openSheet(page);
  for (const kind of ["figure", "whole", "wide"]) {
    const svg = String((await take(page, `${kind}-svg`)).bytes);
    const [, width, height] = svg.match(/width="(\d+)" height="(\d+)"/);
    const { name, bytes } = await take(page, `${kind}-png`);
    assert.match(name, /^kinesis-2020-0741(-whole|-wide)?@2x\.png$/);
    assert.deepEqual(png(bytes), { size: [2 * width, 2 * height], moves: false });
  }
  await close();
});

test("the kit has everything, and the loop moves", async () => {
  const { page, close, pageErrors } = await visit("#/dynamodb-2015?t=04:10");
  const sheet = await openSheet(page);
  const begin = Date.now();
  const kit = await take(page, "kit");
  console.log(`kit: ${Date.now() - begin} ms, ${kit.bytes.length} bytes`);
  assert.equal(kit.name, "dynamodb-2015-0410-kit.zip");
  const names = entries(kit.bytes).map((name) => name.replace("dynamodb-2015-0410/", ""));
  const figures = ["figure", "whole", "wide"].flatMap((name) => [`${name}-dark`, `${name}-light`]);
  const pictures = figures.flatMap((name) => [`${name}.svg`, `${name}@2x.png`]);
  const others = ["README.md", "citation.bib", "link-qr.svg", "loop.png", "run.json", "series.csv", "timeline.md"];
  assert.deepEqual(names.toSorted(), [...others, ...pictures].toSorted());
  assert.match(await sheet.locator(".export-status").innerText(), /kit\.zip is ready/);

  const began = Date.now();
  const loop = await take(page, "animation");
  console.log(`loop: ${Date.now() - began} ms, ${loop.bytes.length} bytes`);
  assert.deepEqual(png(loop.bytes), { size: [1280, 720], moves: true });
  assert.ok(loop.bytes.length < 2_000_000, "small enough for a chat");
  assert.deepEqual(pageErrors, []);
  await close();
});

test("a slow machine gets the kit without the loop, and the kit does not speak of it", async () => {
  const { page, close } = await visit("#/dynamodb-2015?t=04:10");
  await openSheet(page);
  await page.evaluate(() => {
    let minutes = 0;
    performance.now = () => (minutes += 60_000);
  });
  const { bytes } = await take(page, "kit");
  const names = entries(bytes).map((name) => name.split("/")[1]);
  assert.ok(names.includes("figure-light@2x.png") && !names.includes("loop.png"), String(names));
  await close();
});

test("when the exporter cannot be loaded the page says so, and tries again", async () => {
  const { page, close } = await open("/#/kinesis-2020");
  await page.route("**/exporter_bg.wasm*", (route) => route.abort());
  const sheet = await openSheet(page);
  await page.locator('[data-export="csv"]').click();
  await sheet.locator(".export-status", { hasText: /could not be made/ }).waitFor();
  await page.unroute("**/exporter_bg.wasm*");
  assert.match((await take(page, "csv")).name, /\.csv$/);
  await page.keyboard.press("Escape");
  assert.match(await page.locator(".notices-place").innerText(), /could not be made/);
  await close();
});

for (const options of [{}, { colorScheme: "dark" }, { viewport: { width: 390, height: 844 } }]) {
  test(`the sheet works with the keyboard and assistive technology, ${JSON.stringify(options)}`, async () => {
    const { page, close } = await open("/#/kinesis-2020?t=07:41", options);
    const more = page.getByRole("button", { name: "More" });
    if (await more.isVisible()) await more.press("Enter");
    await page.getByRole("button", { name: "Export" }).focus();
    await page.keyboard.press("Enter");
    const sheet = page.getByRole("dialog", { name: "Export this moment" });
    await sheet.waitFor();
    assert.equal((await axe(page)).join("\n"), "");
    await screenshot(page, `export-${options.colorScheme ?? options.viewport?.width ?? "light"}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(width <= 0, `${width} px too wide`);
    const button = sheet.getByRole("button", { name: "Data: JSON" });
    await button.focus();
    const arrives = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    await arrives;
    assert.ok(await button.evaluate((node) => node === document.activeElement), "the focus stays");
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await close();
  });
}

test("figures are read by browsers that forbid scripts and other people's styles", async () => {
  const { page, close } = await visit("#/kinesis-2020?t=07:41");
  await openSheet(page);
  const svg = String((await take(page, "figure-svg")).bytes);
  const context = page.context();
  const reader = await context.newPage();
  const policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; img-src data:\">";
  const data = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  await reader.setContent(`<head>${policy}</head><img alt="" src="${data}">`);
  const size = await reader.evaluate(async () => {
    const image = document.querySelector("img");
    await image.decode();
    return image.naturalWidth;
  });
  assert.equal(size, 760);
  await close();
});

test("the page itself is a file, which opens from a folder at the moment that was exported", async () => {
  const { page, close } = await open("/#/dynamodb-2015?storage.gsis-per-table=1.5&t=04:10");
  await openSheet(page);
  const { name, bytes } = await take(page, "page");
  await close();
  assert.equal(name, "dynamodb-2015-0410-indexes-1.5.html");
  const folder = await mkdtemp(join(tmpdir(), "outage-explorer-"));
  await writeFile(join(folder, name), bytes);
  const context = await (await launch()).newContext();
  const single = await context.newPage();
  await single.goto(pathToFileURL(join(folder, name)).href);
  await drawn(single);
  assert.equal(await single.getByTestId("clock").innerText(), "04:10");
  assert.match(single.url(), /#\/dynamodb-2015\?storage\.indexes=1\.5&t=04:10/);
  // What is shared from the file leads to the page that it was made from.
  await single.getByRole("button", { name: "Share" }).click();
  assert.ok((await single.getByRole("textbox", { name: "The link" }).inputValue()).startsWith(`${pageUrl}dynamodb-2015/#/dynamodb-2015?`));
  await single.getByText("The link leads to the page that it was made from").waitFor();
  await single.keyboard.press("Escape");
  await single.getByRole("button", { name: "Export" }).click();
  assert.ok(String((await take(single, "figure-svg")).bytes).includes(`${pageUrl}#/dynamodb-2015?`));
  await context.close();
  await rm(folder, { recursive: true });
});
