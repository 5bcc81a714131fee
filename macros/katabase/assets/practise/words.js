// Every word that the run modes and "My practice" show.

import { plural, say } from "../words.js";

export const WORDS = {
  // Going through
  close: say("Close"),
  back: say("Go back"),
  next: say("Next"),
  finish: say("Finish"),
  step_of: (/** @type {number} */ step, /** @type {number} */ all) =>
    say("%(step)s of %(all)s", { step, all }),
  minutes_left: (/** @type {number} */ minutes) => say("%(minutes)s min left", { minutes }),
  minutes_over: (/** @type {number} */ minutes) => say("%(minutes)s min over", { minutes }),
  time_is_up: (/** @type {number} */ minutes) =>
    say("%(minutes)s minutes have passed. Come to the next step.", { minutes }),
  turn_over: say("Turn the card over."),
  turn_back: say("Turn the card back."),
  listen_for: say("What to listen for"),
  if_thin: say("If the answer is thin"),
  how: say("How, and what it trains"),
  trains: say("Trains"),
  why: say("Why it matters"),
  note: say("Note"),
  note_hint: say("Only for you. Nothing has to be written."),
  yes: say("Yes"),
  no: say("No"),
  count: say("Count"),
  less: say("One less"),
  more: say("One more"),
  if_no: say("What did you see? Ask why, and note the answer."),
  scale: say("From 1 to 5"),
  place: say("Where is this?"),
  before: say("Before you go"),
  begin: say("Begin"),
  // The end of a walk
  overview: say("What you saw"),
  answered: say("Answered"),
  skipped: (/** @type {number} */ number) => say("Skipped: %(number)s", { number }),
  none_skipped: say("Nothing was skipped."),
  actions: say("Actions"),
  add_action: say("Add an action"),
  ending: say("End with respect"),
  debrief: say("Debrief"),
  // A cycle
  second_coach: say("I am the second coach"),
  row_title: say("One row of the experimenting record"),
  board: say("Storyboard"),
  new_board: say("A new storyboard"),
  new_board_title: say("Storyboard"),
  last_step: say("The last step"),
  next_step: say("The next step"),
  expectation: say("What do you expect?"),
  well_done: say("That was it."),
  remind: say("Remind me in my calendar"),
  // A path
  here: say("I am at this stage"),
  practise_here: say("Practise at this stage"),
  signs: say("Move on when"),
  // Storyboards
  learner: say("Learner"),
  coach: say("Coach"),
  gone: say("Gone"),
  record: say("Experimenting record"),
  chart: (/** @type {string} */ name) =>
    say("%(measure)s over time", { measure: name || say("Process measure") }),
  target_line: say("target"),
  print: say("Print"),
  blank: say("Blank forms"),
  further_sheet: say("all of it on a further sheet"),
  give_board: say("Give"),
  as_file: say("As a file"),
  code_of: (/** @type {number} */ code, /** @type {number} */ all) =>
    say("Code %(code)s of %(all)s", { code, all }),
  next_code: say("Next code"),
  codes_missing: (/** @type {string} */ codes) =>
    say("Still missing, scan them as well: code %(codes)s.", { codes }),
  // My practice
  days_said: (/** @type {number} */ days, /** @type {number} */ weeks) =>
    plural(
      "%(num)s day in the last %(weeks)s weeks",
      "%(num)s days in the last %(weeks)s weeks",
      days,
      { weeks },
    ),
  often: (/** @type {number} */ days, /** @type {number} */ weeks, /** @type {string} */ often) =>
    plural(
      "%(num)s day in the last %(weeks)s weeks; to be practised: %(often)s",
      "%(num)s days in the last %(weeks)s weeks; to be practised: %(often)s",
      days,
      { weeks, often },
    ),
  skills: say("Where I stand"),
  leads: say("What to practise next"),
  delete: say("Delete"),
  deleted: (/** @type {number} */ number) =>
    plural("%(num)s record deleted.", "%(num)s records deleted.", number),
  undo: say("Undo"),
  imported: (/** @type {number} */ fresh, /** @type {number} */ same) =>
    say("%(fresh)s new, %(same)s already here.", { fresh, same }),
  newer: (/** @type {number} */ number) =>
    say("%(number)s were written by a newer version of this site and left out.", { number }),
  left_out: (/** @type {number} */ number) => say("%(number)s could not be read.", { number }),
  second: say("(imported)"),
};
