// How far this printer shifts: a matter of the device, so it stays on it. What counts is
// what stands in the fields; storing it is a convenience that a browser may refuse.

const KEPT = "katabase-card-shifts";
const FIELDS = ["front-x", "front-y", "back-x", "back-y"];
const MOST = 20; // millimetres

/** @returns {number} millimetres, within what a printer can be off; 0 for what is no number */
function millimetres(value) {
  const number = Number(value);
  return Number.isFinite(number) ? Math.max(-MOST, Math.min(MOST, number)) : 0;
}

export function is_shift(field) {
  return FIELDS.includes(field.name);
}

/** Puts what was kept on this device into the fields. */
export function recall_shifts(fields) {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {};
  } catch {
    // Nothing may be stored, or something else was: the printer counts as exact.
  }
  for (const name of FIELDS) fields[name].value = millimetres(kept[name]);
}

export function keep_shifts(fields) {
  const shifts = Object.fromEntries(FIELDS.map((name) => [name, millimetres(fields[name].value)]));
  try {
    localStorage.setItem(KEPT, JSON.stringify(shifts));
  } catch {
    // Without storage the shifts hold until the page is left.
  }
}

/** Shows in a field the number that counts. */
export function tidy_shift(field) {
  field.value = millimetres(field.value);
}

/** @returns {import("./impose.js").Shift[]} for fronts and for backs */
export function shifts_of(fields) {
  return ["front", "back"].map((side) => ({
    x: millimetres(fields[`${side}-x`].value),
    y: millimetres(fields[`${side}-y`].value),
  }));
}
