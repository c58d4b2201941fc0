// The built-in outages and their texts, for tests that open all of them, or one of their own.

import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";

const dist = new URL("../../dist/", import.meta.url);
const folder = new URL("../../scenarios/", import.meta.url);

/** The names of the outages: each has a page to read in the built folder. */
export const outages = readdirSync(dist).filter((name) => existsSync(new URL(`${name}/figure.svg`, dist)));

/** The text of an outage. */
export const outageText = (name) => readFile(new URL(`${name}.toml`, folder), "utf8");
