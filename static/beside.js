// In a worker, the program of the page is the simulation alone. The build (site/) adds this to the program's own module, and
// src/browser/beside.rs is the other end.
if (!globalThis.document && globalThis.WorkerGlobalScope) {
  onmessage = ({ data: module }) => {
    initSync({ module });
    onmessage = ({ data: [what, bytes] }) => {
      if (typeof what === "number") return beside_hold(what, bytes);
      const began = performance.now();
      const found = what === "run" ? beside_run(bytes) : beside_judge(bytes);
      postMessage([performance.now() - began, found], [found.buffer]);
    };
    postMessage(null);
  };
}
