// Hosts for the tests: one for other people's articles, one for the built page as a real host serves it. They end with
// the tests of the file.
//
//   const articles = await serveArticles();
//   const url = articles.put("/a.html", "<!doctype html>…", { "Content-Security-Policy": "…" });
//   articles.at("/a.html", "localhost")      the same page as that of another site: 127.0.0.1 and localhost are two
//
//   const explorer = await serveExplorer({ maxAge: 600 });
//   explorer.at("embed.html#/kinesis-2020")  an address in it; explorer.at("", "localhost") likewise
//   explorer.count(/\.wasm$/)                how often such a path was answered with its bytes: 200, not 304
//   explorer.requests                        [{ path, status, headers }], oldest first; explorer.forget() empties it
//   explorer.headers["Access-Control-Allow-Origin"] = undefined    its headers can be changed at any time
//   explorer.close()                         from then on nothing answers: the network is gone

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { extname, join, normalize } from "node:path";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** A server for pages that tests write: an origin of its own. */
export async function serveArticles() {
  const pages = new Map();
  const server = await listen((request, response) => {
    const found = pages.get(new URL(request.url, "http://host").pathname);
    response.writeHead(found ? 200 : 404, { "Content-Type": TYPES[".html"], ...found?.headers });
    response.end(found?.body);
  });
  const at = (path, name) => server.at(path, name);
  const put = (path, body, headers = {}) => {
    pages.set(path, { body, headers });
    return at(path);
  };
  return { put, at, close: server.close };
}

/**
 * A server for the built page.
 *
 * @param {object} options folder: the path that it is under; maxAge: for how many seconds browsers need not ask again, or
 *   `asNamed`: a year for files that are named after their content, and always for others; headers: more of them;
 *   part: only this folder of the page, such as "v/1/"; changed: a Map of files that are other than built
 */
export async function serveExplorer({ folder = "/explorer/", maxAge = 600, asNamed = false, headers = {}, part = "", changed } = {}) {
  const requests = [];
  const sent = { "Access-Control-Allow-Origin": "*", "Cache-Control": `public, max-age=${maxAge}`, ...headers };
  const server = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const { status, body, more } = await found(pathname, folder, request.headers["if-none-match"], part, changed);
    requests.push({ path: pathname, status, headers: request.headers });
    const named = asNamed && { "Cache-Control": /-[0-9a-f]{12,}\.\w+$/.test(pathname) ? "public, max-age=31536000, immutable" : "no-cache" };
    const known = Object.entries({ ...sent, ...named, ...more }).filter(([, value]) => value !== undefined);
    response.writeHead(status, Object.fromEntries(known));
    response.end(body);
  });
  return {
    at: (path = "", name) => server.at(folder + path.replace(/^\//, ""), name),
    count: (pattern) => requests.filter(({ path, status }) => status === 200 && pattern.test(path)).length,
    forget: () => requests.splice(0),
    requests,
    headers: sent,
    close: server.close,
  };
}

/** The file of the built page that a path means, or why there is none. */
async function found(pathname, folder, known, part, changed) {
  const inside = pathname.startsWith(folder) ? normalize(decodeURIComponent(pathname.slice(folder.length))) : "..";
  const name = inside === "." || inside.endsWith("/") ? join(inside, "index.html") : inside;
  const built = () => readFile(join(dist, part, name)).catch(() => undefined);
  const body = name.startsWith("..") ? undefined : (changed?.get(name) ?? (await built()));
  if (!body) return { status: 404, body: "There is nothing here", more: { "Content-Type": "text/plain" } };
  const tag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  const more = { ETag: tag, "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" };
  return known === tag ? { status: 304, more } : { status: 200, body, more };
}

const servers = new Set();

async function listen(answer) {
  const server = createServer(answer);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  const close = () => {
    servers.delete(close);
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  servers.add(close);
  return { at: (path, name = "127.0.0.1") => `http://${name}:${port}${path}`, close };
}

after(() => Promise.all([...servers].map((close) => close())));
