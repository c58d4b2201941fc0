// In a worker, the program of the page is the simulation alone. The build (site/) adds this to the program's own module, and
// src/browser/beside.rs is the other end.
if (!globalThis.document && globalThis.WorkerGlobalScope) {
  onmessage = ({ data: module }) => {
    initSync({ module });
    onmessage = ({ data: [index, bytes] }) => {
      if (index !== null) return beside_hold(index, bytes);
      const began = performance.now();
      const run = beside_run(bytes);
      postMessage([performance.now() - began, run], [run.buffer]);
    };
    postMessage(null);
  };
}
