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
  // As a module it has no current script: then its address is where this runs, or that of a script with its name. In an
  // article that keeps to a version of the model its name has a mark: embed-….js.
  const base =
    document.currentScript?.src ||
    /https?:\S+\/embed(-\w+)?\.js\S*?(?=:\d)/.exec(new Error().stack)?.[0] ||
    document.querySelector('script[src*="embed.js"], script[src*="/embed-"]')?.src;
  if (!base) throw new Error('outage-explorer: embed.js cannot tell where it is. Use <script src="https://…/embed.js">.');
  if (customElements.get("outage-explorer")) return;

  // How long the frame may take until it counts as failed, in milliseconds.
  const PATIENCE = 30000;
  // Attributes that are words of a link already.
  const WORDS = ["t", "seed", "speed", "loop", "end", "ui", "unlock", "show", "theme"];
  // The heights of the figure's sizes on a wide page: reserved when the author says none, so that little jumps.
  const RESERVED = { figure: 430, controls: 650, full: 1700 };

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

  class OutageExplorer extends HTMLElement {
    static observedAttributes = [...WORDS, "link", "scenario", "set", "play", "model"];

    #box = document.createElement("div");
    #frame; // the iframe, once it is wanted
    #ready; // a promise of the `ready` event, with its functions
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
      addEventListener("message", this);
      this.#failed = false;
      if (this.getAttribute("load") === "eager") this.start();
      else this.#wait();
    }

    #wait() {
      if (this.getAttribute("load") === "click") return this.#offer();
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
      this.#near.disconnect();
      this.#stop("the element was removed");
    }

    // Another outage or another moment: the same frame follows its address, without loading again and without a step in
    // the reader's history.
    attributeChangedCallback() {
      if (this.#frame) this.#frame.contentWindow.location.replace(this.src);
      else if (this.#failed) {
        this.#failed = false;
        this.#wait();
      }
    }

    /** The address of the frame. */
    get src() {
      const given = this.getAttribute("link") ?? "";
      const link = given.slice(given.indexOf("#") + 1) || `/${this.getAttribute("scenario") ?? ""}`;
      const [, page, query] = /^([^?]*)\??(.*)$/s.exec(link);
      const set = this.getAttribute("set");
      // Another run than the link's has another digest.
      const other = set || this.hasAttribute("seed");
      const words = query.split("&").filter((word) => !other || !word.startsWith("m="));
      words.push(set);
      for (const word of WORDS) {
        if (this.hasAttribute(word)) words.push(`${word}=${encodeURIComponent(this.getAttribute(word))}`);
      }
      if (this.hasAttribute("play")) words.push("play=1");
      const more = words.filter(Boolean).join("&");
      return new URL(`embed.html#${page}${more && `?${more}`}`, this.#folder).href;
    }

    /** Where the figure is: beside this script, or in the folder of the version of the model that the article keeps to. */
    get #folder() {
      const model = this.getAttribute("model");
      return /^\d+$/.test(model) ? new URL(`v/${model}/`, base.replace(/v\/\d+\/[^/]*$/, "")) : base;
    }

    /** Loads the figure now. Returns a promise of its `ready` event. */
    start() {
      this.#near.disconnect();
      if (!this.#frame) {
        this.#withdraw();
        this.#reserve();
        const frame = (this.#frame = document.createElement("iframe"));
        frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox");
        frame.allow = "fullscreen; clipboard-write";
        frame.referrerPolicy = "no-referrer";
        frame.title = this.getAttribute("aria-label") ?? this.title ?? "";
        frame.title ||= "Simulated outage";
        frame.src = this.src;
        frame.style.height = this.#box.style.minHeight;
        this.#box.append(frame);
        this.#ready.timer = setTimeout(() => this.#fail("The figure did not start in time."), PATIENCE);
      }
      return this.#ready.promise;
    }

    // Each command returns a promise of its answer; one that is sent early waits until the figure is ready.
    play() { return this.send("play"); }
    pause() { return this.send("pause"); }
    /** `to`: a clock time, minutes since the trigger, or the id of an event or fact. */
    seek(to) { return this.send("seek", { to }); }
    /** `words`: as in a link, "fleet.servers=4000&off=restart", or an object of the same. */
    set(words) { return this.send("set", { set: String(typeof words === "string" ? words : new URLSearchParams(words)) }); }
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
      this.#ready.resolve(data);
      if (data.notices) console.warn(`outage-explorer: ${data.notices}`);
    }

    #withdraw() {
      this.#box.querySelector("button")?.remove();
    }

    #offer() {
      this.#withdraw();
      const button = document.createElement("button");
      button.textContent = this.getAttribute("load-label") ?? "Run the simulation";
      button.part = "button";
      button.onclick = () => this.start();
      this.#box.append(button);
    }

    #expect() {
      this.#ready = Promise.withResolvers?.() ?? {};
      this.#ready.promise ??= new Promise((resolve, reject) => Object.assign(this.#ready, { resolve, reject }));
      this.#ready.promise.catch(() => {}); // Told by the `error` event.
    }

    // The children stay, or come back.
    #fail(text, code = "start") {
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
      this.#frame = undefined;
      this.#box.style.minHeight = "";
      this.#box.classList.remove("ready");
      this.#expect();
    }
  }

  customElements.define("outage-explorer", OutageExplorer);
})();
