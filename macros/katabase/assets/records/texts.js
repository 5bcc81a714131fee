// Records as texts for people (Markdown): to read, to mail, to print.

import { day_of } from "./model.js";
import { EXPERIMENT, WORDS } from "./words.js";

/** @typedef {import("./model.js").AnyRecord} AnyRecord */

/**
 * What was written stays what was written: nothing in it becomes a heading, link or HTML.
 * @param {string} words
 */
export const escaped = (words) =>
  words
    .replace(/^[^\S\r\n]+/gm, "")
    .replace(/[\\`*_{}[\]<>#|~!&$^=:]/g, "\\$&")
    .replace(/^[-+]/gm, "\\$&")
    .replace(/^(\d+)([.)])/gm, "$1\\$2");

/** @param {string} words as one or more paragraphs */
const paragraph = (words) => escaped(words.trim()).replace(/\n+/g, "\n\n");

/** @param {string} words on one line */
const on_a_line = (words) => escaped(words.trim().replace(/\s+/g, " "));

/** @param {string} title @param {(string | false)[]} blocks @returns {string[]} nothing without blocks */
function section(title, blocks) {
  const said = blocks.filter((block) => block !== false && block !== "");
  return said.length ? [`## ${title}`, .../** @type {string[]} */ (said)] : [];
}

/** @param {string} label @param {string | number | null} value */
const fact = (label, value) =>
  value !== null && value !== "" && `- ${on_a_line(label)}: ${on_a_line(String(value))}`;

/** @param {(string | false)[]} lines */
const bullets = (lines) => lines.filter(Boolean).join("\n");

/** @type {{[K in import("./model.js").Kind]?: (record: any) => string[]}} */
const WRITERS = {
  storyboard: (/** @type {import("./model.js").Storyboard} */ board) => [
    `# ${on_a_line(board.title)}`,
    bullets([fact(WORDS.learner, board.learner), fact(WORDS.coach, board.coach)]),
    ...section(WORDS.challenge, [paragraph(board.challenge)]),
    ...section(WORDS.target, [
      paragraph(board.target.condition),
      bullets([fact(WORDS.achieve_by, board.target.achieve_by)]),
    ]),
    ...section(WORDS.current, [paragraph(board.current)]),
    ...section(WORDS.measure, [
      bullets([
        fact(board.measure.name || WORDS.measured, board.measure.unit),
        fact(WORDS.start, board.measure.start),
        fact(WORDS.goal, board.measure.target),
      ]),
    ]),
    ...section(WORDS.obstacles, [
      bullets(
        board.obstacles.map((one) => {
          const mark = one.gone ? WORDS.gone : one.id === board.working_on ? WORDS.working_on : "";
          return `- ${on_a_line(one.text)}${mark && ` (${mark})`}`;
        }),
      ),
    ]),
    ...section(
      WORDS.experiments,
      board.rows.map((row) =>
        [
          `### ${row.date}`,
          bullets(EXPERIMENT.slice(1).map((name) => fact(WORDS[name], row[name]))),
        ].join("\n\n"),
      ),
    ),
  ],
  walk: (/** @type {import("./model.js").Walk} */ walk) => [
    ...head(walk),
    bullets([fact(WORDS.place, walk.place)]),
    ...section(WORDS.answers, [
      bullets(
        walk.items.map((item) => {
          const value = item.value || (item.note ? "" : WORDS.skipped);
          return `- ${[item.text, value, item.note].map(on_a_line).filter(Boolean).join(" · ")}`;
        }),
      ),
    ]),
    ...section(WORDS.actions, [
      bullets(
        walk.actions.map((action) => {
          const said = [action.text, action.owner, action.by ?? "", action.done ? WORDS.done : ""];
          return `- ${said.map(on_a_line).filter(Boolean).join(" · ")}`;
        }),
      ),
    ]),
    ...section(WORDS.debrief, noted(walk.debrief)),
  ],
  path: (/** @type {import("./model.js").PathProgress} */ path) => [
    ...head(path),
    bullets(
      path.signs.map(({ text, learner, coach }) =>
        fact(
          text,
          [learner && WORDS.learner, learner, coach && WORDS.coach, coach]
            .filter(Boolean)
            .join(" "),
        ),
      ),
    ),
  ],
  anchor: (/** @type {import("./model.js").Anchor} */ { skill, date, level, note }) => [
    `# ${on_a_line(skill)}`,
    bullets([fact(WORDS.date, date), fact(WORDS.level, level), fact(WORDS.note, note)]),
  ],
  run: (/** @type {import("./model.js").Run} */ run) => [
    ...head(run),
    ...section(WORDS.notes, noted(run.parts)),
  ],
};

/** @param {import("./model.js").Walk | import("./model.js").Run | import("./model.js").PathProgress} record */
const head = ({ practice, created }) => [
  `# ${on_a_line(practice.title)}`,
  `${day_of(new Date(created))} · ${on_a_line(`${practice.ref} ${practice.version}`)}`,
];

/** @param {{text: string, note: string}[]} parts those with a note */
const noted = (parts) =>
  parts
    .filter((part) => part.note.trim())
    .map((part) => `**${on_a_line(part.text)}**\n\n${paragraph(part.note)}`);

/**
 * @param {AnyRecord[]} records
 * @returns {string} those that hold words; days and favourites are left out
 */
export function markdown_of(records) {
  const texts = records.map((record) =>
    WRITERS[record.kind]?.(record).filter(Boolean).join("\n\n"),
  );
  return `${texts.filter(Boolean).join("\n\n---\n\n")}\n`;
}
