// A star beside the buttons of a practice: one tap, and it is at hand in "My practice". Who has
// kept nothing on this device yet loads nothing else for it before that tap.

import { database } from "./page.js";
import { say } from "./words.js";

/**
 * Puts the star of a practice's page where room is kept for it.
 * @param {HTMLElement} room names what the practice was called formerly
 */
export async function put_star(room) {
  const title = document.querySelector(".kb-head h1");
  const [, kind] = /kb-head kb-([a-z0-9-]+)/.exec(title?.parentElement?.className ?? "") ?? [];
  if (!title || !kind) return;
  const refs = [`${kind}/${title.id}`, ...(room.dataset.former?.split(" ") ?? [])];
  const star = Object.assign(document.createElement("button"), {
    type: "button",
    className: "kb-button kb-star",
    textContent: "☆",
    title: say("Favourite"),
    ariaLabel: say("Favourite"),
    ariaPressed: "false",
  });
  /** @param {boolean} [tapped] */
  const follow = async (tapped) =>
    (await import("./practise/starring.js")).follow(star, title, refs, tapped);
  star.onclick = async () => (await follow(true)) || star.remove();
  if (!(await is_kept()) || (await follow())) room.append(star);
}

/** Whether this device may hold something that was written; a browser may not say so. */
async function is_kept() {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === database());
  } catch {
    return true;
  }
}
