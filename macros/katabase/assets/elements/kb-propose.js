// The page "Propose a practice": a form from the schema of a kind, problems and a preview while
// one writes, and a file at the end. ?kind=checklist begins a new practice (&draft=2 a second one
// beside it), ?practice=questions/x improves one.

import { root, SLUG } from "../page.js";
import { button, h, style } from "../practise/nodes.js";
import { address, another, drop, keep, kept, names, place } from "../propose/drafts.js";
import { Fields, problems_said } from "../propose/fields.js";
import { card_of, fit, page_of } from "../propose/preview.js";
import { Proposal } from "../propose/proposal.js";
import { Sending } from "../propose/sending.js";
import { pruned } from "../propose/shapes.js";
import { say } from "../words.js";

/** @typedef {import("../propose/problems.js").Problem} Problem */

const STEPS = {
  patch: say("Other words"),
  minor: say("Something is added"),
  major: say("It is practised differently"),
};

/** @param {string} path @returns {Promise<any>} */
async function load(path) {
  const answer = await fetch(new URL(`propose/${path}.json`, root()));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

class Propose extends HTMLElement {
  all = false; // whether problems are shown also where nobody has written yet
  /** @type {Proposal | undefined} */
  proposal;
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
      const name = ref || (number ? `${form.kind} ${number}` : form.kind);
      this.proposal = new Proposal(form, facts, name, this.dataset, source);
      const said = this.proposal.resume();
      this.draw();
      if (said) this.tell(said);
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
    if (!this.proposal || key !== place(this.proposal.name)) return;
    this.proposal.again();
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

  get given() {
    if (!this.proposal) throw new Error("there is no form");
    return this.proposal;
  }

  draw() {
    const proposal = this.given;
    const { form, facts, draft, source } = proposal;
    const fields = new Fields(
      form,
      facts,
      () => this.changed(),
      (text) => this.tell(text),
    );
    this.sign = h("p", { className: "kb-propose__sign" }, say("Kept on this device as you type."));
    const anew = button(say("Begin anew"), () => {
      if (!confirm(say("Drop what you have written here?"))) return;
      drop(proposal.name);
      proposal.anew();
      this.all = false;
      this.draw();
    });
    this.other = source ? undefined : this.beside();
    this.count = h("p", { className: "kb-propose__count", role: "status" });
    this.list = h("ul", { className: "kb-propose__problems" });
    this.page = h("div");
    this.card = h("div", { className: "kb-propose__faces" });
    this.full = h("p", { className: "kb-propose__problem" });
    this.file = h("pre", { tabIndex: 0 });
    this.path = h("code");
    this.sending = new Sending(
      proposal,
      this.dataset,
      () => this.ready(),
      (text) => this.tell(text),
    );
    const own = source ? [] : [this.file_name()];
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
      proposal.published ? this.history() : "",
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
      h("div", { className: "kb-propose__ways" }, ...this.sending.ways()),
      this.sending.steps,
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
    const { form, name } = this.given;
    const link = h("a", { href: address(another(form.kind)) }, say("Begin another one beside it"));
    const node = h("p", { className: "kb-propose__beside" }, link);
    node.toggleAttribute("data-off", !kept(name));
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

  changed() {
    const { name, draft } = this.given;
    const is_kept = keep(name, draft);
    if (this.sign) {
      this.sign.dataset.state = is_kept ? "kept" : "not kept";
      this.sign.textContent = is_kept
        ? say("Kept on this device")
        : say(
            "Not kept: this browser keeps nothing for this site. Download the file before you leave.",
          );
    }
    this.other?.toggleAttribute("data-off", !is_kept);
    this.sending?.steps.replaceChildren();
    this.show();
  }

  check() {
    this.found = this.given.problems(this.card?.textContent ?? "");
  }

  show() {
    const { form, facts, draft, id, text, path } = this.given;
    if (this.box && !draft.id && document.activeElement !== this.box) this.box.value = id;
    const data = pruned(draft.data);
    this.page?.replaceChildren(page_of(form, facts, data));
    this.card?.replaceChildren(...card_of(form, data));
    this.fit();
    this.check();
    this.mark();
    if (this.file) this.file.textContent = text;
    if (this.path) this.path.textContent = path;
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

  /** @param {string} text */
  tell(text) {
    if (this.said) this.said.textContent = text;
  }
}

customElements.define("kb-propose", Propose);
