// Loads the app and starts it; if that fails, says so instead of leaving an empty page.
// Trunk writes the two <link> elements: the JavaScript module and the WebAssembly file.

try {
  // In somebody's article: `embed.html?load=click` downloads nothing until a reader wants it.
  if (new URLSearchParams(location.search).get("load") === "click") await click();
  const script = document.querySelector('link[rel="modulepreload"]').href;
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]').href;
  const { default: start } = await import(script);
  await start({ module_or_path: wasm });
} catch (error) {
  document.getElementById("fallback-reason").textContent = String(error);
  document.getElementById("fallback").hidden = false;
  document.getElementById("app").hidden = true;
  console.error(error);
  const message = { type: "outage-explorer", v: 1, event: "error", code: "start", text: String(error) };
  if (parent !== window) parent.postMessage(message, "*");
}

function click() {
  const button = document.createElement("button");
  button.className = "primary load";
  button.textContent = "Run the simulation";
  document.getElementById("app").append(button);
  return new Promise((done) => {
    button.onclick = () => {
      button.remove();
      done();
    };
  });
}
