// <outage-explorer>: a simulated outage in an article. No dependencies; docs/embedding.md explains it to authors.
//
//   <script src="https://…/embed.js" async></script>
//   <outage-explorer scenario="kinesis-2020" ui="controls" unlock="frontend.thread-limit" height="520">
//     A picture, a table, a link: whatever should stay where this cannot run.
//   </outage-explorer>
//
// The children stay until the figure is ready, and come back in print. The figure is embed.html, beside this file, in a
// frame that may run scripts but shares nothing with the page around it. The two send each other flat messages.

(() => {
  // As a module it has no current script: then its address is where this runs, or that of a script with its name. Copies
  // that are kept for one version of the model have a mark in their name.
  const base =
    document.currentScript?.src ||
    /https?:\S+\/embed(-\w+)?\.js\S*?(?=:\d)/.exec(new Error().stack)?.[0] ||
    [...document.scripts].find(({ src }) => /\/embed(-\w+)?\.js/.test(src))?.src;
  if (!base) throw new Error('outage-explorer: embed.js cannot tell where it is. Use <script src="https://…/embed.js">.');
  // The folder of the newest version, in which v/ has all of them. Articles that keep to a version name a script in v/.
  const root = base.replace(/(v\/\d+\/)?[^/]*$/, "");
  const before = customElements.get("outage-explorer");
  if (before) {
    // A page has one element of this name.
    if (before.root !== root) console.warn(`outage-explorer: that of ${before.root ?? "another page"} came first, ${base} is not used.`);
    return;
  }

  // How long the frame may take until it counts as failed, in milliseconds.
  const PATIENCE = 30000;
  // Milliseconds between two addresses of a frame: browsers follow about 200 in ten seconds, and drop what is more.
  const PACE = 100;
  // Attributes that are words of a link already.
  const WORDS = ["t", "seed", "speed", "loop", "end", "ui", "unlock", "show", "theme"];
  // Attributes that say what is shown, and all of them by the names of their properties.
  const SHOWN = [...WORDS, "link", "scenario", "src", "model", "set", "play"];
  const PROPERTIES = { height: "height", load: "load", loadLabel: "load-label" };
  for (const name of SHOWN) PROPERTIES[name] = name;
  // The heights of the figure's sizes on a wide page: reserved when the author says none, so that little jumps.
  const RESERVED = { figure: 460, controls: 680, full: 1740 };
  // The largest scenario file, in kB.
  const LARGEST = 512;

  // A style sheet object and not a <style>: a page may forbid inline styles.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; position: relative }
    :host([hidden]), .ready slot, .ready button, [hidden] { display: none }
    iframe { display: block; width: 100%; border: 0; position: absolute; top: 0; visibility: hidden }
    .ready iframe { position: static; visibility: visible }
    button { font: inherit; padding: .5em 1em; margin: .5em 0 }
    @media print {
      .box { min-height: 0 !important }
      .told slot { display: contents !important }
      .told iframe, button { display: none !important }
    }`);

  /** Words of a link, from a text or from an object. */
  const words = (given) =>
    typeof given === "string" ? given : `${new URLSearchParams(given)}`.replace(/=(null|undefined)(?=&|$)/g, "=");

  /** A scenario file as links hold it: deflated, in letters. `told` is what people call the file. */
  async function packed(address, told) {
    const refuse = (text, code = "scenario") => {
      throw Object.assign(new Error(`${told}: ${text}`), { code });
    };
    const response = await fetch(address).catch(({ message }) =>
      refuse(
        `cannot be fetched (${message}). From another site it needs Access-Control-Allow-Origin; a policy needs connect-src.`,
        "start",
      ),
    );
    if (!response.ok) refuse(`${address} answers ${response.status} ${response.statusText}. Is the address right?`);
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength > LARGEST * 1024) refuse(`the file is too large: ${LARGEST} kB at most.`);
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      refuse("the file is not text in UTF-8.");
    }
    if (/^\s*</.test(text)) refuse(`${address} is a web page, not a scenario file. Is the address right?`);
    const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const letters = Array.from(new Uint8Array(await new Response(deflated).arrayBuffer()), (byte) => String.fromCharCode(byte));
    return `1.${btoa(letters.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  }

  class OutageExplorer extends HTMLElement {
    static root = root;
    static observedAttributes = Object.values(PROPERTIES);

    #box = document.createElement("div");
    #here; // in the page, and ready to be told of attributes
    #started; // the figure is wanted
    #frame; // the iframe, once its address is known
    #shown; // that address
    #followed = -PACE; // when it was given
    #turn; // the newest attempt to give one
    #file = {}; // the scenario file that was fetched last
    #ready; // a promise of the `ready` event, with its functions
    #said; // that event of the address
    #waiting = new Map(); // answers that are waited for, by id
    #ids = 0;
    #failed; // the last start, while the reader has not gone away and come back
    #near = new IntersectionObserver((seen) => {
      const near = seen.at(-1).isIntersecting;
      if (!near) this.#failed = false;
      else if (!this.#failed) this.start();
    }, { rootMargin: "50% 0px" });

    constructor() {
      super();
      const slot = document.createElement("slot");
      this.#box.className = "box";
      this.#box.append(slot);
      // Children worth keeping in print.
      slot.onslotchange = () => this.#box.classList.toggle("told", this.textContent.trim() || this.children.length);
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#box);
      this.#expect();
    }

    connectedCallback() {
      // What a framework assigned before this file was there hides the property.
      for (const name of Object.keys(PROPERTIES)) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      addEventListener("message", this);
      this.#here = true;
      this.#failed = false;
      if (this.#started) this.#follow();
      else this.#wait();
    }

    #wait() {
      const load = this.getAttribute("load");
      if (load === "eager" && !this.#failed) return this.start();
      this.#withdraw();
      if (load === "click") return this.#offer();
      if (!this.#failed) this.#reserve();
      this.#near.disconnect(); // So that it tells anew what is near.
      this.#near.observe(this);
    }

    /** Keeps the place free that the figure will take. */
    #reserve() {
      const usual = RESERVED[this.getAttribute("ui")] || RESERVED.figure;
      this.#box.style.minHeight = `${parseFloat(this.getAttribute("height")) || usual}px`;
    }

    // Out of the page, out of memory: back in it, it begins anew.
    disconnectedCallback() {
      removeEventListener("message", this);
      this.#here = false;
      this.#near.disconnect();
      this.#stop("the element was removed");
    }

    // Moved by `moveBefore`, the frame goes on.
    connectedMoveCallback() {}

    attributeChangedCallback(name, old, value) {
      if (!this.#here || old === value) return;
      const shown = SHOWN.includes(name);
      if (this.#started) {
        if (!shown) return;
        // What is asked for from now on is meant for what the attributes say.
        if (this.#ready.done) this.#expect();
        this.#follow();
      } else if (this.#failed || !shown) {
        this.#failed = false;
        this.#wait();
      }
    }

    /** Gives the frame its address. Another outage or moment is another address: the same frame follows it, without
     * loading again and without a step in the reader's history. */
    async #follow() {
      const turn = (this.#turn = {});
      // Attributes that change together are one change.
      await new Promise((go) => setTimeout(go, this.#frame ? this.#followed + PACE - performance.now() : 0));
      const address = turn === this.#turn && (await this.#address().catch((problem) => problem));
      // Another change came, or the element left the page.
      if (turn !== this.#turn || !this.#here) return;
      if (address instanceof Error) return this.#fail(address.message, address.code);
      if (!this.#frame) this.#load(address);
      else if (address !== this.#shown) this.#frame.contentWindow.location.replace(address);
      else return this.#said && this.#settle(this.#said);
      this.#said = undefined;
      this.#shown = address;
      this.#followed = performance.now();
    }

    #load(address) {
      const frame = (this.#frame = document.createElement("iframe"));
      // An origin of its own lets the browser keep what it downloads, for the next figure and the next visit. Where that
      // would be this page's origin, the frame could take its sandbox off.
      const apart = new URL(base).origin !== origin;
      const allowed = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
      frame.setAttribute("sandbox", apart ? `${allowed} allow-same-origin` : allowed);
      frame.allow = "fullscreen; clipboard-write";
      frame.referrerPolicy = "no-referrer";
      frame.title = this.getAttribute("aria-label") || this.title || "Simulated outage";
      frame.src = address;
      frame.style.height = this.#box.style.minHeight;
      this.#box.append(frame);
      this.#ready.timer = setTimeout(() => this.#fail("The figure did not start in time."), PATIENCE);
    }

    async #address() {
      const src = this.getAttribute("src");
      let link = `/${this.getAttribute("scenario") ?? ""}`;
      if (src) {
        const { href, pathname } = new URL(src, document.baseURI);
        const told = pathname.split("/").at(-1);
        if (this.#file.href !== href) this.#file = { href, told, text: packed(href, told) };
        link = `/file?x=${await this.#file.text}`;
      } else if (this.hasAttribute("link")) {
        const given = this.getAttribute("link");
        link = given.slice(given.indexOf("#") + 1) || link;
      }
      const [, page, query] = /^([^?]*)\??(.*)$/s.exec(link);
      const set = (this.getAttribute("set") ?? "").split("&").filter((word) => word && !word.endsWith("="));
      // Another run than the link's has another digest.
      const other = set.length || this.hasAttribute("seed");
      const all = query.split("&").filter((word) => word && !(other && word.startsWith("m=")));
      all.push(...set);
      for (const word of WORDS) {
        const value = this.getAttribute(word);
        // Frameworks write an empty text where they mean none; only `unlock` has a meaning without a value.
        if (value || (value === "" && word === "unlock")) all.push(`${word}=${encodeURIComponent(value)}`);
      }
      if (!/^(0|false)$/.test(this.getAttribute("play") ?? 0)) all.push("play=1");
      return new URL(`embed.html#${page}${all.length ? `?${all.join("&")}` : ""}`, this.#folder).href;
    }

    /** Where the figure is: the newest, or in the folder of the version of the model that the article keeps to. */
    get #folder() {
      const model = this.getAttribute("model");
      return /^\d+$/.test(model) ? `${root}v/${model}/` : root;
    }

    /** Loads the figure now. Returns a promise of its `ready` event. */
    start() {
      this.#near.disconnect();
      if (!this.#started) {
        this.#started = true;
        this.#withdraw();
        this.#reserve();
        if (this.#here) this.#follow();
      }
      return this.#ready.promise;
    }

    // Each command returns a promise of its answer; one that is sent early waits until the figure is ready.
    play() { return this.send("play"); }
    pause() { return this.send("pause"); }
    /** `to`: a clock time, minutes since the trigger, or the id of an event or fact. */
    seek(to) { return this.send("seek", { to }); }
    /** `given`: as in a link, "fleet.servers=4000&off=restart", or an object of the same. */
    set(given) { return this.send("set", { set: words(given) }); }
    reset() { return this.send("reset"); }
    reveal(of) { return this.send("reveal", { of }); }
    /** `what`: { of: "a,b", from, until }; nothing ends it. */
    highlight(what) { return this.send("highlight", what); }
    /** `format`: "svg", "csv", "json" or "link"; the answer has it as `text`. */
    export(format) { return this.send("export", { format }); }
    state() { return this.send("state"); }

    async send(command, fields) {
      await this.start();
      return new Promise((resolve, reject) => {
        if (!this.#frame) throw new Error("the element was removed");
        const id = `${(this.#ids += 1)}`;
        this.#waiting.set(id, { resolve, reject });
        // A frame without an origin of its own cannot be named: "*". What is sent is no secret.
        this.#frame.contentWindow.postMessage({ ...fields, type: "outage-explorer", v: 1, id, command }, "*");
      });
    }

    handleEvent({ source, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow) return;
      if (data?.type !== "outage-explorer" || data.v !== 1 || typeof data.event !== "string") return;
      const { event, id, height } = data;
      if (height >= 100 && height <= 10000) this.#frame.style.height = `${Math.ceil(height)}px`;
      if (event === "ready") this.#show(data);
      if (event === "error" && ["start", "scenario"].includes(data.code)) return this.#fail(data.text, data.code);
      const answer = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (event === "error") answer?.reject(new Error(data.text));
      else answer?.resolve(data);
      this.dispatchEvent(new CustomEvent(event, { detail: data }));
    }

    #show(data) {
      clearTimeout(this.#ready.timer);
      this.#frame.title = data.title;
      this.#box.style.minHeight = "";
      this.#box.classList.add("ready");
      this.#settle(data);
      if (data.notices) console.warn(`outage-explorer: ${data.notices}`);
    }

    #settle(data) {
      this.#ready.done = true;
      this.#ready.resolve((this.#said = data));
    }

    #withdraw() {
      this.#box.querySelector("button")?.remove();
    }

    #offer() {
      const button = document.createElement("button");
      button.textContent = this.getAttribute("load-label") || "Run the simulation";
      button.part = "button";
      button.onclick = () => this.start();
      this.#box.append(button);
    }

    #expect() {
      const ready = (this.#ready = {});
      ready.promise = new Promise((resolve, reject) => Object.assign(ready, { resolve, reject }));
      ready.promise.catch(() => {}); // Told by the `error` event.
    }

    // The children stay, or come back.
    #fail(text, code = "start") {
      // The frame has the file from its address, and does not know what it is called.
      if (this.getAttribute("src")) text = text.replaceAll("the scenario in the link", this.#file.told);
      this.#stop(text);
      this.#failed = true;
      // An outage that is not there will not be there later either.
      if (code !== "scenario") this.#wait();
      console.warn(`outage-explorer: ${text}`);
      this.dispatchEvent(new CustomEvent("error", { detail: { code, text } }));
    }

    #stop(text) {
      clearTimeout(this.#ready.timer);
      for (const answer of [this.#ready, ...this.#waiting.values()]) answer.reject(new Error(text));
      this.#waiting.clear();
      this.#frame?.remove();
      this.#frame = this.#started = this.#turn = undefined;
      this.#file = {};
      this.#box.style.minHeight = "";
      this.#box.classList.remove("ready");
      this.#expect();
    }
  }

  // Every attribute is a property: frameworks assign what they find on an element. `set` and `play` are commands too, so
  // these read as the command and write the attribute.
  for (const [name, attribute] of Object.entries(PROPERTIES)) {
    const command = OutageExplorer.prototype[name];
    Object.defineProperty(OutageExplorer.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return command ?? this.getAttribute(attribute);
      },
      set(value) {
        if (value == null || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? "" : name === "set" ? words(value) : value);
      },
    });
  }

  customElements.define("outage-explorer", OutageExplorer);
})();
