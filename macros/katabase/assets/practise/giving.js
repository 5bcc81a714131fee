// What somebody takes along: a file for another app, or a download.

import { h } from "./nodes.js";

/**
 * Gives a file away: to another app where a device shares files, else as a download.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 * @returns {Promise<boolean>} whether it was given away: a choice of apps may be left
 */
export async function give(name, type, text) {
  const file = new File([text], name, { type });
  if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return true;
    } catch (error) {
      if (/** @type {Error} */ (error).name === "AbortError") return false;
    }
  }
  download(file);
  return true;
}

/** @param {File} file */
export function download(file) {
  const address = URL.createObjectURL(file);
  h("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
