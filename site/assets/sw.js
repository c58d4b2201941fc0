// The page without a network. The build fills in what belongs to this version.
//
// A version is kept whole or not at all: every file is fetched and compared with its checksum before the version is
// offered, and is then answered from there, the page itself too. A new version waits until the next time the page is
// opened or reloaded and is open nowhere else. So no visit ever sees files of two versions.

const VERSION = "{version}";
const FILES = [
{files}
];

// Other pages of this host may keep caches of their own, and other copies of this page too.
const OURS = `outage-explorer ${self.registration.scope} `;
const CACHE = OURS + VERSION;

/** A page that asks for itself again. A refresh without a script would not: what follows # makes it a jump in the page. */
const AGAIN = '<!doctype html><title>Outage Explorer</title><link rel="icon" href="data:,"><script>location.reload()</script>';

self.addEventListener("install", (event) => event.waitUntil(gather()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});

async function gather() {
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

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  if (request.destination === "document" && (await giveWay(request))) {
    const policy = "default-src 'none'; img-src data:; script-src {again}";
    return new Response(AGAIN, { headers: { "Content-Type": "text/html", "Content-Security-Policy": policy } });
  }
  const url = new URL(request.url);
  url.search = "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  const cache = await caches.open(CACHE);
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(request);
}

/**
 * Lets a version that waits take over, unless the page is open elsewhere; then the visit has to be asked for again.
 *
 * A page that is reloaded is still among the clients, and one that is only being opened is not yet: a single client may be
 * the page itself or one that is open elsewhere. Browsers that do not tell reloads from visits keep the old version until
 * the page is open nowhere.
 */
async function giveWay({ isReloadNavigation }) {
  const next = self.registration.waiting;
  if (!next) return false;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.length > (isReloadNavigation === true ? 1 : 0)) return false;
  next.postMessage("take over");
  return true;
}
