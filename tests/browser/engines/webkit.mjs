// WebKit: MiniBrowser of WebKitGTK on a virtual screen, driven by plain WebDriver.

import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { returning } from "../visitor.mjs";
import { find, keep, retry } from "./keep.mjs";
import { startScreen } from "./screen.mjs";

// How long a page may take to paint for the first time, in milliseconds.
const PAINTED = 15_000;
const DRIVER = process.env.WEBKIT_DRIVER ?? "WebKitWebDriver";
// What WebDriver calls an element, and the keys that are no letters.
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Tab: 4, Enter: 7, Escape: 12, " ": 13, End: 16, Home: 17, ArrowLeft: 18, ArrowUp: 19, ArrowRight: 20, ArrowDown: 21 };

/** There is nothing to start but for each tab: the driver knows one browser at a time, and shows one window. */
export async function start(_, looks) {
  return { open: (size) => open(size, looks), end: async () => {} };
}

async function open(size, { dark, calm }) {
  const folder = await mkdtemp(join(tmpdir(), "webkit-"));
  await mkdir(join(folder, "gtk-3.0"));
  await writeFile(join(folder, "gtk-3.0/settings.ini"), `[Settings]\ngtk-enable-animations=${calm ? 0 : 1}\n`);
  const screen = await startScreen(folder);
  const env = {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    XDG_CONFIG_HOME: folder,
    DISPLAY: screen.display,
    // There is no graphics card and no desktop. It guards against nothing but our own page, and cannot as root.
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    NO_AT_BRIDGE: "1",
    GSETTINGS_BACKEND: "memory",
  };
  const port = await freePort();
  const driver = keep(DRIVER, [`--port=${port}`], { env, folder });
  const end = () => {
    driver.end();
    screen.end();
  };
  try {
    const ask = (method, path, body) => request(method, `http://127.0.0.1:${port}${path}`, body);
    await retry(() => ask("GET", "/status"), () => `${DRIVER} did not start: ${driver.said}`);
    const args = ["--automation", ...(dark ? ["--dark-mode"] : [])];
    const alwaysMatch = { "webkitgtk:browserOptions": { binary: browser(), args }, timeouts: { script: 60_000, pageLoad: 60_000 } };
    const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch } });
    const tab = session((method, path, body) => ask(method, `/session/${sessionId}${path}`, body), screen, size.newcomer);
    await tab.resize(size);
    const close = async () => {
      await ask("DELETE", `/session/${sessionId}`).catch(() => {});
      end();
    };
    return { ...tab, close };
  } catch (error) {
    end();
    throw error;
  }
}

/** What can be done with the window of a session. */
function session(ask, screen, newcomer) {
  let last = Promise.resolve();
  /** One after the other: a command works in the frame that was chosen last. */
  const inTurn = (work) => (last = last.then(work, work));
  const evaluate = async (fn, args) => {
    const answer = await ask("POST", "/execute/async", { script: inPage(fn), args: [JSON.stringify(args)] });
    if (answer.error) throw new Error(answer.error);
    return answer.element ?? (answer.json === undefined ? undefined : JSON.parse(answer.json));
  };
  const enter = async (frames) => {
    await ask("POST", "/frame", { id: null });
    for (const path of frames) await ask("POST", "/frame", { id: await evaluate(find, [path]) });
  };
  const run = (frames, fn, args) => inTurn(async () => (await enter(frames), evaluate(fn, args)));
  const load = (path, body) =>
    inTurn(async () => {
      await ask("POST", "/frame", { id: null });
      await ask("POST", path, body);
      await evaluate(listen, []);
      // Now and then a new window counts as hidden: nothing is painted, and no frame or figure comes near.
      if (!(await evaluate(paints, [PAINTED]))) throw Object.assign(new Error(`${path} ${url(body)}: WebKit paints nothing`), { again: true });
    });
  const url = (body) => body.url ?? "again";
  const known = new Set();
  /** Nothing can be run before the first script of a page: what a site remembers is set on another page of it. */
  const visit = (url) =>
    inTurn(async () => {
      const { origin, protocol } = new URL(url);
      if (newcomer || !protocol.startsWith("http") || known.has(origin)) return;
      known.add(origin);
      await ask("POST", "/frame", { id: null });
      await ask("POST", "/url", { url: `${origin}/nothing-here` });
      await evaluate(returning, []);
    });
  return {
    run,
    goto: (url) => visit(url).then(() => load("/url", { url })),
    reload: () => load("/refresh", {}),
    // Nothing before the page has loaded, and nothing of its frames: WebDriver has no ear for either.
    errors: () => run([], () => globalThis.engineErrors ?? [], []),
    resize: ({ width, height }) =>
      inTurn(async () => {
        await ask("POST", "/frame", { id: null });
        await ask("POST", "/window/rect", { x: 0, y: 0, width, height });
        const bars = await evaluate(() => outerHeight - innerHeight, []);
        await ask("POST", "/window/rect", { x: 0, y: 0, width, height: height + bars });
      }),
    click: (frames, path) =>
      inTurn(async () => {
        await enter(frames);
        const element = await evaluate(find, [path]);
        await ask("POST", `/element/${element[ELEMENT]}/click`, {});
      }),
    key: (name) =>
      inTurn(async () => {
        const value = name in KEYS ? String.fromCharCode(0xe000 + KEYS[name]) : name;
        const actions = ["keyDown", "keyUp"].map((type) => ({ type, value }));
        await ask("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] });
      }),
    picture: () =>
      inTurn(async () => {
        await ask("POST", "/frame", { id: null });
        const [width, height, bars] = await evaluate(
          // What has been changed is on the screen two frames later.
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done([innerWidth, innerHeight, outerHeight - innerHeight]), 100)))),
          [],
        );
        return screen.picture({ left: 0, top: bars, width, height });
      }),
  };
}

/**
 * Calls a function in the page, which may answer later. Elements go back as WebDriver knows them. It asks for a frame: in a
 * window in which nothing happens, what waits for the next one (frames that load when they are near) may wait for ever.
 */
const inPage = (fn) => `
  const [args, done] = arguments;
  requestAnimationFrame(() => {});
  (async () => (${fn})(...JSON.parse(args)))().then(
    (value) => done(value instanceof Element ? { element: value } : { json: JSON.stringify(value) }),
    (error) => done({ error: String(error) }),
  );`;

/** Whether something is painted, now or within so many milliseconds. */
function paints(patience) {
  return new Promise((done) => {
    requestAnimationFrame(() => done(true));
    setTimeout(() => done(false), patience);
  });
}

function listen() {
  const errors = (globalThis.engineErrors ??= []);
  addEventListener("error", ({ message }) => errors.push(String(message)));
  addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
  for (const kind of ["error", "warn"]) {
    const usual = console[kind];
    console[kind] = (...said) => (errors.push(`${kind}: ${said.join(" ")}`), usual.apply(console, said));
  }
}

async function request(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${new URL(url).pathname.split("/").slice(3).join("/")}: ${value.error} ${value.message}`);
  return value;
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** The browser is on no PATH: it lies beside WebKit's library. */
function browser() {
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  const roots = ["/usr/lib", "/usr/libexec", "/usr/lib64", ...readdirSync("/usr/lib").map((name) => `/usr/lib/${name}`)];
  const places = roots.flatMap((root) => ["4.1", "6.0", "4.0"].map((version) => `${root}/webkit2gtk-${version}/MiniBrowser`).concat(`${root}/webkitgtk-6.0/MiniBrowser`));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error("MiniBrowser, which belongs to WebKitGTK, was not found: name it with MINIBROWSER");
  return found;
}
