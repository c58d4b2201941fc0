// The texts of the built-in outages, for tests that open one of their own.

import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";

const folder = new URL("../../scenarios/", import.meta.url);

/** The names of the outages. */
export const outages = readdirSync(folder).filter((name) => name.endsWith(".toml")).map((name) => name.replace(/\.toml$/, "")).sort();

/** The text of an outage. */
export const outageText = (name) => readFile(new URL(`${name}.toml`, folder), "utf8");
