// The page "Propose a practice": a form from the schema of a kind, problems and a preview while
// one writes, and a file at the end. ?kind=checklist begins a new practice (&draft=2 a second one
// beside it), ?practice=questions/x improves one.

import { root, SLUG } from "../page.js";
import { download } from "../practise/giving.js";
import { button, h, style } from "../practise/nodes.js";
import { address, another, drop, keep, kept, names, place } from "../propose/drafts.js";
import { begun, Fields, problems_said } from "../propose/fields.js";
import { address_of, label_of } from "../propose/forge.js";
import { card_of, fit, page_of } from "../propose/preview.js";
import { problems } from "../propose/problems.js";
import { merged, pruned, same } from "../propose/shapes.js";
import { edited, new_file } from "../propose/writing.js";
import { flat } from "../search/folding.js";
import { say } from "../words.js";

/**
 * @typedef {import("../propose/shapes.js").Form} Form
 * @typedef {import("../propose/shapes.js").Facts} Facts
 * @typedef {import("../propose/shapes.js").Data} Data
 * @typedef {import("../propose/writing.js").Source} Source
 * @typedef {import("../propose/problems.js").Problem} Problem
 */

const STEPS = {
  patch: say("Other words"),
  minor: say("Something is added"),
  major: say("It is practised differently"),
};

/** @param {string} path @returns {Promise<Data>} */
async function load(path) {
  const answer = await fetch(new URL(`propose/${path}.json`, root()));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

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

class Propose extends HTMLElement {
  all = false; // whether problems are shown also where nobody has written yet
  ref = "";
  /** @type {Source | undefined} */
  source;
  /** @type {Problem[]} */
  found = [];
  pressed = false; // whether a button of the mouse, or a finger, is down

  async connectedCallback() {
    const query = new URLSearchParams(location.search);
    const ref = query.get("practice") ?? "";
    const kind = ref ? ref.split("/")[0] : (query.get("kind") ?? "");
    const number = /^[2-9]\d{0,3}$|^1\d{1,3}$/.exec(query.get("draft") ?? "")?.[0];
    addEventListener("storage", this);
    await style("propose/propose.css");
    this.said = h("p", { role: "status", className: "kb-propose__said" });
    const steps = ref ? ref.split("/") : [kind];
    if (!kind || steps.length > 2 || !steps.every((each) => SLUG.test(each))) return this.choose();
    try {
      const [form, facts, source] = await Promise.all([
        load(kind),
        load("facts"),
        ref ? load(ref) : undefined,
      ]);
      this.begin(form, facts, source, ref, number ? `${form.kind} ${number}` : form.kind);
    } catch (error) {
      console.warn(error);
      this.prepend(h("p", {}, say("This practice cannot be opened here. Choose what to write:")));
      this.choose();
    }
  }

  disconnectedCallback() {
    removeEventListener("storage", this);
  }

  /** The same draft was written on in another window. @param {StorageEvent} event */
  handleEvent({ key }) {
    if (!this.form || !this.name || key !== place(this.name)) return;
    this.draft = kept(this.name) ?? this.first();
    this.draw();
    this.tell(say("You have written on in another window; this is how it stands now."));
  }

  /** Nothing is chosen yet: what was begun stands above the kinds. */
  choose() {
    const begun = names().map((name) => {
      const title = kept(name)?.data?.title || name;
      return h("li", {}, h("a", { href: address(name) }, title));
    });
    if (begun.length) {
      const list = h("ul", { className: "kb-propose__kinds" }, ...begun);
      this.prepend(h("p", {}, h("strong", {}, say("Begun on this device"))), list);
    }
    this.dataset.ready = "";
  }

  /**
   * @param {Form} form
   * @param {Facts} facts
   * @param {Source | undefined} source
   * @param {string} ref
   * @param {string} fresh the name of the draft if it is a new practice
   */
  begin(form, facts, source, ref, fresh) {
    this.form = form;
    this.facts = facts;
    this.source = source;
    this.ref = ref;
    this.name = ref || fresh;
    const draft = kept(this.name);
    const old = draft && source && draft.base !== source.text;
    this.draft = draft && !old ? draft : this.first();
    if (old && draft.from)
      Object.assign(this.draft, draft, {
        base: source.text,
        from: source.data,
        data: structuredClone(merged(draft.from, draft.data, source.data)),
      });
    this.draw();
    if (old)
      this.tell(
        draft.from
          ? say(
              "The practice has changed since you began; what you wrote stands over how it is now.",
            )
          : say("The practice has changed since you began; you start from how it is now."),
      );
  }

  /** @returns {import("../propose/drafts.js").Draft} */
  first() {
    const { form, source } = this.given;
    const language = this.dataset.language ?? "en";
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

  get given() {
    const { form, facts, draft, source } = this;
    if (!form || !facts) throw new Error("there is no form");
    return { form, facts, source, draft: draft ?? { data: {}, id: "", change: "", step: "patch" } };
  }

  draw() {
    const { form, facts, draft } = this.given;
    const fields = new Fields(
      form,
      facts,
      () => this.changed(),
      (text) => this.tell(text),
    );
    this.sign = h("p", { className: "kb-propose__sign" }, say("Kept on this device as you type."));
    const anew = button(say("Begin anew"), () => {
      if (!confirm(say("Drop what you have written here?"))) return;
      drop(this.name ?? "");
      this.draft = this.first();
      this.all = false;
      this.draw();
    });
    this.other = this.source ? undefined : this.beside();
    this.count = h("p", { className: "kb-propose__count", role: "status" });
    this.list = h("ul", { className: "kb-propose__problems" });
    this.page = h("div");
    this.card = h("div", { className: "kb-propose__faces" });
    this.full = h("p", { className: "kb-propose__problem" });
    this.file = h("pre", { tabIndex: 0 });
    this.path = h("code");
    this.steps = h("ol", { className: "kb-propose__steps", tabIndex: -1 });
    const own = this.source ? [] : [this.file_name()];
    const body = h(
      "form",
      {
        noValidate: true,
        autocomplete: "off",
        onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
      },
      h("div", { className: "kb-propose__top" }, this.sign, anew),
      this.other ?? "",
      ...fields.keys(draft.data, form.schema, "", own),
      this.source && this.source.data.status !== "draft" ? this.history() : "",
    );
    // A sentence below a field moves what stands below that: never while something is pressed.
    const mark = () => setTimeout(() => this.pressed || this.mark());
    const released = () => {
      this.pressed = false;
      mark();
    };
    this.onpointerdown = () => {
      this.pressed = true;
      for (const end of ["pointerup", "pointercancel"])
        addEventListener(end, released, { once: true });
    };
    body.addEventListener("focusout", ({ target }) => {
      if (target instanceof HTMLElement && target.dataset.way) {
        target.dataset.touched = "";
        mark();
      }
    });
    const preview = h(
      "section",
      { className: "kb-propose__preview", "aria-label": say("Preview") },
      h(
        "details",
        { open: true, ontoggle: () => this.fit() },
        h("summary", {}, say("Page")),
        this.page,
      ),
      h(
        "details",
        { open: true, ontoggle: () => this.fit() },
        h("summary", {}, say("Card, about as it will look")),
        this.card,
        this.full,
      ),
    );
    const send = h(
      "section",
      { className: "kb-propose__send", "aria-labelledby": "kb-propose-send" },
      h("h2", { id: "kb-propose-send" }, say("Send it")),
      this.count,
      this.list,
      h("div", { className: "kb-propose__ways" }, ...this.ways()),
      this.steps,
      h("details", {}, h("summary", {}, say("The file"), " ", this.path), this.file),
    );
    this.replaceChildren(
      h("p", {}, h("a", { href: "?" }, say("Another practice")), ` · ${form.label}`),
      ...this.lists(),
      h("div", { className: `kb-propose__two kb-${form.kind}` }, body, preview),
      send,
      this.said ?? "",
    );
    this.dataset.ready = "";
    this.show();
  }

  /** What leads to one more new practice of the kind, beside this one; its place is kept free. */
  beside() {
    const { form } = this.given;
    const link = h("a", { href: address(another(form.kind)) }, say("Begin another one beside it"));
    const node = h("p", { className: "kb-propose__beside" }, link);
    node.toggleAttribute("data-off", !kept(this.name ?? ""));
    return node;
  }

  /** Practices and traits to choose from while one types. */
  lists() {
    const { practices, trait } = this.given.facts;
    const traits = practices.filter(([ref]) => ref.startsWith(`${trait}/`));
    return [
      h(
        "datalist",
        { id: "kb-practices" },
        ...practices.map(([value, label]) => h("option", { value, label })),
      ),
      h(
        "datalist",
        { id: "kb-traits" },
        ...traits.map(([ref, label]) => h("option", { value: ref.slice(trait.length + 1), label })),
      ),
    ];
  }

  /** What the file is called, which is the practice's address for ever. */
  file_name() {
    const box = h("input", {
      id: "kb-propose-id",
      autocomplete: "off",
      autocapitalize: "none",
      oninput: () => {
        this.given.draft.id = box.value;
        this.changed();
      },
    });
    box.dataset.way = "id";
    box.setAttribute("aria-describedby", "kb-propose-id-about");
    this.box = box;
    return h(
      "div",
      { className: "kb-propose__field" },
      h(
        "label",
        { htmlFor: "kb-propose-id", className: "kb-propose__name" },
        say("Name of the file"),
      ),
      h(
        "p",
        { className: "kb-propose__about", id: "kb-propose-id-about" },
        say("Its address for ever. It follows from the title unless you write another one."),
      ),
      box,
      h("p", { className: "kb-propose__problem", id: "kb-propose-id-problem" }),
    );
  }

  /** What has changed for whoever practises, and how much. */
  history() {
    const { draft } = this.given;
    const box = h("textarea", {
      id: "kb-propose-change",
      rows: 2,
      value: draft.change,
      oninput: () => {
        draft.change = box.value.replace(/\s*[\r\n]+\s*/g, " ");
        this.changed();
      },
    });
    box.dataset.way = "change";
    const steps = Object.entries(STEPS).map(([step, label]) => {
      const oninput = () => {
        draft.step = step;
        this.changed();
      };
      const radio = h("input", {
        type: "radio",
        name: "step",
        value: step,
        checked: draft.step === step,
        oninput,
      });
      return h("label", { className: "kb-propose__tick" }, radio, ` ${label}`);
    });
    return h(
      "fieldset",
      { className: "kb-propose__group" },
      h("legend", {}, say("What changes")),
      h(
        "label",
        { htmlFor: "kb-propose-change", className: "kb-propose__name" },
        say("What is different for whoever practises, in one sentence"),
      ),
      box,
      h("p", { className: "kb-propose__problem", id: "kb-propose-change-problem" }),
      h("div", { className: "kb-propose__ticks" }, ...steps),
    );
  }

  /** @returns {string} the id of the practice */
  practice_id() {
    const { draft, source } = this.given;
    if (source) return this.ref.split("/")[1];
    return draft.id || slug(draft.data.title ?? "");
  }

  /** @returns {Data} the practice as it is to be written */
  next() {
    const { draft, form, source } = this.given;
    const data = pruned(draft.data);
    if (!source) {
      const [version, date] = ["1.0.0", today()];
      return {
        ...data,
        version,
        updated: date,
        changes: [{ version, date, change: form.change }],
      };
    }
    if (same(data, pruned(source.data))) return source.data;
    if (source.data.status === "draft") return data;
    const [version, date] = [raised(source.data.version, draft.step), today()];
    const entry = { version, date, change: draft.change.trim() };
    return { ...data, version, updated: date, changes: [...source.data.changes, entry] };
  }

  text() {
    const { form, source } = this.given;
    return source ? edited(source, this.next(), form) : new_file(this.next(), form);
  }

  /** @returns {string} where the file stands in the repository */
  place() {
    const { form, source } = this.given;
    return source
      ? source.path
      : `${this.dataset.practices}/${form.folder}/${this.practice_id() || "…"}.yml`;
  }

  check() {
    const { form, facts, draft, source } = this.given;
    const id = this.practice_id();
    const ref = `${form.kind}/${id}`;
    this.found = problems(draft.data, form, facts, ref, this.card?.textContent ?? "");
    const [message, hint] = facts.sentences.missing;
    const missing = (/** @type {string} */ way, /** @type {string} */ key) =>
      this.found.push({ way, message: message.replace("%(key)s", key), hint: hint.split(":")[0] });
    if (!source && id && !SLUG.test(id)) {
      const [expected, said, mend] = Object.values(facts.forms)[0];
      this.found.push({
        way: "id",
        message: said.replace("%(expected)s", expected).replace("%(found)s", `"${id}"`),
        hint: mend,
      });
    } else if (!source && id && facts.taken.includes(ref)) {
      this.found.push({
        way: "id",
        message: say("this name is taken"),
        hint: say("write another one"),
      });
    } else if (!source && draft.data.title && !id) missing("id", "id");
    const changed = source && source.data.status !== "draft" && this.next() !== source.data;
    if (changed && !draft.change.trim()) {
      missing("change", `changes[${source.data.changes.length + 1}].change`);
    }
  }

  changed() {
    const { draft } = this.given;
    const is_kept = keep(this.name ?? "", draft);
    if (this.sign) {
      this.sign.dataset.state = is_kept ? "kept" : "not kept";
      this.sign.textContent = is_kept
        ? say("Kept on this device")
        : say(
            "Not kept: this browser keeps nothing for this site. Download the file before you leave.",
          );
    }
    this.other?.toggleAttribute("data-off", !is_kept);
    this.steps?.replaceChildren();
    this.show();
  }

  show() {
    const { form, facts, draft, source } = this.given;
    if (this.box && !draft.id && document.activeElement !== this.box)
      this.box.value = this.practice_id();
    const data = pruned(draft.data);
    this.page?.replaceChildren(page_of(form, facts, data));
    this.card?.replaceChildren(...card_of(form, data));
    this.fit();
    this.check();
    this.mark();
    if (this.file)
      this.file.textContent = source && this.next() === source.data ? source.text : this.text();
    if (this.path) this.path.textContent = this.place();
  }

  /** Fits the type of the card, and says so if it does not hold its text. */
  fit() {
    const { card } = this.given.facts;
    const faces = /** @type {HTMLElement[]} */ ([...(this.card?.children ?? [])]);
    const holds = faces.map((each) => fit(each, card)).every(Boolean);
    if (this.full) {
      this.full.textContent = holds
        ? ""
        : say("The card does not hold all this. Write fewer or shorter lines for it under Card.");
    }
  }

  /** Shows each problem beside its field, once somebody has been there. */
  mark() {
    const errors = this.found.filter(({ advice }) => !advice);
    /** @type {Map<string, string>} */
    const by = new Map();
    for (const { way, message, hint } of this.found) {
      if (!by.has(way)) by.set(way, hint ? `${message}; ${hint}` : message);
    }
    /** @type {NodeListOf<HTMLElement>} */
    const fields = this.querySelectorAll("[data-way]");
    for (const field of fields) {
      const way = field.dataset.way ?? "";
      const shown = this.all || "touched" in field.dataset || (way === "id" && this.box?.value);
      const text = (shown && by.get(way)) || "";
      const place = this.querySelector(`[id="${field.id}-problem"]`);
      if (place && place.textContent !== text) place.textContent = text;
      if (field.localName !== "fieldset") field.setAttribute("aria-invalid", String(text !== ""));
      const about = `${field.id}-about`;
      const described = [this.querySelector(`[id="${about}"]`) && about, text && place?.id];
      field.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
    }
    if (this.count) this.count.textContent = problems_said(errors.length);
    const most = this.all ? this.found.slice(0, 20) : [];
    this.list?.replaceChildren(
      ...most.map(({ way, message, hint }) =>
        h(
          "li",
          {},
          h("a", { href: "#", onclick: (/** @type {Event} */ event) => this.go(event, way) }, way),
          `: ${message}${hint && `; ${hint}`}`,
        ),
      ),
    );
  }

  /** Goes to the field of a problem. @param {Event | null} event @param {string} way */
  go(event, way) {
    event?.preventDefault();
    /** @type {HTMLElement[]} */
    const fields = [...this.querySelectorAll(/** @type {"input"} */ ("[data-way]"))];
    const field =
      fields.find((each) => each.dataset.way === way) ??
      fields.findLast((each) => way.startsWith(each.dataset.way ?? way));
    for (let node = field?.parentElement; node; node = node.parentElement) {
      if (node instanceof HTMLDetailsElement) node.open = true;
    }
    field?.focus();
  }

  /** What is to be sent must pass the check: else the first place to mend. @returns {boolean} */
  ready() {
    this.all = true;
    this.check();
    this.mark();
    const wrong = this.found.find(({ advice }) => !advice);
    if (wrong) this.go(null, wrong.way);
    return !wrong;
  }

  get blob() {
    return new File([this.text()], this.place().split("/").at(-1) ?? "", { type: "text/plain" });
  }

  ways() {
    const { forge = "", mail = "" } = this.dataset;
    const label = label_of(forge);
    const found = [
      button(say("Download"), () => this.ready() && download(this.blob), {
        "data-way-out": "download",
      }),
    ];
    found.push(
      button(
        say("Copy"),
        async () => {
          if (this.ready() && (await this.copied()))
            this.tell(say("The file is on the clipboard."));
        },
        { "data-way-out": "copy" },
      ),
    );
    if (navigator.canShare?.({ files: [new File([""], "x.txt", { type: "text/plain" })] })) {
      found.push(
        button(say("Share"), () => {
          if (this.ready()) navigator.share({ files: [this.blob] }).catch(() => {});
        }),
      );
    }
    if (mail)
      found.push(button(say("Send by mail"), () => this.mail(mail), { "data-way-out": "mail" }));
    if (label) {
      found.unshift(
        button(say("Propose it at %(forge)s", { forge: label }), () => this.forge(forge), {
          className: "kb-button kb-button--main",
          "data-way-out": "forge",
        }),
      );
    }
    return found;
  }

  async copied() {
    try {
      await navigator.clipboard.writeText(this.text());
      return true;
    } catch {
      this.tell(
        say("The clipboard is closed to this page. Open the file below, and copy it from there."),
      );
      return false;
    }
  }

  /** @param {string} forge */
  async forge(forge) {
    if (!this.ready()) return;
    const { url = "", branch = "" } = this.dataset;
    const fresh = !this.source;
    const { address, holds } = address_of({ forge, url, branch }, this.place(), this.text(), fresh);
    if (!holds && !(await this.copied())) return;
    const steps = holds
      ? [say("Look at the file on the page that has opened; your account there is asked for.")]
      : fresh
        ? [
            say(
              "The file is on the clipboard. On the page that has opened, paste it into the large empty field.",
            ),
          ]
        : [
            say(
              "The file is on the clipboard. On the page that has opened, select all of the old text, and paste.",
            ),
          ];
    steps.push(
      say('Save it there ("Commit"): if you may not write, a copy of your own is made for you.'),
      say("Say in one sentence what it is for, and propose it. What you wrote stays here."),
    );
    this.steps?.replaceChildren(
      ...steps.map((each) => h("li", {}, each)),
      h(
        "li",
        {},
        h("a", { href: address, target: "_blank", rel: "noopener" }, say("Open the page again")),
      ),
    );
    this.steps?.focus();
    open(address, "_blank", "noopener");
  }

  /** @param {string} mail */
  mail(mail) {
    if (!this.ready()) return;
    const subject = encodeURIComponent(
      `${say("Propose a practice")}: ${this.given.draft.data.title}`,
    );
    const text = this.text();
    const whole = `mailto:${mail}?subject=${subject}&body=${encodeURIComponent(text)}`;
    const fits = whole.length < 2_000; // what programs for mail take
    if (!fits) download(this.blob);
    const body = fits ? whole : `mailto:${mail}?subject=${subject}`;
    this.tell(
      fits
        ? say("The mail holds the file.")
        : say("The file was downloaded. Attach it to the mail."),
    );
    location.href = body;
  }

  /** @param {string} text */
  tell(text) {
    if (this.said) this.said.textContent = text;
  }
}

customElements.define("kb-propose", Propose);
