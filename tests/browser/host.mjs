// A page of another site, for what is embedded there: another port is another origin.
//
//   import { openHost } from "./host.mjs";
//   const { page, frame, close } = await openHost(`<outage-explorer …></outage-explorer>`);

import { address, open } from "./harness.mjs";
import { serveArticles } from "./servers.mjs";

/** The script that authors put into their pages. */
export const script = `<script src="${address("embed.js")}" async></script>`;

export { eventually, painted } from "./harness.mjs";

let articles;

/** A knob that every figure of that outage has, and what an author leaves for those who see no figure. */
export const KNOB = "frontend.thread-limit";
export const FALLBACK = '<figure><a href="https://example.org/">The outage</a><table><tr><td>96 %</td></tr></table></figure>';

/** A figure with its script, as in an article. */
export const figure = (attributes = "", children = "") =>
  `${script}<outage-explorer scenario="kinesis-2020" load="eager" ${attributes}>${children}</outage-explorer>`;

/** What the clock of a figure shows. */
export const clock = (frame) => frame.getByTestId("clock").innerText();

/** The messages of an event. */
export const events = (heard, name) => heard.filter((message) => message?.event === name);

/** Opens an article and waits until its figure is ready. */
export async function openFigure(attributes, options = {}) {
  const opened = await openHost(figure(attributes, options.children), options);
  return { ...opened, frame: await ready(opened.page) };
}

/** How high the frame is, what is in it with all that can be scrolled to, and the figure itself. */
export async function heights(page, frame) {
  return {
    outer: await page.locator("iframe").evaluate((iframe) => iframe.clientHeight),
    inner: await frame.evaluate(() => document.documentElement.scrollHeight),
    content: await frame.locator("main").evaluate((main) => Math.ceil(main.getBoundingClientRect().height)),
  };
}

/** In the page: waits until browsers have told all earlier observers of the figure whether it is near. */
export const seen = () =>
  new Promise((done) => {
    const observer = new IntersectionObserver(() => (observer.disconnect(), setTimeout(done)), { rootMargin: "50% 0px" });
    observer.observe(document.querySelector("outage-explorer"));
  });

/** The address at which the other site serves a text, with some headers. */
export async function serve(path, body, headers = {}) {
  articles ??= serveArticles();
  return (await articles).put(path, body, headers);
}

/**
 * Opens a page of another site. `heard` collects every message that the page gets and every event of its elements.
 *
 * @param {string} body what the page holds
 * @param {object} options headers, and what `open` takes
 */
export async function openHost(body, { headers, ...options } = {}) {
  const record = "heard.js";
  await serve(`/${record}`, RECORD, { "Content-Type": "text/javascript" });
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An article</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,"><script src="/${record}"></script></head><body>${body}</body></html>`;
  const url = await serve("/article.html", html, headers);
  const opened = await open(url, { wait: false, ...options });
  const heard = () => opened.page.evaluate(() => globalThis.heard);
  return { ...opened, heard };
}

/** Waits until an element of the page is ready, and returns its frame. */
export async function ready(page, selector = "outage-explorer") {
  await page.waitForFunction(
    (selector) => document.querySelector(selector)?.shadowRoot?.querySelector(".ready"),
    selector,
  );
  const handle = await page.evaluateHandle((selector) => document.querySelector(selector).shadowRoot.querySelector("iframe"), selector);
  return handle.contentFrame();
}

/** Calls a method of an element of the page, and gives its answer or `{ refused }`. */
export const call = (page, method, ...given) => callOn(page, "outage-explorer", method, ...given);

/** The same, of one of several elements. */
export function callOn(page, selector, method, ...given) {
  return page.evaluate(
    ([selector, method, given]) =>
      document
        .querySelector(selector)
        [method](...given)
        .catch((error) => ({ refused: error.message })),
    [selector, method, given],
  );
}

const RECORD = `
  globalThis.heard = [];
  addEventListener("message", ({ data }) => heard.push(data));
`;
