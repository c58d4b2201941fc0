// A page under development keeps nothing: this clears what a released page may have left in the browser.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clear()));

async function clear() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`outage-explorer ${self.registration.scope} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
