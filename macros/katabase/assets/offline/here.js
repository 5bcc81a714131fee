// What a page does so that the site works without a signal: it brings the worker in, lets it
// fetch while the page is idle, says when there is no connection, and that there is a newer
// version. A page is never loaded anew by itself: somebody may be writing.

import { root } from "../page.js";
import { say } from "../words.js";

const ON = true; // the build writes false here where a site wants no worker

/** More than this is fetched only if somebody wishes it: bytes as they lie on the device. */
export const LARGE = 12_000_000;

const ASSETS = new URL("..", import.meta.url).href.slice(root().length);
const WISH = "__keep"; // where the wish for everything is remembered
const HOUR = 60 * 60 * 1000;

/** @type {Promise<ServiceWorker | null>} null where there is none to be had */
export const worker = register().catch(() => null);

async function register() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return null; // http without encryption, or a private window
  if (!ON) {
    const old = await serviceWorker.getRegistration(root());
    if (old?.scope === root()) await old.update(); // the worker that takes its leave
    return null;
  }
  const made = await serviceWorker.register(new URL("sw.js", root()), { scope: root() });
  if (!made) return null;
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < HOUR) return;
    looked = Date.now();
    made.update().catch(() => {});
  });
  await serviceWorker.ready;
  serviceWorker.addEventListener("message", look);
  serviceWorker.addEventListener("controllerchange", go_on);
  return made.active;
}

/**
 * Asks the worker of this page.
 * @param {{ask: "state" | "more" | "these", all?: boolean, paths?: string[]}} wish
 * @returns {Promise<OfflineState | null>}
 */
export async function ask(wish) {
  const active = navigator.serviceWorker?.controller ?? (await worker);
  if (!active) return null;
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    active.postMessage({ ...wish, assets: ASSETS }, [port2]);
  });
}

/** Whether this device asks to be spared. */
export const saves = () => /** @type {any} */ (navigator).connection?.saveData === true;

/** Whether somebody wished for everything, whatever it costs. */
export const is_wished = () => globalThis.__md_get?.(WISH) === true;

/** Fetches everything from now on. @returns {Promise<void>} */
export function wish() {
  globalThis.__md_set?.(WISH, true);
  return go_on();
}

const idle = () =>
  new Promise((done) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(done);
    else setTimeout(done, 500);
  });

/** @type {Promise<void> | undefined} */
let going;

function go_on() {
  going ??= fetch_on().finally(() => {
    going = undefined;
  });
  return going;
}

/** Lets the worker fetch, a portion whenever the page is idle, until everything is there. */
async function fetch_on() {
  let state = await ask({ ask: "these", paths: opened() });
  show(state);
  while (state && !state.trouble && navigator.onLine && (is_wished() || !saves())) {
    const all = is_wished() || state.bytes <= LARGE;
    if (state.ready === "all" || (state.ready && !all)) break;
    await idle();
    state = await ask({ ask: "more", all });
    show(state);
  }
}

/** What this page was made of, and the card that it offers. */
function opened() {
  /** @type {NodeListOf<HTMLAnchorElement | HTMLImageElement>} */
  const links = document.querySelectorAll(".kb-actions a[href$='.pdf'], .kb-card__faces img");
  const addresses = [
    location.href,
    ...performance.getEntriesByType("resource").map(({ name }) => name),
    ...[...links].map((link) => ("src" in link ? link.src : link.href)),
  ];
  const below = addresses.filter((one) => one.startsWith(root()));
  const paths = below.map((one) => decodeURI(one.slice(root().length).replace(/[?#].*$/, "")));
  return [...new Set(paths.map((path) => path.replace(/(^|\/)$/, "$1index.html")))];
}

// What the page says

const bar = document.createElement("div");
bar.className = "kb-signal";
bar.setAttribute("role", "status");
const text = document.createElement("span");
const button = document.createElement("button");
Object.assign(button, { type: "button", className: "kb-button", textContent: say("Reload") });
button.addEventListener("click", reload);
bar.append(text, button);

/** @type {OfflineState | null} */
let last = null;

/** @param {OfflineState | null} state */
function show(state) {
  last = state ?? last;
  if (state) dispatchEvent(new CustomEvent("kb-offline", { detail: state }));
  const without = !navigator.onLine || (last?.kept && !last.newer);
  text.textContent = without
    ? navigator.onLine
      ? say("The network did not answer. What you see is kept on this device.")
      : say("No connection. What you see is kept on this device.")
    : last?.newer
      ? say("There is a newer version of this page.")
      : "";
  button.hidden = without || !last?.newer;
  bar.hidden = !text.textContent;
  if (!bar.isConnected) document.body.append(bar);
}

async function look() {
  show(await ask({ ask: "state" }));
}

/** Loads the page anew once everything that was written is kept. */
async function reload() {
  while (document.querySelector(".kb-sign[data-state=keeping]")) {
    await new Promise((done) => setTimeout(done, 50));
  }
  location.reload();
}

addEventListener("offline", () => show(null));
addEventListener("online", go_on);
go_on();
