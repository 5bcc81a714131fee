// A star beside the buttons of a practice: one tap, and it is at hand in "My practice".

import { begin, ids } from "../records/model.js";
import { store } from "./keeping.js";
import { button } from "./nodes.js";
import { WORDS } from "./words.js";

/**
 * Puts the star of a practice's page where room is kept for it.
 * @param {Element} room
 */
export async function put_star(room) {
  const title = document.querySelector(".kb-head h1");
  const [, kind] = /kb-head kb-([a-z0-9-]+)/.exec(title?.parentElement?.className ?? "") ?? [];
  if (!title || !kind || !(await store.opens())) return;
  const ref = `${kind}/${title.id}`;
  const id = ids.favourite(ref);
  const version = document.querySelector("a[href='#version-history']")?.textContent ?? "";
  const show = async () => {
    const starred = (await store.get(id)) !== undefined;
    star.setAttribute("aria-pressed", String(starred));
    star.textContent = starred ? "★" : "☆";
  };
  const star = button("☆", () => {
    if (star.getAttribute("aria-pressed") === "true") store.remove([id]);
    else {
      const practice = {
        ref,
        title: title.firstChild?.textContent?.trim() ?? "",
        version: /[\d.]+\d/.exec(version)?.[0] ?? "",
      };
      store.add(begin("favourite", { id, practice }));
    }
  });
  star.setAttribute("aria-label", WORDS.favourite);
  star.title = WORDS.favourite;
  star.classList.add("kb-star");
  store.addEventListener("records", show);
  await show();
  room.append(star);
}
