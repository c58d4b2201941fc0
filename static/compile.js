// Reads texts: loaded when somebody first opens one, asks how a component works, or how far an outage can be trusted.
//
// The page puts this script into itself and then calls `outageCompile`, `outageEquations`, `outageDraft`, `outageWritten` or
// `outageText`. The work on texts of outages and of sessions is done by the compiler (WebAssembly).

// The same mark for all parts, and the checksum of the WebAssembly file; see export.js.
const build = new URL(import.meta.url).search;
const integrity = "";

// The texts that are beside the page, with their checksums.
const texts = {};

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

/** A text of the page's own, by its name in the folder. */
async function textOf(name) {
  const inside = globalThis.outageInside;
  const file = new URL(`./${name}${build}`, import.meta.url);
  const response = inside?.wasm(name) ?? (await fetch(file, { integrity: texts[name] ?? "" }));
  if (!response.ok) throw new Error(`${file.pathname} cannot be read`);
  return response.text();
}

/** What becomes of a text: the plan, the problems, how each component works. */
async function compiled(text, inside) {
  const module = await load();
  const compiled = new module.Compiled(text, inside);
  const found = [compiled.plan(), compiled.problems(), compiled.sheets()];
  compiled.free();
  return found;
}

/**
 * Reads a text.
 *
 * @param {string} text the text of an outage
 * @param {(plan: Uint8Array | undefined, problems: string[]) => void} done told its plan, or what is wrong
 */
globalThis.outageCompile = async (text, done) => {
  let found;
  try {
    found = await compiled(text, false);
  } catch (error) {
    return done(undefined, [String(error?.message ?? error)]);
  }
  done(found[0], found[1]);
};

/**
 * Reads an outage to be looked into.
 *
 * @param {string} name the name of an outage of the page's own, or nothing
 * @param {string} text the text of another one
 * @param {(plan: Uint8Array | undefined, sheets: string[]) => void} done told its plan and how each component works, or what
 *   is wrong
 */
globalThis.outageEquations = async (name, text, done) => {
  let found;
  try {
    found = await compiled(name ? await textOf(`scenarios/${name}.toml`) : text, true);
  } catch (error) {
    return done(undefined, [String(error?.message ?? error)]);
  }
  done(found[0], found[0] ? found[2] : found[1]);
};

/**
 * Changes the text of a session that somebody writes, and reads it.
 *
 * @param {string[]} change the text, the place, how it changes, and the new value: see compiler/src/draft.rs
 * @param {(text: string, taken: string, session: Uint8Array | undefined, problems: string[], refused: string) => void} done
 *   told the text, what was taken out of it, what there is in it, what is wrong with it, and why it was not changed
 */
globalThis.outageDraft = async (change, done) => {
  let found;
  try {
    const module = await load();
    const draft = new module.Draft(...change);
    found = [draft.text(), draft.taken(), draft.session(), draft.problems(), draft.refused()];
    draft.free();
  } catch (error) {
    return done(change[0], "", undefined, [], String(error?.message ?? error));
  }
  done(...found);
};

/**
 * Writes a session as a text.
 *
 * @param {Uint8Array} session its compact form
 * @param {(text: string | undefined, problem: string) => void} done told the text, or what is wrong
 */
globalThis.outageWritten = async (session, done) => {
  let text;
  try {
    text = (await load()).Draft.written(session);
  } catch (error) {
    return done(undefined, String(error?.message ?? error));
  }
  done(text, text === undefined ? "this is no session" : "");
};

/**
 * Reads a text of the page's own.
 *
 * @param {string} name its name in the folder
 * @param {(text: string | undefined, problem: string) => void} done told the text, or what is wrong
 */
globalThis.outageText = async (name, done) => {
  let text;
  try {
    text = await textOf(name);
  } catch (error) {
    return done(undefined, String(error?.message ?? error));
  }
  done(text, "");
};
