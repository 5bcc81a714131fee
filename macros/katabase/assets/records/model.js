// What people write down while they practise. A record names the practice, its version and
// the keys of its parts, and holds the words of that time: it stays readable when the
// practice changes. No page parts, nothing of a site's theme.

import * as shape from "./shapes.js";

/**
 * The version of each kind of record that this file describes; migrations.js brings older ones
 * here. A kind that did not change keeps its number: sites of several versions share records.
 */
const FORMATS = { storyboard: 1, walk: 1, run: 1, path: 1, day: 1, favourite: 1, anchor: 2 };

/** The version of the schema as a whole. */
export const FORMAT = Math.max(...Object.values(FORMATS));

/**
 * @template S
 * @typedef {import("./shapes.js").Of<S>} Of
 */

const practice = shape.object("The practice as it was when the record was begun.", {
  ref: shape.id("Its kind and id, as in questions/five-questions."),
  title: shape.line("Its title."),
  version: shape.line("Its version, as in 1.0.0; empty if it is not known."),
});

/** What each entry of a list has, so that a change finds it whatever its place. */
const entry = { id: shape.id("What this entry is called, within its list.") };

const part = {
  id: shape.id("The key of the part within its practice."),
  section: shape.line("What the part belongs to, in the words of that time."),
  text: shape.text("The part in the words of that time."),
};

/**
 * @template {Record<string, import("./shapes.js").Shape<any>>} F
 * @template {keyof typeof FORMATS} K
 * @param {K} kind
 * @param {string} about
 * @param {F} fields
 */
function record(kind, about, fields) {
  return shape.object(about, {
    id: shape.id("What the record is called; the same on every device."),
    kind: shape.one_of("What sort of record it is.", /** @type {const} */ ([kind])),
    format: shape.one_of("The version of this kind of record.", [FORMATS[kind]]),
    created: shape.moment("When it was begun."),
    changed: shape.moment("When it was last changed, by the clock of the device."),
    ...fields,
  });
}

const storyboard = record("storyboard", "A learner's storyboard.", {
  title: shape.line("What the storyboard is called."),
  learner: shape.line("Who practises."),
  coach: shape.line("Who coaches."),
  challenge: shape.text("The challenge, from the level above."),
  target: shape.object("The next target condition.", {
    condition: shape.text("How the work shall run."),
    achieve_by: shape.maybe(shape.day("The day by which it shall run so.")),
  }),
  current: shape.text("The current condition, in facts."),
  measure: shape.object("The process measure that is drawn over time.", {
    name: shape.line("What is measured."),
    unit: shape.line("Its unit."),
    start: shape.maybe(shape.number("Where it began.")),
    target: shape.maybe(shape.number("Where it shall be.")),
  }),
  obstacles: shape.list(
    "The obstacle parking lot.",
    shape.object("An obstacle.", {
      ...entry,
      text: shape.text("What stands in the way, as it was seen in the process."),
      gone: shape.yes("Whether it no longer stands in the way."),
    }),
  ),
  working_on: shape.maybe(shape.id("The id of the one obstacle that is being worked on.")),
  rows: shape.list(
    "The experimenting record, oldest first.",
    shape.object("One experiment.", {
      ...entry,
      date: shape.day("The day of the coaching cycle in which it was planned."),
      obstacle: shape.text("The obstacle in the words of that time."),
      step: shape.text("What is done or found out."),
      expectation: shape.text("What is predicted, before the step."),
      see_by: shape.maybe(shape.day("By when its learning can be seen at the gemba.")),
      result: shape.text("What happened, in facts."),
      learning: shape.text("What was learned from the difference."),
      measured: shape.maybe(shape.number("The process measure after the step.")),
    }),
  ),
  closed: shape.yes("Whether work on this storyboard has ended."),
});

const walk = record("walk", "A gemba walk or another checklist that was walked.", {
  practice,
  place: shape.line("Where it was."),
  at: shape.maybe(shape.id("The key of the part where it goes on.")),
  items: shape.list(
    "The items of the checklist.",
    shape.object("An item and its answer.", {
      ...part,
      answer: shape.one_of(
        "The kind of answer.",
        /** @type {const} */ (["note", "yes-no", "count", "scale"]),
      ),
      value: shape.line("The answer: yes, no, a number, or 1 to 5; empty if it was skipped."),
      note: shape.text("What was seen or heard."),
    }),
  ),
  actions: shape.list(
    "What somebody promised to do.",
    shape.object("An action.", {
      ...entry,
      text: shape.text("What is to be done."),
      owner: shape.line("Who does it."),
      by: shape.maybe(shape.day("By when.")),
      done: shape.yes("Whether it is done."),
    }),
  ),
  debrief: shape.list(
    "What was gone through with the coach afterwards.",
    shape.object("A question of the debrief.", { ...part, note: shape.text("The answer.") }),
  ),
  done: shape.yes("Whether the walk has ended."),
});

const run = record("run", "A kata or question set that was gone through step by step.", {
  practice,
  mode: shape.one_of("How it was run.", /** @type {const} */ (["steps", "cycle", "observation"])),
  storyboard: shape.maybe(shape.id("The storyboard to which a coaching cycle belongs.")),
  at: shape.maybe(shape.id("The key of the part where it goes on.")),
  seconds: shape.number("How long it has been running.", { least: 0, whole: true }),
  parts: shape.list(
    "Its steps or questions.",
    shape.object("A step or question.", { ...part, note: shape.text("What was noted.") }),
  ),
  done: shape.yes("Whether it has ended."),
});

const path = record("path", "How far somebody is on a path.", {
  practice,
  at: shape.maybe(shape.id("The key of the stage where the learner is.")),
  signs: shape.list(
    "The signs that it is time to move on.",
    shape.object("A sign.", {
      ...part,
      learner: shape.maybe(shape.day("The day on which the learner ticked it.")),
      coach: shape.maybe(shape.day("The day on which the coach ticked it.")),
    }),
  ),
});

const practised = record("day", "A day on which a practice was practised.", {
  practice,
  date: shape.day("The day."),
  minutes: shape.number("How long, in minutes; 0 if nobody counted.", { least: 0, whole: true }),
});

const favourite = record("favourite", "A practice that somebody wants at hand.", { practice });

const anchor = record("anchor", "Where somebody stood with a skill on a day.", {
  practice: shape.maybe(practice),
  skill: shape.line("The skill in the words of that time."),
  date: shape.day("The day."),
  level: shape.number("From 1, a beginner, to 5, one who teaches it.", {
    least: 1,
    most: 5,
    whole: true,
  }),
  key: shape.maybe(shape.id("The key of that level within its practice, if it has words there.")),
  note: shape.text("What shows it, in the words of that time."),
  asked: shape.maybe(
    shape.object("The question of a self-check that was answered so.", { practice, ...part }),
  ),
});

/** The shape of each kind of record. */
export const SHAPES = { storyboard, walk, run, path, day: practised, favourite, anchor };

/**
 * @typedef {keyof typeof SHAPES} Kind
 * @typedef {Of<typeof storyboard>} Storyboard
 * @typedef {Of<typeof walk>} Walk
 * @typedef {Of<typeof run>} Run
 * @typedef {Of<typeof path>} PathProgress
 * @typedef {Of<typeof practised>} PracticeDay
 * @typedef {Of<typeof favourite>} Favourite
 * @typedef {Of<typeof anchor>} Anchor
 * @typedef {Of<typeof practice>} PracticeName
 * @typedef {{storyboard: Storyboard, walk: Walk, run: Run, path: PathProgress,
 *   day: PracticeDay, favourite: Favourite, anchor: Anchor}} Records
 * @typedef {Records[Kind]} AnyRecord
 */

/**
 * Says what is wrong with a record of the present version, each with its place.
 * @param {unknown} value
 * @returns {string[]} nothing if it is a record
 */
export function problems_of(value) {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : "";
  if (typeof kind !== "string" || !Object.hasOwn(SHAPES, kind)) {
    return [`kind: one of ${Object.keys(SHAPES).join(", ")}`];
  }
  return SHAPES[/** @type {Kind} */ (kind)].problems(value, kind);
}

/**
 * Whether a value is a record of the present version.
 * @param {unknown} value
 * @returns {value is AnyRecord}
 */
export const is_record = (value) => problems_of(value).length === 0;

/** A name that nothing else has, on any device. Works on plain http as well. */
export function new_id() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The day on this device's calendar. @param {Date} date */
export function day_of(date) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const year = String(date.getFullYear()).padStart(4, "0");
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * Begins a record: empty where nothing is given.
 * @template {Kind} K
 * @param {K} kind
 * @param {Partial<Records[K]>} given
 * @param {Date} now
 * @returns {Records[K]}
 */
export function begin(kind, given, now = new Date()) {
  const moment = now.toISOString();
  const blank = SHAPES[kind].blank();
  return /** @type {any} */ ({
    ...blank,
    id: `${kind}:${new_id()}`,
    created: moment,
    changed: moment,
    ...given,
  });
}

/**
 * A new entry of a list, by the shape that the list has.
 * @template {Record<string, unknown>} T
 * @param {T} given
 * @returns {T & {id: string}}
 */
export const entry_of = (given) => ({ id: new_id(), ...given });

/** An experiment of which nothing is written yet, for today. @param {string} obstacle */
export const experiment = (obstacle, id = new_id()) => ({
  id,
  date: day_of(new Date()),
  obstacle,
  step: "",
  expectation: "",
  see_by: null,
  result: "",
  learning: "",
  measured: null,
});

/** The id of what there is once for a practice, or once a day: the same on every device. */
export const ids = {
  /** @param {string} ref */
  favourite: (ref) => `favourite:${ref}`,
  /** @param {string} ref */
  path: (ref) => `path:${ref}`,
  /** @param {string} date @param {string} ref */
  anchor: (date, ref) => `anchor:${date}:${ref}`,
  /** @param {string} date @param {string} ref */
  day: (date, ref) => `day:${date}:${ref}`,
};
