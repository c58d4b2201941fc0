// Articles made with frameworks: each is one script that gives the page
//   change(props, text)   renders an element with these properties around a text; null takes it away
//   reference()           the element as the framework hands it out
// and sets `heardReady` when the element's event `ready` reaches a listener of the framework.

import { build } from "esbuild";
import { compile } from "svelte/compiler";
import { fileURLToPath } from "node:url";

const TELL = "const onReady = () => (globalThis.heardReady = true);";

const SOURCES = {
  react: `
    import { StrictMode, createElement, useEffect, useRef } from "react";
    import { createRoot, hydrateRoot } from "react-dom/client";
    import { flushSync } from "react-dom";
    ${TELL}
    function Article({ props, text }) {
      const figure = useRef(null);
      useEffect(() => { globalThis.reference = () => figure.current; });
      return props && createElement("outage-explorer", { ...props, ref: figure, onready: onReady }, createElement("p", null, text));
    }
    let root;
    globalThis.change = (props, text) => {
      const article = createElement(StrictMode, null, createElement(Article, { props, text }));
      const place = document.getElementById("root");
      // What a server has rendered is taken over.
      if (!root && place.firstChild) return (root = hydrateRoot(place, article));
      root ??= createRoot(place);
      flushSync(() => root.render(article));
    };`,
  preact: `
    import { createRef, h, render } from "preact";
    ${TELL}
    const figure = createRef();
    globalThis.reference = () => figure.current;
    globalThis.change = (props, text) =>
      render(props && h("outage-explorer", { ...props, ref: figure, onready: onReady }, h("p", null, text)), document.getElementById("root"));`,
  vue: `
    import { createApp, h, nextTick, ref, shallowRef } from "vue";
    ${TELL}
    const [shown, figure] = [shallowRef({}), ref(null)];
    const Article = { render: () => shown.value.props && h("outage-explorer", { ...shown.value.props, ref: figure, onReady }, [h("p", shown.value.text)]), setup: () => ({ figure }) };
    globalThis.reference = () => figure.value;
    createApp(Article).mount("#root");
    globalThis.change = (props, text) => ((shown.value = { props, text }), nextTick());`,
  lit: `
    import { html, nothing, render } from "lit";
    import { createRef, ref } from "lit/directives/ref.js";
    ${TELL}
    const figure = createRef();
    globalThis.reference = () => figure.value;
    // Some as properties, some as attributes.
    const article = (props, text) => html\`<outage-explorer \${ref(figure)} @ready=\${onReady} scenario=\${props.scenario} t=\${props.t} .ui=\${props.ui}
      .unlock=\${props.unlock} theme=\${props.theme} .load=\${props.load} .set=\${props.set} ?play=\${props.play}><p>\${text}</p></outage-explorer>\`;
    globalThis.change = (props, text) => render(props ? article(props, text) : nothing, document.getElementById("root"));`,
  svelte: `
    import { flushSync, mount } from "svelte";
    import Article from "article.svelte";
    mount(Article, { target: document.getElementById("root") });
    const change = globalThis.change;
    globalThis.change = (props, text) => flushSync(() => change(props, text));`,
};

const ARTICLE = `
  <script>
    let shown = $state.raw(null);
    let text = $state("");
    let figure = $state(null);
    globalThis.change = (props, words) => ([shown, text] = [props, words]);
    globalThis.reference = () => figure;
  </script>
  {#if shown}
    <outage-explorer {...shown} bind:this={figure} onready={() => (globalThis.heardReady = true)}><p>{text}</p></outage-explorer>
  {/if}`;

export const FRAMEWORKS = Object.keys(SOURCES);

const svelte = {
  name: "svelte",
  setup(build) {
    build.onResolve({ filter: /^article\.svelte$/ }, ({ path }) => ({ path, namespace: "svelte" }));
    build.onLoad({ filter: /.*/, namespace: "svelte" }, () => ({ contents: compile(ARTICLE, { generate: "client" }).js.code, resolveDir: here }));
  },
};
const here = fileURLToPath(new URL(".", import.meta.url));

/** The script of an article. */
export async function bundle(framework) {
  const { outputFiles } = await build({
    stdin: { contents: SOURCES[framework], resolveDir: here },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    conditions: ["browser", "production"],
    define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true" },
    plugins: [svelte],
  });
  return outputFiles[0].text;
}
