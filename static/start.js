// Loads the app and starts it; if that fails, says so instead of leaving an empty page.
// Trunk writes the two <link> elements: the JavaScript module and the WebAssembly file.

try {
  const script = document.querySelector('link[rel="modulepreload"]').href;
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]').href;
  const { default: start } = await import(script);
  await start({ module_or_path: wasm });
} catch (error) {
  document.getElementById("fallback-reason").textContent = String(error);
  document.getElementById("fallback").hidden = false;
  document.getElementById("app").hidden = true;
  console.error(error);
}
