// What is kept for use without a signal, as "My practice" shows it.

import { ask, is_wished, LARGE, saves, wish } from "../offline/here.js";
import { button, h } from "./nodes.js";
import { WORDS } from "./words.js";

const MB = 1_000_000;

/** Follows the worker for as long as it is on the page. */
export function signal_block() {
  const text = h("p", { role: "status" });
  const more = button(WORDS.keep_all, () => {
    more.hidden = true;
    wish();
  });
  const install = button(WORDS.install, () => globalThis.kb_install?.prompt?.());
  const node = h("div", {}, text, h("div", { className: "kb-mine__row" }, more, install));
  /** @param {OfflineState | null} state */
  const show = (state) => {
    const [said, offer] = said_of(state);
    if (text.textContent !== said) text.textContent = said;
    more.hidden = !offer;
    install.hidden = !globalThis.kb_install;
  };
  const here = new AbortController();
  let shown = false;
  addEventListener(
    "kb-offline",
    (event) => {
      if (shown && !node.isConnected) here.abort();
      shown ||= node.isConnected;
      show(/** @type {CustomEvent<OfflineState>} */ (event).detail);
    },
    { signal: here.signal },
  );
  text.textContent = WORDS.looking;
  more.hidden = install.hidden = true;
  if (isSecureContext) ask({ ask: "state" }).then(show);
  else show(null);
  return node;
}

/**
 * @param {OfflineState | null} state
 * @returns {[string, boolean]} what to say, and whether everything can be wished for
 */
function said_of(state) {
  if (!isSecureContext) return [WORDS.no_tls, false];
  if (!state) return [WORDS.no_worker, false];
  const size = Math.max(1, Math.round(state.bytes / MB));
  if (state.ready === "all") return [WORDS.all_kept(size), false];
  if (state.trouble === "QuotaExceededError") return [WORDS.no_room, false];
  if (!is_wished() && saves()) return [WORDS.saver(size), true];
  if (!is_wished() && state.bytes > LARGE) return [WORDS.large(size), true];
  return [WORDS.fetching(state.done, state.all), false];
}
