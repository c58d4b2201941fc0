// Takes pictures of the page into target/screenshots/: `cargo xtask shots`.

import { open, quit, screenshot } from "./harness.mjs";

const sizes = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 700, height: 900 },
  { width: 390, height: 844 },
];

for (const viewport of sizes) {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open("/", { viewport, colorScheme });
    await screenshot(page, `${viewport.width}-${colorScheme}`, { fullPage: viewport.width <= 700 });
    await close();
  }
}
await quit();
