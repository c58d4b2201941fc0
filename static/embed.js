// <outage-explorer>: a simulated outage in an article; see docs/embedding.md. The figure is embed.html, beside this file,
// in a frame that shares nothing with the page around it. Until that is ready, and in print, the children stay.

(() => {
  // A module is no current script. That of a version is called v/3/embed-1a2b.js.
  const base =
    document.currentScript?.src ||
    /https?:\S+\/embed(-\w+)?\.js\S*?(?=:\d)/.exec(new Error().stack)?.[0] ||
    [...document.scripts].find(({ src }) => /\/embed(-\w+)?\.js/.test(src))?.src;
  if (!base) throw new Error('embed.js cannot tell where it is. Use <script src="https://…/embed.js">.');
  // The folder of the newest version. In its v/ are all that articles can keep to.
  const root = new URL(".", base).href.replace(/v\/\d+\/$/, "");
  const before = customElements.get("outage-explorer");
  if (before) {
    if (before.root !== root) console.warn(`outage-explorer: ${base} is not used, that of ${before.root} came first.`);
    return;
  }

  // Milliseconds until a frame counts as failed, and between its addresses: browsers drop more than 200 in ten seconds.
  const [PATIENCE, PACE] = [30000, 100];
  // Attributes that are words of a link already.
  const WORDS = ["t", "seed", "speed", "loop", "end", "ui", "unlock", "show", "theme"];
  // Attributes that say what is shown, and the others.
  const SHOWN = [...WORDS, "link", "scenario", "src", "model", "set", "play"];
  const ATTRIBUTES = [...SHOWN, "height", "load", "load-label"];
  const property = (name) => name.replace("-l", "L");
  // The heights of the sizes on a wide page, reserved when the author says none.
  const RESERVED = { figure: 540, controls: 840, full: 1980 };
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
    typeof given === "string" ? given : `${new URLSearchParams(given)}`.replace(/=(null|undefined)(?![^&])/g, "=").replaceAll("+", "%20");

  /** The link to a scenario file, which holds it deflated. `name` is for people. */
  async function packed(address, name) {
    const refuse = (text, code = "scenario") => {
      throw Object.assign(new Error(`${name}: ${text}`), { code });
    };
    const response = await fetch(address).catch(({ message }) =>
      refuse(`cannot be fetched (${message}). Another site has to allow it (CORS), a policy too (connect-src).`, "start"),
    );
    if (!response.ok) refuse(`${address} answers ${response.status}. Is the address right?`);
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength > LARGEST * 1024) refuse(`is too large: ${LARGEST} kB at most.`);
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      refuse("is not text in UTF-8.");
    }
    if (/^\s*</.test(text)) refuse(`${address} is a web page. Is the address right?`);
    const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    let letters = "";
    for (const byte of new Uint8Array(await new Response(deflated).arrayBuffer())) letters += String.fromCharCode(byte);
    return `/file?x=1.${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  }

  class OutageExplorer extends HTMLElement {
    static root = root;
    static observedAttributes = ATTRIBUTES;

    #box = document.createElement("div");
    #here; // in the page
    #started;
    #failed; // the last start, while the reader has not gone away and come back
    #frame;
    #shown; // the address of the frame, and since when
    #followed;
    #turn; // what may give it another
    #file = {};
    #ready; // a promise of the `ready` event, with its functions
    #said; // that event of this address
    #late; // the timer for it
    #waiting = new Map(); // answers by id
    #ids = 0;
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
      // What was assigned before this file was there.
      for (const name of ATTRIBUTES.map(property)) {
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
      this.#near.disconnect(); // It tells anew what is near.
      this.#near.observe(this);
    }

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
        // Commands from now on are for what the attributes say.
        if (this.#ready.done) this.#expect();
        this.#follow();
      } else if (this.#failed || !shown) {
        this.#failed = false;
        this.#wait();
      }
    }

    // The same frame follows another address, without loading again and without a step in the reader's history.
    async #follow() {
      const turn = (this.#turn = {});
      if (!this.#frame) {
        clearTimeout(this.#late);
        this.#late = setTimeout(() => this.#fail("The figure did not start in time."), PATIENCE);
      }
      // Attributes that change together are one change.
      await new Promise((go) => setTimeout(go, this.#frame ? this.#followed + PACE - performance.now() : 0));
      // One address after the other: `ready` goes on.
      if (turn !== this.#turn || (this.#frame && !this.#said)) return;
      const address = await this.#address().catch((problem) => problem);
      if (turn !== this.#turn || !this.#here) return;
      this.#turn = undefined;
      if (address instanceof Error) return this.#fail(address.message, address.code);
      if (!this.#frame) this.#load(address);
      else if (address === this.#shown) return this.#settle();
      else {
        this.#frame.contentWindow.location.replace(address);
        this.#giveTime();
      }
      this.#said = undefined;
      this.#shown = address;
      this.#followed = performance.now();
    }

    /** From now on, until `ready`. */
    #giveTime() {
      clearTimeout(this.#late);
      this.#late = setTimeout(() => this.#fail("The figure did not start in time."), PATIENCE);
    }

    #load(address) {
      const frame = (this.#frame = document.createElement("iframe"));
      // With an origin it has a cache; with this page's it could take its sandbox off. Articles may replace `origin`.
      const apart = ![origin, location.origin].includes(new URL(base).origin);
      const allowed = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
      frame.setAttribute("sandbox", apart ? `${allowed} allow-same-origin` : allowed);
      frame.allow = "fullscreen; clipboard-write";
      frame.referrerPolicy = "no-referrer";
      frame.title = this.getAttribute("aria-label") || this.title || "Simulated outage";
      frame.src = address;
      frame.style.height = this.#box.style.minHeight;
      this.#box.append(frame);
    }

    async #address() {
      const src = this.getAttribute("src");
      let link = `/${this.getAttribute("scenario") ?? ""}`;
      const given = this.getAttribute("link") ?? "";
      if (src) {
        const { href, pathname } = new URL(src, document.baseURI);
        const name = pathname.split("/").at(-1);
        if (this.#file.href !== href) this.#file = { href, name, link: packed(href, name) };
        link = await this.#file.link;
      } else link = given.slice(given.indexOf("#") + 1) || link;
      const [, page, query] = /^([^?]*)\??(.*)$/s.exec(link);
      const own = (this.getAttribute("set") ?? "").split("&").filter(Boolean);
      // Another run than the link's has another digest.
      if (own.length || this.hasAttribute("seed")) own.push("m=");
      for (const word of WORDS) {
        const value = this.getAttribute(word);
        // Frameworks write an empty text for none. An empty `unlock` has a meaning.
        if (value || (value === "" && word === "unlock")) own.push(`${word}=${encodeURIComponent(value)}`);
      }
      if (!/^(0|false)$/.test(this.getAttribute("play") ?? 0)) own.push("play=1");
      // They take the place of the link's; one without a value takes it back.
      const key = (word) => word.split("=")[0];
      const said = own.map(key);
      const linked = query.split("&").filter((word) => word && !said.includes(key(word)));
      const all = [...linked, ...own.filter((word) => !word.endsWith("=") || key(word) === "unlock")];
      const model = this.getAttribute("model");
      const folder = /^\d+$/.test(model) ? `${root}v/${model}/` : root;
      return new URL(`embed.html#${page}?${all.join("&")}`.replace(/\?$/, ""), folder).href;
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

    // Each command is a promise of its answer; one that is sent early waits until the figure is ready.
    play() { return this.send("play"); }
    pause() { return this.send("pause"); }
    seek(to) { return this.send("seek", { to }); }
    set(given) { return this.send("set", { set: words(given) }); }
    reset() { return this.send("reset"); }
    reveal(of) { return this.send("reveal", { of }); }
    highlight(what) { return this.send("highlight", what); }
    export(format) { return this.send("export", { format }); }
    state() { return this.send("state"); }

    async send(command, fields) {
      await this.start();
      return new Promise((resolve, reject) => {
        if (!this.#frame) throw new Error("the element was removed");
        const id = `${(this.#ids += 1)}`;
        this.#waiting.set(id, { resolve, reject });
        // A frame without an origin has no name but "*". What is sent is no secret.
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
      clearTimeout(this.#late);
      this.#frame.title = data.title;
      this.#box.style.minHeight = "";
      this.#box.classList.add("ready");
      this.#said = data;
      if (this.#turn) this.#follow();
      else this.#settle();
      if (data.notices) console.warn(`outage-explorer: ${data.notices}`);
    }

    #settle() {
      this.#ready.done = true;
      this.#ready.resolve(this.#said);
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
      // The frame does not know what the file is called.
      if (this.#file.name) text = text.replaceAll("the scenario in the link", this.#file.name);
      const next = this.#turn;
      this.#stop(text);
      if (next) return this.start();
      this.#failed = true;
      // An outage that is not there will not be there later either.
      if (code !== "scenario") this.#wait();
      console.warn(`outage-explorer: ${text}`);
      this.dispatchEvent(new CustomEvent("error", { detail: { code, text } }));
    }

    #stop(text) {
      clearTimeout(this.#late);
      for (const answer of [this.#ready, ...this.#waiting.values()]) answer.reject(new Error(text));
      this.#waiting.clear();
      this.#frame?.remove();
      this.#frame = this.#said = this.#started = this.#turn = undefined;
      this.#file = {};
      this.#box.style.minHeight = "";
      this.#box.classList.remove("ready");
      this.#expect();
    }
  }

  // Frameworks assign what an element has: every attribute. `set` and `play` read as commands, and write the attribute.
  for (const attribute of ATTRIBUTES) {
    const name = property(attribute);
    const command = OutageExplorer.prototype[name];
    Object.defineProperty(OutageExplorer.prototype, name, {
      configurable: true,
      enumerable: true,
      get() { return command ?? this.getAttribute(attribute); },
      set(value) {
        if (value == null || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? "" : name === "set" ? words(value) : value);
      },
    });
  }

  customElements.define("outage-explorer", OutageExplorer);
})();
