// Each text that an author copies, in its kind of place: a page of another site, in every engine.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { evaluate, compile } from "@mdx-js/mdx";
import * as commonmark from "commonmark";
import { build } from "esbuild";
import markdownIt from "markdown-it";
import { createElement } from "react";
import * as runtime from "react/jsx-runtime";
import { renderToString } from "react-dom/server";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { address, axe, open, pageUrl, screenshot } from "./harness.mjs";
import { ENGINES, openIn } from "./engines.mjs";
import { around, copied, figureIn, MODEL } from "./forms.mjs";
import { serveArticles } from "./servers.mjs";
import { outageText } from "./texts.mjs";

const LINK = "/#/kinesis-2020?frontend.thread-limit=9000&t=12:30";
const SHOWN = { clock: "12:30", link: /frontend\.thread-limit=9000/ };
const ELEMENT = "outage-explorer >> iframe";
const HOSTILE = "<img src=x onerror='globalThis.hacked=1'></script>\"`{{ .Site }}{1+1}*x*";

const articles = await serveArticles();
const forms = await copied(LINK);
const explorer = new URL(pageUrl).origin;
const here = new URL(".", import.meta.url);

/** For systems that have no Hugo. */
const HUGO = { skip: process.env.HUGO === "none" && "HUGO=none: nothing is made with Hugo" };

/** A policy that allows nothing but what is named. */
const strict = (...more) => ({ "Content-Security-Policy": ["default-src 'none'", "img-src data:", ...more].join("; ") });

/** Opens an article and checks its figure; nothing may be complained about. */
async function shown(engine, url, path, expected = SHOWN) {
  const tab = await openIn(engine, url);
  await figureIn(tab, path, expected);
  assert.deepEqual(await tab.errors(), []);
  await tab.close();
}

test("the sheet has one text at a time, by keyboard and on a phone", async () => {
  const { page, context, close } = await open(LINK, { viewport: { width: 390, height: 844 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Embed" }).click();
  const chooser = page.getByRole("combobox", { name: "For", exact: true });
  await chooser.waitFor();
  assert.equal(await page.locator(".embed-text textarea").count(), 1);
  // The text says how high the figure is once the preview has told that.
  const reserved = await page.locator(".embed-text textarea").inputValue();
  await page.waitForFunction((reserved) => document.querySelector(".embed-text textarea").value !== reserved, reserved);
  await chooser.focus();
  for (const name of ["HTML, frame only", "React and MDX"]) {
    await page.keyboard.press("ArrowDown");
    await page.getByRole("textbox", { name: `Text for ${name}` }).waitFor();
  }
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Copy");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const text = await page.getByRole("textbox", { name: "Text for React and MDX" }).inputValue();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  assert.equal((await axe(page)).join("\n"), "");
  await screenshot(page, "embed-forms-390");
  await close();
});

for (const engine of ENGINES) {
  test(`HTML starts in ${engine}, also under a strict policy with Trusted Types`, async () => {
    await shown(engine, articles.put("/element.html", around(forms.HTML)), ELEMENT);
    const policy = strict(`script-src ${explorer}`, `frame-src ${explorer}`, "require-trusted-types-for 'script'");
    await shown(engine, articles.put("/strict-element.html", around(forms.HTML), policy), ELEMENT);
  });

  test(`the frame starts in ${engine}, also under a policy that allows no style and no script`, async () => {
    const frame = forms["HTML, frame only"];
    await shown(engine, articles.put("/frame.html", around(frame)), "iframe");
    await shown(engine, articles.put("/strict-frame.html", around(frame), strict(`frame-src ${explorer}`)), "iframe");
  });

  test(`MDX, rendered on a server and taken over by React, starts in ${engine}`, async () => {
    await shown(engine, await mdxArticle("/mdx.html", forms["React and MDX"]), "iframe");
  });

  test(`a site that Hugo makes starts in ${engine}`, HUGO, async () => {
    const site = await hugoSite(forms["Hugo: the file, once"], `${forms["Hugo: in the article"]}\n\nMore words.\n`);
    await shown(engine, articles.put("/hugo.html", site), ELEMENT);
    // The same file serves a line that keeps to no version.
    const newest = forms["Hugo: in the article"].replace(/ model="\d+"/, "");
    assert.match(await hugoSite(forms["Hugo: the file, once"], newest), /<p><a href="[^"]+(?<!\/v\/\d*)\/#\/kinesis-2020\?/);
  });

  test(`the address opens the moment in ${engine}, without a step in the history`, async () => {
    const tab = await openIn(engine, articles.put("/empty.html", around("")));
    await tab.goto(new URL("/nothing-here", forms.Address).href);
    const before = await tab.run(() => history.length);
    await tab.goto(forms.Address);
    await tab.waitFor('[data-testid="clock"]');
    assert.equal(await tab.text('[data-testid="clock"]'), "12:30");
    assert.match(await tab.run(() => location.href), new RegExp(`/v/${MODEL}/#/kinesis-2020\\?frontend\\.thread-limit=9000`));
    assert.ok((await tab.run(() => history.length)) <= before + 1);
    await tab.close();
  });
}

test("a frame in an article at the page's own address gets no access to it", async () => {
  const { "HTML, frame only": frame, "React and MDX": jsx, AMP: amp } = await copied(LINK, { same: true });
  for (const text of [frame, jsx, amp]) assert.doesNotMatch(text, /allow-same-origin/);
  const article = address("/article.html");
  const { page, close } = await open("/article.html", {
    wait: false,
    before: (page) => page.route(article, (route) => route.fulfill({ contentType: "text/html", body: around(frame) })),
  });
  await page.frameLocator("iframe").getByTestId("clock").waitFor();
  assert.equal(await page.frames()[1].evaluate(() => origin), "null");
  await close();
});

test("a frame starts in a content system that takes rights away and adds a mark to the address", async () => {
  const frame = forms["HTML, frame only"].replace(/sandbox="[^"]*"/, 'sandbox="allow-scripts"').replace(/(src="[^"]*)"/, '$1#?secret=abc"');
  await shown(ENGINES[0], articles.put("/marked.html", around(frame)), "iframe");
});

test("an article that does not keep to a version loads the newest", async () => {
  const newest = await copied(LINK, { keep: false });
  for (const text of Object.values(newest)) assert.doesNotMatch(text, /\/v\/\d|model="\d|integrity=/);
  await shown(ENGINES[0], articles.put("/newest.html", around(newest.HTML)), ELEMENT);
  await shown(ENGINES[0], articles.put("/newest-frame.html", around(newest["HTML, frame only"])), "iframe");
});

test("Hugo leaves HTML out of an article, which is why there is a shortcode", HUGO, async () => {
  const site = await hugoSite(forms["Hugo: the file, once"], forms.HTML);
  assert.doesNotMatch(site, /<outage-explorer/);
});

test("in Markdown that may hold HTML the element is one block", async () => {
  const article = `Before.\n\n${forms.HTML}\n\nAfter *it*.\n`;
  for (const html of [commonMark(article), markdownIt({ html: true }).render(article)]) {
    assert.ok(html.includes(forms.HTML) && html.includes("<em>it</em>"), html);
  }
  await shown(ENGINES[0], articles.put("/markdown.html", around(commonMark(article))), ELEMENT);
});

test("Markdown shows a picture that leads to the moment, where no HTML is left", async () => {
  const link = "/#/kinesis-2020?t=07:41";
  const { "Markdown and README": markdown } = await copied(link);
  const rendered = [commonMark(markdown, { safe: true }), markdownIt({ html: false }).render(markdown), await readme(markdown)];
  for (const html of rendered) {
    const { page, close } = await open(articles.put("/readme.html", around(html)), { wait: false });
    const picture = page.getByRole("link").getByRole("img", { name: /^Which services failed when: Kinesis/ });
    assert.ok(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 500)));
    await page.getByRole("link", { name: "Kinesis, 25 November 2020", exact: true }).click();
    await page.getByTestId("clock").waitFor();
    assert.equal(await page.getByTestId("clock").innerText(), "07:41");
    await close();
  }
});

test("a README keeps the words of the element, and nothing of it that runs", async () => {
  const html = await readme(forms.HTML);
  assert.doesNotMatch(html, /<script|outage-explorer\b(?!\/)/);
  assert.match(html, /<a href="[^"]+#\/kinesis-2020[^"]*">Kinesis, 25 November 2020<\/a>/);
  assert.match(html, /<th>As it happened<\/th>/);
});

test("a page that resizes as AMP does gives the figure its height when the reader wants it", async () => {
  assert.doesNotMatch(forms.AMP, /\son|style=|!important/);
  const { page, close } = await open(articles.put("/amp.html", around(`${forms.AMP}<script>${AMP}</script>`)), {
    wait: false,
    viewport: { width: 390, height: 844 },
  });
  await page.locator("[placeholder]").getByText("here at 12:30").waitFor();
  const frame = page.frameLocator("iframe");
  await frame.getByTestId("clock").waitFor();
  const overflow = page.getByRole("button", { name: "Show the whole figure" });
  await overflow.click();
  const [outer, inner] = [await page.locator("iframe").boundingBox(), await frame.locator("main").boundingBox()];
  assert.ok(Math.abs(outer.height - inner.height) <= 1, `${outer.height} ${inner.height}`);
  await close();
});

test("no text of somebody's file becomes markup in any of the places", async () => {
  const forms = await copied(await hostileLink());
  const pages = [
    [around(forms.HTML), ELEMENT],
    [around(forms["HTML, frame only"]), "iframe"],
    [around(`${commonMark(`${forms.HTML}\n\n${forms["Markdown and README"]}`)}`), ELEMENT],
  ];
  for (const [index, [html, path]] of pages.entries()) {
    await calm(articles.put(`/hostile-${index}.html`, html), path);
  }
  await calm(await mdxArticle("/hostile-mdx.html", forms["React and MDX"]), "iframe");
  assert.match(await readme(forms["Markdown and README"]), /&#x3C;img src=x|&lt;img src=x/);
});

test("no text of somebody's file becomes markup in a site that Hugo makes", HUGO, async () => {
  const forms = await copied(await hostileLink());
  const site = await hugoSite(forms["Hugo: the file, once"], forms["Hugo: in the article"]);
  await calm(articles.put("/hostile-hugo.html", site), ELEMENT);
});

/** A link to a file whose title is markup and script in every language that the texts are written in. */
async function hostileLink() {
  const scenario = await outageText("kinesis-2020");
  const hostile = scenario.replace(/^(title = ).*$/m, (_, key) => `${key}${JSON.stringify(HOSTILE)}`);
  return `/#/file?t=12:30&x=1.${deflateRawSync(hostile).toString("base64url")}`;
}

/** Opens an article whose texts are hostile: its figure starts, what it says is said as it is, and nothing of it runs. */
async function calm(url, path) {
  const tab = await openIn(ENGINES[0], url);
  await figureIn(tab, path, { clock: "12:30", link: /#\/file\?/ });
  assert.equal(await tab.run(() => globalThis.hacked), undefined);
  if (path === ELEMENT) assert.ok((await tab.run(() => document.querySelector("outage-explorer").textContent)).includes(HOSTILE));
  await tab.close();
}

const commonMark = (text, options) => new commonmark.HtmlRenderer(options).render(new commonmark.Parser().parse(text));

/** Markdown as GitHub shows it: what its list of allowed elements does not have is left out. */
async function readme(text) {
  const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true });
  return String(await pipeline.use(rehypeRaw).use(rehypeSanitize).use(rehypeStringify).process(text));
}

/** An article in MDX as Docusaurus and others serve it: rendered on the server, taken over by React in the browser. */
async function mdxArticle(path, form) {
  const text = `# An article\n\nBefore *it*.\n\n${form}\n\nAfter {1 + 1}.\n`;
  const { default: Article } = await evaluate(text, runtime);
  const program = String(await compile(text));
  const entry = `import { hydrateRoot } from "react-dom/client"; import { createElement } from "react"; import Article from "article";
    hydrateRoot(document.getElementById("root"), createElement(Article), { onRecoverableError: (error) => console.error(error) });`;
  const article = {
    name: "article",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^article$/ }, () => ({ path: "article", namespace: "mdx" }));
      onLoad({ filter: /.*/, namespace: "mdx" }, () => ({ contents: program, resolveDir: here.pathname }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: here.pathname },
    bundle: true,
    write: false,
    define: { "process.env.NODE_ENV": '"development"' },
    plugins: [article],
  });
  const script = articles.put("/article.js", outputFiles[0].text, { "Content-Type": "text/javascript" });
  const body = `<div id="root">${renderToString(createElement(Article))}</div><script src="${script}"></script>`;
  return articles.put(path, around(body));
}

/** The page that Hugo makes of an article in Markdown. */
async function hugoSite(shortcode, article) {
  const folder = await mkdtemp(join(tmpdir(), "outage-explorer-hugo-"));
  try {
    const files = {
      "config.toml": 'baseURL = "https://blog.example/"\ntitle = "A blog"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "home", "section"]\n',
      "content/outage.md": `---\ntitle: An article\n---\nBefore.\n\n${article}\n`,
      "layouts/_default/single.html": around("<main>{{ .Content }}</main>"),
      "layouts/shortcodes/outage.html": shortcode,
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    execFileSync("hugo", ["--quiet", "--source", folder], { stdio: ["ignore", "inherit", "inherit"] });
    return await readFile(join(folder, "public/outage/index.html"), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What AMP does with the element: a frame in the element's place, and the height that it asks for on a click. */
const AMP = `
  const element = document.querySelector("amp-iframe");
  const frame = document.createElement("iframe");
  for (const name of ["src", "sandbox", "height", "allow", "title"]) frame.setAttribute(name, element.getAttribute(name));
  frame.style.border = 0;
  const overflow = element.querySelector("[overflow]");
  overflow.hidden = true;
  element.append(frame);
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow || data.sentinel !== "amp" || data.type !== "embed-size") return;
    overflow.hidden = false;
    overflow.onclick = () => (frame.height = data.height);
  });
`;
