// A star beside the buttons of a practice: one tap, and it is at hand in "My practice". Who has
// kept nothing on this device yet loads nothing else for it before that tap.

import { database } from "../page.js";
import { say } from "../words.js";

/**
 * Puts the star of a practice's page where room is kept for it.
 * @param {Element} room
 */
export async function put_star(room) {
  const title = document.querySelector(".kb-head h1");
  const [, kind] = /kb-head kb-([a-z0-9-]+)/.exec(title?.parentElement?.className ?? "") ?? [];
  if (!title || !kind) return;
  const star = Object.assign(document.createElement("button"), {
    type: "button",
    className: "kb-button kb-star",
    textContent: "☆",
    title: say("Favourite"),
    ariaLabel: say("Favourite"),
    ariaPressed: "false",
  });
  /** Whether there is a place to keep it. */
  const follow = async () => {
    const { follow } = await import("./starring.js");
    return follow(star, title, kind);
  };
  if (await is_kept()) {
    if (await follow()) room.append(star);
    return;
  }
  const first = async () => {
    const turn = await follow();
    if (turn) await turn();
    else star.remove();
  };
  star.addEventListener("click", first, { once: true });
  room.append(star);
}

/** Whether this device may hold something that was written; a browser may not say so. */
async function is_kept() {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === database());
  } catch {
    return true;
  }
}
