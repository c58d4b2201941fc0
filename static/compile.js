// Reads texts of outages: loaded when somebody first opens one, and not before.
//
// The page puts this script into itself and then calls `outageCompile`. The work is done by the compiler (WebAssembly).

// The same mark for all parts, and the checksum of the WebAssembly file; see export.js.
const build = new URL(import.meta.url).search;
const integrity = "";

let compiler;

/** The compiler, loaded once. What failed is tried again the next time, as far as the browser forgets failures. */
function load() {
  compiler ??= (async () => {
    // The file that holds everything has it in itself.
    const inside = globalThis.outageInside;
    const module = inside?.modules.compiler ?? (await import(`./compiler.js${build}`));
    const file = new URL(`./compiler_bg.wasm${build}`, import.meta.url);
    await module.default({ module_or_path: inside?.wasm("compiler") ?? fetch(file, { integrity }) });
    return module;
  })();
  compiler.catch(() => (compiler = undefined));
  return compiler;
}

/**
 * Reads a text.
 *
 * @param {string} text the text of an outage
 * @param {(plan: Uint8Array | undefined, problems: string[]) => void} done told its plan, or what is wrong
 */
globalThis.outageCompile = async (text, done) => {
  let compiled;
  try {
    const module = await load();
    compiled = new module.Compiled(text);
  } catch (error) {
    return done(undefined, [String(error?.message ?? error)]);
  }
  const [plan, problems] = [compiled.plan(), compiled.problems()];
  compiled.free();
  done(plan, problems);
};
