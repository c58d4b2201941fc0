// Programs that the tests start, and that end with them whatever happens.

import { spawn } from "node:child_process";

/**
 * A shell that ends its whole group when its standard input does: as this process ends it, or is ended itself. A folder
 * that the program used goes with it.
 */
const KEEPER = 'folder=$1; shift; "$@" </dev/null & read -r _; trap "" TERM; kill -TERM 0; sleep 2; [ -z "$folder" ] || rm -rf "$folder"; kill -KILL 0';

/**
 * Starts a program that cannot outlive this process.
 *
 * @param {object} options `env`; `read`: the number of a descriptor that the program writes to; `folder`: removed at the end
 * @returns said (what it printed last), the stream `from` of the descriptor, end
 */
export function keep(program, args, { env = process.env, read, folder = "" } = {}) {
  const stdio = ["pipe", "pipe", "pipe"];
  if (read) stdio[read] = "pipe";
  const child = spawn("sh", ["-c", KEEPER, "keeper", folder, program, ...args], { env, stdio, detached: true });
  const kept = { said: "", from: read && child.stdio[read], end: () => child.stdin.end() };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes) => (kept.said = (kept.said + bytes).slice(-2000)));
    stream.unref();
  }
  kept.from?.unref();
  child.stdin.on("error", () => {});
  child.stdin.unref();
  child.unref();
  return kept;
}

/** Tries until it succeeds, for so many milliseconds at most; `why` says what was wanted. */
export async function retry(attempt, why, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw new Error(`${why()}\n${error?.message ?? error}`);
    }
    await new Promise((done) => setTimeout(done, 40));
  }
}

/** The element at a path: selectors with " >> " between them, each inside the one before or its shadow root. */
export const find = (path) =>
  path.split(" >> ").reduce((root, selector) => {
    const found = (root.shadowRoot ?? root).querySelector(selector);
    if (!found) throw new Error(`there is no ${selector}`);
    return found;
  }, document);
