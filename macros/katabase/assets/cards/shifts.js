// How far this printer shifts: a matter of the device, so it stays on it. What counts is
// what stands in the fields; storing it is a convenience that a browser may refuse.

import { part } from "../page.js";

const KEPT = "katabase-card-shifts";
const FIELDS = ["front-x", "front-y", "back-x", "back-y"];
const MOST = 20; // millimetres

/**
 * @param {unknown} value
 * @returns {number} millimetres, within what a printer can be off; 0 for what is no number
 */
function millimetres(value) {
  const number = Number(value);
  return Number.isFinite(number) ? Math.max(-MOST, Math.min(MOST, number)) : 0;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const field_of = (form, name) => part(form, `input[name="${name}"]`, HTMLInputElement);

/**
 * @param {EventTarget | null} field
 * @returns {field is HTMLInputElement}
 */
export function is_shift(field) {
  return field instanceof HTMLInputElement && FIELDS.includes(field.name);
}

/**
 * Puts what was kept on this device into the fields.
 * @param {HTMLFormElement} form
 */
export function recall_shifts(form) {
  /** @type {Record<string, unknown>} */
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {};
  } catch {
    // Nothing may be stored, or something else was: the printer counts as exact.
  }
  for (const name of FIELDS) field_of(form, name).value = String(millimetres(kept[name]));
}

/** @param {HTMLFormElement} form */
export function keep_shifts(form) {
  const shifts = Object.fromEntries(
    FIELDS.map((name) => [name, millimetres(field_of(form, name).value)]),
  );
  try {
    localStorage.setItem(KEPT, JSON.stringify(shifts));
  } catch {
    // Without storage the shifts hold until the page is left.
  }
}

/**
 * Shows in a field the number that counts.
 * @param {HTMLInputElement} field
 */
export function tidy_shift(field) {
  field.value = String(millimetres(field.value));
}

/**
 * @param {HTMLFormElement} form
 * @returns {import("./impose.js").Shift[]} for fronts and for backs
 */
export function shifts_of(form) {
  return ["front", "back"].map((side) => ({
    x: millimetres(field_of(form, `${side}-x`).value),
    y: millimetres(field_of(form, `${side}-y`).value),
  }));
}
