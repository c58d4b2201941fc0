// In the file that holds everything: the modules, which the scripts below put here, and their WebAssembly files, which stand
// in this page as packed text.

globalThis.outageInside = {
  modules: {},
  wasm(name) {
    const text = document.getElementById(`outage-${name}-wasm`).textContent;
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
  },
};
