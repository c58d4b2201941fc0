// The page without a network. The build fills in what belongs to this version.
//
// A version is kept whole or not at all: every file is fetched and compared with its checksum before the version is
// offered, and is then answered from there. A new version waits until the page is next opened or reloaded. A page asks
// for its other files by names that change with what is in them, and the version before is kept for the pages that are
// still open: so no visit ever sees files of two versions.
//
// The pages below v/ are those of articles that keep to one version of the model: they are not this worker's.

const VERSION = "{version}";
const FILES = [
{files}
];

// Other pages of this host may keep caches of their own, and other copies of this page too.
const OURS = `outage-explorer ${self.registration.scope} `;
const CACHE = OURS + VERSION;

/** Marks the caches of versions that were in charge: one that was replaced while it waited is nobody's. */
const IN_CHARGE = "./in-charge";

/** How often the next version was asked to take over. */
let asked = 0;

/** A page that asks for itself again. A refresh without a script would not: what follows # makes it a jump in the page. */
const AGAIN = '<!doctype html><title>Outage Explorer</title><link rel="icon" href="data:,"><script>location.reload()</script>';

self.addEventListener("install", (event) => event.waitUntil(gather()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { scope } = self.registration;
  if (method === "GET" && url.startsWith(scope) && !url.startsWith(`${scope}v/`)) event.respondWith(answer(event.request));
});

async function gather() {
  // A host may go back to the version that is in charge, or was: its files are here already.
  if (await caches.match(IN_CHARGE, { cacheName: CACHE })) return;
  try {
    const cache = await caches.open(CACHE);
    // One after the other: somebody is using the page meanwhile.
    for (const [file, integrity] of FILES) await add(cache, file, integrity);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function add(cache, file, integrity) {
  // Asked for anew: a cache on the way may hold the file of another version under the same name.
  const response = await fetch(file, { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  // Some hosts redirect to another spelling of the address, and browsers refuse a redirected answer for a page.
  const { headers, status } = response;
  await cache.put(file, response.redirected ? new Response(await response.blob(), { headers, status }) : response);
}

/** The caches of this page's versions, the older first. */
async function versions() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

async function takeOver() {
  const tookOver = [];
  for (const cacheName of await versions()) {
    if (await caches.match(IN_CHARGE, { cacheName })) tookOver.push(cacheName);
  }
  const kept = [CACHE, tookOver.filter((name) => name !== CACHE).at(-1)];
  await Promise.all((await versions()).filter((name) => !kept.includes(name)).map((name) => caches.delete(name)));
  await (await caches.open(CACHE)).put(IN_CHARGE, new Response());
  await self.clients.claim();
}

async function answer(request) {
  if (request.mode !== "navigate") return (await kept(request.url)) ?? fetch(request);
  const next = self.registration.waiting;
  // It takes over when this version has nothing left to answer; where that takes long, this version answers once more.
  if (request.destination === "document" && next && (asked += 1) <= 3) {
    next.postMessage("take over");
    const policy = "default-src 'none'; img-src data:; script-src {again}";
    return new Response(AGAIN, { headers: { "Content-Type": "text/html", "Content-Security-Policy": policy } });
  }
  const url = new URL(request.url);
  url.search = "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  const cache = await caches.open(CACHE);
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(request);
}

/** A file that a page of this version, or of the one before, has asked for. */
async function kept(url) {
  const others = (await versions()).filter((name) => name !== CACHE);
  for (const cacheName of [CACHE, ...others.reverse()]) {
    const found = await caches.match(url, { cacheName, ignoreVary: true });
    if (found) return found;
  }
}
