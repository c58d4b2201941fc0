// The article to learn from, and the addresses that are shared, in every engine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINES, drawn, openIn } from "./engines.mjs";
import { address, open } from "./harness.mjs";

const outages = ["kinesis-2020", "dynamodb-2015", "kinesis-2024"];

for (const engine of ENGINES) {
  test(`the example article steps its figure in ${engine}`, async () => {
    const tab = await openIn(engine, address("examples/article.html"));
    await tab.until(() => document.querySelector("outage-explorer").shadowRoot?.querySelector(".ready") != null);
    const frame = tab.frame("outage-explorer >> iframe");
    for (const [title, time] of [["The first alarms", "05:15"], ["The door closes", "07:01"]]) {
      await tab.run((title) => {
        const section = [...document.querySelectorAll("section")].find(({ innerText }) => innerText.includes(title));
        scrollTo(0, section.offsetTop + section.offsetHeight / 2 - innerHeight * 0.6);
      }, title);
      await frame.until((time) => document.querySelector('[data-testid="clock"]').textContent === time, time);
    }
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });

  test(`a link that Share gives opens its moment in ${engine}, and an old link too`, async () => {
    const link = "#/dynamodb-2015?storage.gsis-per-table=1.5&t=04:10";
    const tab = await openIn(engine, address(`dynamodb-2015/${link}`));
    for (const next of [undefined, address(`/${link}`), address(`kinesis-2020/index.html${link}`)]) {
      if (next) await tab.goto(next);
      // WebKit counts a page as loaded while it still leads on.
      const onward = address(next?.includes("index.html") ? `index.html${link}` : `/${link}`);
      await tab.until((onward) => location.href.startsWith(onward), onward);
      await drawn(tab);
      assert.equal(await tab.text('[data-testid="clock"]'), "04:10");
    }
    // The page to read stays where it is when nothing is named behind it.
    await tab.goto(address("dynamodb-2015/#facts"));
    await tab.until(() => /DynamoDB/.test(document.querySelector("h1")?.innerText) && location.href.endsWith("/dynamodb-2015/#facts"));
    assert.deepEqual(await tab.errors(), []);
    await tab.close();
  });
}

test("a host that drops the slash at the end of an address serves the page to read, and leads on from it", async () => {
  const bare = address("kinesis-2020");
  const text = await (await fetch(`${bare}/`)).text();
  const { page, close } = await open("/kinesis-2024/", {
    wait: false,
    before: (page) => page.route(bare, (route) => route.fulfill({ contentType: "text/html", body: text })),
  });
  await page.goto(bare);
  await page.waitForFunction(() => document.querySelector("figure img").naturalWidth > 0 && document.styleSheets[0]?.cssRules.length > 0);
  await page.goto(address("kinesis-2024/"));
  await page.goto(`${bare}#/kinesis-2020?t=07:41`);
  await page.getByTestId("clock").waitFor();
  assert.ok(page.url().startsWith(address("/#/kinesis-2020")), page.url());
  await close();
});

test("going back from a shared link goes to where the reader was", async () => {
  const { page, close } = await open("/kinesis-2024/", { wait: false });
  await page.goto(address("dynamodb-2015/#/dynamodb-2015?t=04:10"));
  await page.getByTestId("clock").waitFor();
  await page.goBack();
  await page.waitForURL(address("kinesis-2024/"));
  await close();
});

test("those who preview a link are told its outage, without a script", async () => {
  const said = new Set();
  for (const id of outages) {
    const page = await (await fetch(address(`${id}/`))).text();
    const content = (name) => page.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]+)"`))?.[1];
    const title = page.match(/<h1>(.*?)<\/h1>/)[1];
    assert.equal(content("og:title"), title);
    assert.ok(content("og:description").length > 80 && content("og:description") === content("description"));
    said.add(title + content("og:description"));
  }
  assert.equal(said.size, outages.length);
});
