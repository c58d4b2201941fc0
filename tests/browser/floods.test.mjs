// A page that sends more than the frame can follow: each frame of the screen makes one run, and nobody waits in vain.
// The two are on different sites, so that each has a process of its own where the browser does that.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINES, openIn } from "./engines.mjs";
import { serveArticles, serveExplorer } from "./servers.mjs";

const articles = await serveArticles();
const explorer = await serveExplorer();
const SIZE = 2000;

async function openArticle(engine) {
  articles.put("/flood.html", `<!doctype html><title>An article</title><link rel="icon" href="data:,"><script>
      globalThis.heard = [];
      addEventListener("message", ({ data }) => data.event && heard.push(data));
    </script>
    <iframe src="${explorer.at("embed.html#/kinesis-2020?ui=controls&t=07:41")}" width="900" height="700" title="A figure"
      sandbox="allow-scripts allow-same-origin"></iframe>`);
  const tab = await openIn(engine, articles.at("/flood.html", "localhost"));
  await tab.until(() => heard.some(({ event }) => event === "ready"));
  const frame = tab.frame("iframe");
  const runs = () => frame.run(() => performance.getEntriesByName("simulate").length);
  return { tab, frame, runs };
}

for (const engine of ENGINES) {
  test(`each of ${SIZE} commands gets one answer, and all of them few runs, in ${engine}`, async () => {
    const { tab, frame, runs } = await openArticle(engine);
    const before = await runs();
    await tab.run((size) => {
      const send = (id, command) => frames[0].postMessage({ type: "outage-explorer", v: 1, id, ...command }, "*");
      for (let index = 1; index <= size; index += 1) {
        if (index % 100 === 0) send(index, { command: "set", set: "zebra=1" });
        else if (index % 10 === 0) send(index, { command: "seek", to: index / 10 });
        else send(index, { command: "set", set: `frontend.servers=${3000 + index}&theme=${index % 2 ? "dark" : "light"}` });
      }
    }, SIZE);
    await tab.until((size) => heard.filter(({ id }) => id).length >= size, SIZE);
    const answers = await tab.run(() => heard.filter(({ id }) => id).map(({ id, event }) => [id, event]));
    assert.equal(new Set(answers.map(([id]) => id)).size, SIZE);
    assert.equal(answers.length, SIZE);
    const refused = answers.filter(([, event]) => event === "error").map(([id]) => id);
    assert.deepEqual(refused, Array.from({ length: SIZE / 100 }, (_, index) => (index + 1) * 100));
    assert.ok((await runs()) - before < SIZE / 10, `${await runs()} runs`);
    const { link, minutes } = await tab.run(() => heard.findLast(({ link }) => link));
    assert.match(link, new RegExp(`servers=${3000 + SIZE - 1}`));
    assert.equal(minutes, (SIZE - 10) / 10);
    assert.equal(await frame.run(() => document.documentElement.dataset.theme), "dark");
    await tab.close();
  });
}

test("of many addresses the last one counts, and all of them make few runs", async () => {
  const { tab, frame, runs } = await openArticle(ENGINES[0]);
  const before = await runs();
  // From inside, where the browser drops none.
  await frame.run(async () => {
    for (let index = 1; index <= 150; index += 1) {
      location.hash = `#/kinesis-2020?ui=controls&frontend.servers=${3000 + index}&t=0${2 + (index % 7)}:00`;
      if (index % 10 === 0) await new Promise((done) => setTimeout(done));
    }
  });
  await tab.until(() => heard.some(({ link }) => /servers=3150/.test(link)));
  assert.ok((await runs()) - before < 75, `${await runs()} runs`);
  await tab.close();
});

test("many exports at once leave the frame time between them", async () => {
  const { tab, frame } = await openArticle(ENGINES[0]);
  await frame.run(() => {
    const tick = () => parent.postMessage({ event: "tick" }, "*") ?? setTimeout(tick);
    tick();
  });
  await tab.run(() => {
    for (let id = 1; id <= 40; id += 1) frames[0].postMessage({ type: "outage-explorer", v: 1, id, command: "export", format: "csv" }, "*");
  });
  await tab.until(() => heard.filter(({ event }) => event === "export").length === 40);
  const order = await tab.run(() => heard.map(({ event }) => event).filter((event) => ["export", "tick"].includes(event)));
  const pauses = order.filter((event, index) => event === "tick" && order[index - 1] === "export").length;
  assert.ok(pauses >= 20, `others had their turn ${pauses} times`);
  await tab.close();
});

test("commands and exports keep their order", async () => {
  const { tab } = await openArticle(ENGINES[0]);
  const texts = await tab.run(async () => {
    const send = (id, command) => frames[0].postMessage({ type: "outage-explorer", v: 1, id, ...command }, "*");
    for (const servers of [4000, 5000, 6000]) {
      send("", { command: "set", set: `frontend.servers=${servers}` });
      send(`link-${servers}`, { command: "export", format: "link" });
    }
    send("", { command: "reset" });
    send("link-reset", { command: "export", format: "link" });
    const exported = () => heard.filter(({ event }) => event === "export");
    while (exported().length < 4) await new Promise((done) => setTimeout(done, 20));
    return exported().map(({ id, text }) => [id, /servers=(\d+)/.exec(text)?.[1]]);
  });
  assert.deepEqual(texts, [["link-4000", "4000"], ["link-5000", "5000"], ["link-6000", "6000"], ["link-reset", null]]);
  await tab.close();
});
