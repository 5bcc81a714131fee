// A path: at which stage somebody is, what is practised there, and the signs that it is time
// to move on, each ticked by the learner and by the coach.

import { copy_of, h } from "../practise/nodes.js";
import { Runner } from "../practise/runner.js";
import { WORDS } from "../practise/words.js";
import { add } from "../records/changes.js";
import { begin, day_of, ids } from "../records/model.js";

/**
 * @typedef {import("../records/model.js").PathProgress} PathProgress
 * @typedef {PathProgress["signs"][number]} Sign
 */

class PathElement extends Runner {
  get path() {
    return /** @type {PathProgress} */ (this.record);
  }

  /**
   * @param {import("../practise/keeping.js").Plan} plan
   * @returns {PathProgress}
   */
  static record_of({ practice, prompts }) {
    return begin("path", { id: ids.path(practice.ref), practice, at: prompts[0]?.key ?? null });
  }

  async prepare() {}

  make_stages() {
    return this.plan.prompts.map(({ key, text }) => ({
      id: key,
      section: "",
      title: text,
      view: () => this.stage(key, text),
    }));
  }

  /**
   * @param {string} key
   * @param {string} title
   */
  stage(key, title) {
    const { signs, practices } = this.plan.stages?.[key] ?? { signs: [], practices: [] };
    const here = h("input", {
      type: "checkbox",
      checked: this.path.at === key,
      onchange: () => this.write(["at"], here.checked ? key : null),
    });
    this.verdict = h("p", { className: "kb-turn", role: "status" });
    const rows = signs.map((sign) => this.sign(sign.id, title, sign.text, signs));
    this.judge(signs);
    return [
      h("label", { className: "kb-tick" }, here, WORDS.here),
      h("h3", {}, WORDS.signs),
      ...rows,
      this.verdict,
      practices.length > 0 && h("h3", {}, WORDS.practise_here),
      h(
        "ul",
        { className: "kb-run__list" },
        ...practices.map(({ ref, title, how }) =>
          h(
            "li",
            {},
            h("a", { className: "kb-link", href: `?practice=${ref}` }, title),
            h("p", {}, how),
          ),
        ),
      ),
    ];
  }

  /** @param {string} id @returns {Sign | undefined} */
  ticked(id) {
    return this.path.signs.find((sign) => sign.id === id);
  }

  /**
   * @param {string} id
   * @param {string} section
   * @param {string} text
   * @param {{id: string}[]} all of the stage
   */
  sign(id, section, text, all) {
    const box = (/** @type {"learner" | "coach"} */ who) => {
      const node = h("input", {
        type: "checkbox",
        checked: Boolean(this.ticked(id)?.[who]),
        onchange: () => {
          this.alter(
            add(["signs"], /** @type {Sign} */ ({ id, section, text, learner: null, coach: null })),
          );
          this.write(["signs", id, who], node.checked ? day_of(new Date()) : null);
          this.judge(all);
        },
      });
      return h("label", { className: "kb-tick" }, node, WORDS[who]);
    };
    const row = h("div", { className: "kb-mine__row" }, box("learner"), box("coach"));
    return h("fieldset", {}, h("legend", {}, text), row);
  }

  /** Says when both have ticked every sign. @param {{id: string}[]} signs */
  judge(signs) {
    const agreed = signs.every(({ id }) => this.ticked(id)?.learner && this.ticked(id)?.coach);
    this.verdict?.replaceChildren(agreed && signs.length ? copy_of("move_on") : "");
  }
}

customElements.define("kb-path", PathElement);
