// One proposal: what the site gave, what somebody has written, and the file that follows of both.

import { SLUG } from "../page.js";
import { flat } from "../search/folding.js";
import { say } from "../words.js";
import { kept } from "./drafts.js";
import { problems } from "./problems.js";
import { begun, filled, merged, pruned, same } from "./shapes.js";
import { edited, new_file } from "./writing.js";

/**
 * @typedef {import("./shapes.js").Form} Form
 * @typedef {import("./shapes.js").Facts} Facts
 * @typedef {import("./shapes.js").Data} Data
 * @typedef {import("./drafts.js").Draft} Draft
 * @typedef {import("./writing.js").Source} Source
 * @typedef {import("./problems.js").Problem} Problem
 * @typedef {{language?: string, practices?: string}} Site its language, and the folder in which
 *   new practices stand
 */

/** @param {string} text */
const slug = (text) =>
  flat(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");

/** @returns {string} today where the writer is, as in 2026-11-22 */
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** @param {string} version @param {string} step */
function raised(version, step) {
  const [major, minor, patch] = version.split(".").map(Number);
  if (step === "major") return `${major + 1}.0.0`;
  return step === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

export class Proposal {
  /**
   * @param {Form} form
   * @param {Facts} facts
   * @param {string} name of its draft: the practice that is improved, or a kind
   * @param {Site} site
   * @param {Source} [source] the file of the practice that is improved
   */
  constructor(form, facts, name, site, source) {
    this.form = form;
    this.facts = facts;
    this.name = name;
    this.site = site;
    this.source = source;
    /** @type {Draft} */
    this.draft = this.first();
  }

  /** @returns {Draft} the form as it is before anybody has written */
  first() {
    const { form, source } = this;
    const language = this.site.language ?? "en";
    const data = source
      ? structuredClone(source.data)
      : {
          ...form.first,
          ...(/^en(-|$)/.test(language) ? {} : { language }),
          ...begun(form.schema, form),
        };
    return {
      data,
      id: "",
      change: "",
      step: "patch",
      ...(source && { base: source.text, from: source.data }),
    };
  }

  /** Drops what was written. */
  anew() {
    this.draft = this.first();
  }

  /** Takes what is kept of it, if anything is: it may have been written in another window. */
  again() {
    this.draft = kept(this.name) ?? this.first();
  }

  /**
   * Goes on where it was left.
   * @returns {string} what the writer is told: the practice may have changed meanwhile
   */
  resume() {
    const { source } = this;
    const draft = kept(this.name);
    if (!draft) return "";
    if (!source || draft.base === source.text) {
      this.draft = draft;
      return "";
    }
    if (!draft.from)
      return say("The practice has changed since you began; you start from how it is now.");
    Object.assign(this.draft, draft, {
      base: source.text,
      from: source.data,
      data: structuredClone(merged(draft.from, draft.data, source.data)),
    });
    return say(
      "The practice has changed since you began; what you wrote stands over how it is now.",
    );
  }

  /** Whether those who read the site know the practice: what changes for them is written down. */
  get published() {
    return this.source !== undefined && this.source.data.status !== "draft";
  }

  /** @returns {string} the id of the practice; empty if no title says it yet */
  get id() {
    if (this.source) return this.name.split("/")[1];
    return this.draft.id || slug(this.draft.data.title ?? "");
  }

  /** @returns {string} where the file stands in the repository */
  get path() {
    return this.source?.path ?? `${this.site.practices}/${this.form.folder}/${this.id || "…"}.yml`;
  }

  /** Whether a file that exists stays as it is. */
  get unchanged() {
    return this.source !== undefined && same(pruned(this.draft.data), pruned(this.source.data));
  }

  /** @returns {Data} the practice as it is to be written */
  get next() {
    const { draft, form, source } = this;
    if (source && this.unchanged) return source.data;
    const data = pruned(draft.data);
    if (!source) {
      const [version, date] = ["1.0.0", today()];
      return { ...data, version, updated: date, changes: [{ version, date, change: form.change }] };
    }
    if (!this.published) return data;
    const [version, date] = [raised(source.data.version, draft.step), today()];
    const entry = { version, date, change: draft.change.trim() };
    return { ...data, version, updated: date, changes: [...source.data.changes, entry] };
  }

  /** @returns {string} the file */
  get text() {
    const { form, source } = this;
    if (!source) return new_file(this.next, form);
    return this.unchanged ? source.text : edited(source, this.next, form);
  }

  get file() {
    return new File([this.text], this.path.split("/").at(-1) ?? "", { type: "text/plain" });
  }

  /**
   * @param {string} card what the card says
   * @returns {Problem[]} all that the check would find, in the order of the form
   */
  problems(card) {
    const { form, facts, draft, source, id } = this;
    const ref = `${form.kind}/${id}`;
    const found = problems(draft.data, form, facts, ref, card);
    const [message, hint] = facts.sentences.missing;
    const missing = (
      /** @type {string} */ way,
      /** @type {string} */ key,
      /** @type {string} */ name,
      /** @type {string} */ meaning,
    ) =>
      found.push({ way, message: filled(message, { key }), hint: filled(hint, { name, meaning }) });
    const [expected, said, mend] = Object.values(facts.forms)[0];
    if (!source && id && !SLUG.test(id)) {
      found.push({ way: "id", message: filled(said, { expected, found: `"${id}"` }), hint: mend });
    } else if (!source && id && facts.taken.includes(ref)) {
      found.push({
        way: "id",
        message: say("this name is taken"),
        hint: say("write another one"),
      });
    } else if (!source && draft.data.title && !id) missing("id", "id", "id", expected);
    if (source && this.published && !this.unchanged && !draft.change.trim()) {
      const number = source.data.changes.length + 1;
      const { description = "" } = form.schema.$defs?.Change?.properties?.change ?? {};
      missing("change", `changes[${number}].change`, "change", description.replace(/\.$/, ""));
    }
    return found;
  }
}
