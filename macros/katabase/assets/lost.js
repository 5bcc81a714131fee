// Says where a part of the page did not arrive: it looks as if it could be used, and is dead.

import { say } from "./words.js";

/** @param {string} name of the element whose module is missing */
export function tell(name) {
  for (const part of document.querySelectorAll(name)) {
    const note = Object.assign(document.createElement("p"), {
      className: "kb-note",
      role: "alert",
    });
    const again = Object.assign(document.createElement("button"), {
      type: "button",
      className: "kb-button",
      textContent: say("Reload"),
    });
    again.addEventListener("click", () => location.reload());
    note.append(say("A part of this page did not arrive."), " ", again);
    part.before(note);
  }
}
