// Makes the PDF of a deck from an order. An order is fixed when the making begins: what
// the page shows may change meanwhile, what is made may not.

import { plural, say } from "../words.js";
import { on_sheets, one_by_one } from "./impose.js";

/**
 * @typedef {import("./known-cards.js").KnownCards} KnownCards
 * @typedef {{cards: {id: string, title: string, copies: number}[], size: string, paper: string,
 *   sides: string, shifts: import("./impose.js").Shift[]}} Order
 */

/**
 * @param {Order} order
 * @param {KnownCards} known
 * @param {{signal: AbortSignal, tell: (text: string) => void}} run
 * @returns {Promise<Uint8Array<ArrayBuffer>>} rejected once the run is cancelled
 */
export async function make(order, known, { signal, tell }) {
  const files = [];
  for (const card of order.cards) {
    tell(
      say("Fetching card %(number)s of %(total)s", {
        number: files.length + 1,
        total: order.cards.length,
      }),
    );
    files.push(await fetched(card, known.file(card.id, order.size), signal));
  }
  tell(say("Placing the cards"));
  const bytes = await placed(order, known.index, files);
  signal.throwIfAborted();
  return bytes;
}

/**
 * @param {{title: string}} card
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function fetched({ title }, url, signal) {
  const answer = await fetch(url, { signal }).catch(() => null);
  signal.throwIfAborted();
  if (!answer?.ok) {
    const status = answer?.status ?? say("no connection"); // a browser's own words are English
    throw new Error(say('the card "%(title)s" did not arrive (%(status)s)', { title, status }));
  }
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * @param {Order} order
 * @param {import("./known-cards.js").Index} index
 * @param {Uint8Array[]} once a file for each card
 */
function placed({ cards, size, paper, sides, shifts }, index, once) {
  const title =
    cards.length === 1
      ? cards[0].title
      : plural("%(num)s practice card", "%(num)s practice cards", cards.length);
  const files = once.flatMap((file, place) => Array(cards[place].copies).fill(file));
  if (paper === "none") return one_by_one(files, title);
  return on_sheets(files, index.sheets[`${size}/${paper}/${sides}`], title, shifts);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Order} order
 * @returns {HTMLAnchorElement} a link that saves the PDF
 */
export function link_to(bytes, { size, paper }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  link.download = `cards-${size}-${paper}.pdf`;
  link.textContent = say("Open the PDF (%(size)s KB)", { size: Math.ceil(bytes.length / 1024) });
  link.className = "kb-button";
  return link;
}
