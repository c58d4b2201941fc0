// A page under development keeps nothing: this takes the place of what a released page may have left in the browser.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));
