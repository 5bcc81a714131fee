// Hands a storyboard over as codes: each is an address of this site that the camera of another
// phone opens. What stands in it comes after the "#", which no browser sends to a server.

import { home, root } from "../page.js";
import { to_file } from "../records/exchange.js";
import { new_id } from "../records/model.js";
import { generate } from "../vendor/lean-qr.js";
import { h } from "./nodes.js";

const ROOM = 700; // signs of a storyboard in one code: a phone reads it off the screen of another
const MOST = 9; // codes: more of them nobody scans
const WAITING = `katabase ${new URL(home()).pathname} codes`;
const SIGN = /^#take=([0-9a-f]+)\.([1-9])\.([1-9])\.([\w-]+)$/;

/** Whether this browser can make and read them. */
export const can_hand = "CompressionStream" in globalThis;

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} way
 */
const through = async (bytes, way) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(way)).arrayBuffer());

/**
 * The addresses that carry a record; none if it is too long for codes.
 * @param {import("../records/model.js").AnyRecord} record
 */
export async function addresses_of(record) {
  const text = JSON.stringify(JSON.parse(to_file([record])));
  const packed = await through(
    new TextEncoder().encode(text),
    new CompressionStream("deflate-raw"),
  );
  const signs = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  const of = Math.ceil(signs.length / ROOM);
  if (of > MOST) return [];
  const id = new_id().slice(0, 8);
  return Array.from({ length: of }, (_, at) => {
    const part = signs.slice(at * ROOM, (at + 1) * ROOM);
    return `${root()}practise/#take=${id}.${at + 1}.${of}.${part}`;
  });
}

/** @param {string} address @param {string} label */
export function code_of(address, label) {
  const canvas = h("canvas", { className: "kb-code", role: "img", ariaLabel: label });
  generate(address).toCanvas(canvas);
  return canvas;
}

/**
 * Reads what an address carries; codes of one storyboard wait for one another on this device.
 * @param {string} hash
 * @returns {Promise<{text: string, missing: number[]} | null>} the file, once no code is
 *   missing; null if it carries nothing
 */
export async function handed(hash) {
  const [sign, id, at, of, part] = SIGN.exec(hash) ?? [];
  if (!sign) return null;
  /** @type {Record<string, string>} */
  let parts = {};
  try {
    parts = JSON.parse(localStorage.getItem(WAITING) ?? "{}");
  } catch {
    // Nothing waits.
  }
  if (parts.id !== id) parts = { id };
  parts[at] = part;
  const all = Array.from({ length: Number(of) }, (_, place) => place + 1);
  const missing = all.filter((place) => typeof parts[place] !== "string");
  try {
    if (missing.length) localStorage.setItem(WAITING, JSON.stringify(parts));
    else localStorage.removeItem(WAITING);
  } catch {
    // This browser keeps nothing: only a storyboard of one code comes over.
  }
  if (missing.length) return { text: "", missing };
  try {
    const signs = all.map((place) => parts[place]).join("");
    const packed = atob(signs.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(packed, (one) => one.charCodeAt(0));
    const plain = await through(bytes, new DecompressionStream("deflate-raw"));
    return { text: new TextDecoder().decode(plain), missing };
  } catch {
    return { text: "", missing }; // reading it says that it is no file
  }
}
