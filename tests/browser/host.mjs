// A page of another site, for what is embedded there: another port is another origin.
//
//   import { openHost } from "./host.mjs";
//   const { page, frame, close } = await openHost(`<outage-explorer …></outage-explorer>`);

import { address, open } from "./harness.mjs";
import { serveArticles } from "./servers.mjs";

/** The script that authors put into their pages. */
export const script = `<script src="${address("embed.js")}" async></script>`;

let articles;

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
