// What the star of a practice shows and does, once something is kept or is about to be.

import { begin, ids } from "../records/model.js";
import { store } from "./keeping.js";

/**
 * Lets a star show whether its practice is at hand, and turn that at each tap.
 * @param {HTMLButtonElement} star
 * @param {Element} title of the practice
 * @param {string} kind of the practice
 * @returns {Promise<(() => Promise<void>) | null>} what turns it; null where nothing can be kept
 */
export async function follow(star, title, kind) {
  if (!(await store.opens())) return null;
  const ref = `${kind}/${title.id}`;
  const id = ids.favourite(ref);
  const version = document.querySelector("a[href='#version-history']")?.textContent ?? "";
  const show = async () => {
    const starred = (await store.get(id)) !== undefined;
    star.setAttribute("aria-pressed", String(starred));
    star.textContent = starred ? "★" : "☆";
  };
  const turn = async () => {
    if (star.getAttribute("aria-pressed") === "true") return store.remove([id]);
    const practice = {
      ref,
      title: title.firstChild?.textContent?.trim() ?? "",
      version: /[\d.]+\d/.exec(version)?.[0] ?? "",
    };
    return store.add(begin("favourite", { id, practice }));
  };
  star.addEventListener("click", turn);
  store.addEventListener("records", show);
  await show();
  return turn;
}
