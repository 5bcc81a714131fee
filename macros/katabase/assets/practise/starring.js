// What the star of a practice shows and does, once something is kept or is about to be.

import { begin, ids } from "../records/model.js";
import { store } from "./keeping.js";

/**
 * Lets a star show whether its practice is at hand, and turn that at each tap.
 * @param {HTMLButtonElement} star
 * @param {Element} title of the practice
 * @param {string[]} refs of the practice: the present one, then former ones
 * @param {boolean} [tapped] whether to turn it at once
 * @returns {Promise<boolean>} whether anything can be kept here
 */
export async function follow(star, title, refs, tapped) {
  if (!(await store.opens())) return false;
  const own = refs.map(ids.favourite);
  const show = async () => {
    const starred = (await Promise.all(own.map((id) => store.get(id)))).some(Boolean);
    star.setAttribute("aria-pressed", String(starred));
    star.textContent = starred ? "★" : "☆";
  };
  star.onclick = async () => {
    if (star.getAttribute("aria-pressed") === "true") return store.remove(own);
    const version = document.querySelector("a[href='#version-history']")?.textContent ?? "";
    const practice = {
      ref: refs[0],
      title: title.firstChild?.textContent?.trim() ?? "",
      version: /[\d.]+\d/.exec(version)?.[0] ?? "",
    };
    return store.add(begin("favourite", { id: own[0], practice }));
  };
  store.addEventListener("records", show);
  await show();
  if (tapped) star.click();
  return true;
}
