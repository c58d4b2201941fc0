// Prints, for every file of a folder: name, bytes, bytes with gzip, bytes with brotli. Largest first.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

const sizes = files.map((entry) => {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  const name = relative(folder, path).split(sep).join("/");
  return [name, bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
});

sizes.sort((left, right) => right[3] - left[3]);
for (const size of sizes) console.log(size.join(" "));
