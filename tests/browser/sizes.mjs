// Prints, for every file of a folder: name, bytes, bytes with gzip, bytes with brotli. Largest first. What is below v/ is
// for articles, and nearly the same again.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

const named = files.map((entry) => {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  return [relative(folder, path).split(sep).join("/"), path];
});
const sizes = named.filter(([name]) => !name.startsWith("v/")).map(([name, path]) => {
  const bytes = readFileSync(path);
  return [name, bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
});

sizes.sort((left, right) => right[3] - left[3]);
for (const size of sizes) console.log(size.join(" "));
