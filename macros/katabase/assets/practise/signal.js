// What is kept for use without a signal, as "My practice" shows it: the page has the words.

import { ask, is_wished, LARGE, saves, wish } from "../offline/here.js";
import { part } from "../page.js";

const MB = 1_000_000;

/**
 * Follows the worker.
 * @param {HTMLElement} node
 * @param {AbortSignal} signal when that ends
 */
export function follow_signal(node, signal) {
  const more = part(node, "[data-role=all]", HTMLElement);
  const install = part(node, "[data-role=install]", HTMLElement);
  more.addEventListener("click", () => {
    more.hidden = true;
    wish();
  });
  install.addEventListener("click", () => globalThis.kb_install?.prompt?.());
  /** @param {OfflineState | null} state */
  const show = (state) => {
    const said = said_of(state);
    for (const one of node.querySelectorAll("p")) one.hidden = one.dataset.said !== said;
    /** @type {NodeListOf<HTMLElement>} */
    const numbers = node.querySelectorAll("p:not([hidden]) [data-of]");
    const size = Math.max(1, Math.round((state?.bytes ?? 0) / MB));
    const known = { size, done: state?.done, all: state?.all };
    for (const one of numbers) {
      one.textContent = String(known[/** @type {keyof typeof known} */ (one.dataset.of)]);
    }
    more.hidden = said !== "saver" && said !== "large";
    install.hidden = !globalThis.kb_install;
  };
  addEventListener(
    "kb-offline",
    (event) => show(/** @type {CustomEvent<OfflineState>} */ (event).detail),
    { signal },
  );
  if (isSecureContext) ask({ ask: "state" }).then(show);
  else show(null);
}

/** @param {OfflineState | null} state @returns {string} which of the sentences is true */
function said_of(state) {
  if (!isSecureContext) return "no_tls";
  if (!state) return "no_worker";
  if (state.ready === "all") return "all_kept";
  if (state.trouble === "QuotaExceededError") return "no_room";
  if (!is_wished() && saves()) return "saver";
  return !is_wished() && state.bytes > LARGE ? "large" : "fetching";
}
