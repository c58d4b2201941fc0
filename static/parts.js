// The build (site/src/parts.rs) writes this into the app's module: it fetches the parts that the program was cut into, when
// the program asks for one. `wasm` is what the program exports.

// Each part: its file, then those that it shares with others; of each file its name, its address and its checksum.
const parts = {};
const here = {};

/** Brings a file into the program once, when those that it needs are there. What failed is tried again the next time. */
function bring([name, address, integrity], needed) {
  here[name] ??= (async () => {
    const file = globalThis.outageInside?.wasm(name) ?? fetch(new URL(address, import.meta.url), { integrity });
    const [response] = await Promise.all([file, needed]);
    await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: wasm });
  })();
  here[name].catch(() => delete here[name]);
  return here[name];
}

/** What the program calls for a part: it is told whether the part is there, through a function of its own. */
const loader = ([own, ...shared]) => async (told, what) => {
  let whole = true;
  try {
    await bring(own, Promise.all(shared.map((file) => bring(file))));
  } catch {
    whole = false;
  }
  wasm.__indirect_function_table.get(told)(what, whole);
};
const loaders = Object.fromEntries(Object.entries(parts).map(([name, files]) => [`__wasm_split_load_${name}`, loader(files)]));
