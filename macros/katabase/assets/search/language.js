// What the search knows of words: when two are one but for their endings
// or a typing error, how titles are compared, and what the field calls a word of every day.

// What may follow the stem of a word, in folded letters, by the language of the site. A site in
// another language holds English practices as well, as long as nobody has translated them.
/** @type {Record<string, RegExp>} */
const ENDINGS = {
  en: /^(?:e?s|e?d|e?rs?|ing|ings|e|ly|ment|ion|ions|[yi]|ies|ied|iness|e?ry|ful)?$/,
  de: /^(?:e|e?n|e?r|e?s|em|ern|nen|in|innen|es|e?t|te|ten|end|ende[nrs]?|ung|ungen|lich)?$/,
  es: /^(?:[aeo]?s?|[aei]r|ando|iendo|[ai]d[ao]s?|cion|ciones|mente|an|en)?$/,
};
const LANGUAGE = globalThis.document?.documentElement.lang.split("-")[0] ?? "en";
const OF_THE_SITE = [ENDINGS.en, ENDINGS[LANGUAGE]].filter(Boolean);

/**
 * Whether two words differ in their endings only, as in "coached" and "coaching".
 * @param {string} one
 * @param {string} other
 */
export function sameStem(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  if (same < 4) return false;
  const [ending, another] = [one.slice(same), other.slice(same)];
  return OF_THE_SITE.some((known) => known.test(ending) && known.test(another));
}

export const STEM = 0.9; // "coached" for "coaching", against 1 for the word itself
const BEGINNING = 0.7; // a word that begins like the query, which may be half typed
export const SHORTEST = 3; // letters of a word that may stand for longer ones

/**
 * How much a word of the library is what was typed, from 0 to 1.
 * @param {string} typed @param {string} word
 */
export function like(typed, word) {
  if (typed === word) return 1;
  if (typed[0] !== word[0]) return 0;
  if (sameStem(typed, word)) return STEM;
  return typed.length >= SHORTEST && word.startsWith(typed)
    ? (BEGINNING * typed.length) / word.length
    : 0;
}

// Titles and keywords as phrases, and words as names are compared by. phrases.py folds the words
// of the index alike; tests/cases/search/phrases.yml holds both together.
const NUMBERS = "zero one two three four five six seven eight nine ten".split(" ");

/** Singular, and numbers as digits. @param {string} word */
function fold(word) {
  const number = NUMBERS.indexOf(word);
  if (number >= 0) return String(number);
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 2 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word)
    ? word.slice(0, -1)
    : word;
}

/** Words as names are compared by: singular, numbers as digits. @param {string[]} phrase */
export function folded(phrase) {
  return phrase.map(fold).join(" ");
}

/**
 * What the index finds a word of a script without spaces by: its pairs of letters, or its one
 * letter.
 * @param {string} word
 */
export function letters(word) {
  const all = [...word];
  return all.length === 1 ? all : all.slice(1).map((second, at) => all[at] + second);
}

/**
 * Whether a phrase is a name but for endings, or a part of one.
 * @param {string[]} phrase folded @param {string[]} name folded
 */
export function names(phrase, name) {
  const last = name.length - phrase.length;
  for (let at = 0; at <= last; at += 1) {
    let same = 0;
    while (same < phrase.length && alike(phrase[same], name[at + same])) same += 1;
    if (same === phrase.length) return true;
  }
  return false;
}

/** @param {string} one @param {string} other */
function alike(one, other) {
  return one === other || sameStem(one, other);
}

/**
 * The word of a phrase that says something: by it a large index finds names.
 * @param {string[]} phrase @param {Set<string>} nothing
 */
export function telling(phrase, nothing) {
  return phrase.find((word) => !nothing.has(word)) ?? phrase[0];
}

/**
 * All phrases of one to five neighbouring words, the longest first.
 * @param {string[]} all @returns {string[][]}
 */
export function phrases(all) {
  const found = [];
  for (let size = Math.min(5, all.length); size > 0; size -= 1) {
    for (let start = 0; start + size <= all.length; start += 1)
      found.push(all.slice(start, start + size));
  }
  return found;
}

/**
 * Number of typing errors between two words: letters added, left out, changed or swapped
 * (Damerau-Levenshtein, adjacent swaps). Returns most + 1 as soon as there are more.
 * @param {string} one @param {string} other @param {number} most
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

/**
 * The nearest of the words, which stand in order of their importance; undefined if none is near.
 * @param {string} word @param {string[]} words
 * @returns {string | undefined}
 */
export function nearest(word, words) {
  // A good word that the library lacks is no typing error: one is near, two only in a long word
  // that begins alike.
  const most = word.length < 8 ? 1 : 2;
  /** @type {string | undefined} */
  let found;
  for (const other of words) {
    const errors = distance(word, other, most);
    if (errors > 1 && word[0] !== other[0]) continue;
    if (errors <= most && (found === undefined || errors < distance(word, found, most))) {
      found = other;
      if (errors === 1) return found;
    }
  }
  return found;
}

// Words of the field that a library may lack, and words that describe the same there. Each stands
// for practices that are near by meaning, not for the same thing.

/** @type {Record<string, string>} */
const WORDS = {
  // other methods and their ceremonies
  scrum: "daily meeting",
  sprint: "experiment target condition",
  backlog: "obstacle parking lot",
  retro: "reflection",
  retrospective: "reflection",
  agile: "rapid experiments",
  devops: "rapid experiments",
  kanban: "visual management flow",
  jira: "visual management board",
  trello: "visual management board",
  miro: "remote storyboard",
  sixsigma: "problem solving evidence",
  sigma: "problem solving evidence",
  dmaic: "problem solving steps",
  dmadv: "problem solving steps",
  "8d": "problem cause evidence",
  tpm: "standard work observation",
  toc: "obstacle flow",
  bottleneck: "obstacle flow",
  tqm: "improvement kata",
  iso: "standard work",
  // aims and figures
  okr: "target catchball",
  okrs: "target catchball",
  hoshin: "target catchball",
  mbo: "target catchball",
  kpi: "target condition",
  kpis: "target condition",
  metrics: "current condition facts",
  dashboard: "visual management",
  scorecard: "visual management",
  benchmark: "current condition facts",
  goals: "target condition challenge",
  vision: "challenge direction",
  // tools of analysis
  ishikawa: "cause evidence",
  fishbone: "cause evidence",
  pareto: "process analysis facts",
  rca: "cause evidence",
  fmea: "safety risk walk",
  spc: "process analysis",
  histogram: "process analysis",
  vsm: "process analysis flow",
  swimlane: "process analysis",
  spaghetti: "process analysis walk",
  stopwatch: "process analysis time",
  oee: "process analysis",
  takt: "process analysis flow",
  smed: "process analysis changeover",
  changeover: "process analysis",
  jidoka: "andon help",
  poka: "quality walk",
  yoke: "quality walk",
  heijunka: "flow walk",
  muda: "flow walk",
  mura: "flow walk",
  muri: "flow walk",
  waste: "flow walk",
  inventory: "flow warehouse walk",
  layered: "standard work observation",
  lpa: "standard work observation",
  audit: "standard work observation",
  // people and leading
  feedback: "coaching debrief",
  mentor: "coaching cycle",
  mentoring: "coaching cycle",
  supervision: "second coach",
  onboarding: "first week new learner",
  newcomer: "first week new learner",
  rookie: "first week new learner",
  training: "job instruction",
  delegation: "asking before telling",
  delegate: "asking before telling",
  micromanagement: "asking before telling",
  micromanaging: "asking before telling",
  empowerment: "asking before telling respect",
  listening: "asking before telling",
  empathy: "humility respect",
  narcissism: "humility mirror",
  ego: "humility mirror",
  arrogance: "humility mirror",
  blame: "mirror window",
  accountability: "mirror window responsibility",
  ownership: "learner responsibility",
  succession: "grown from within",
  promotion: "grown from within",
  recruiting: "grown from within",
  hiring: "grown from within",
  talent: "grown from within",
  motivation: "learner success respect",
  engagement: "respect asking team",
  burnout: "bad week",
  stress: "bad week",
  overload: "bad week",
  conflict: "asking respect staff agreement",
  union: "staff representatives agreement",
  layoff: "staff representatives agreement jobs",
  layoffs: "staff representatives agreement jobs",
  resistance: "stuck learner",
  sceptical: "stuck learner",
  skeptical: "stuck learner",
  zoom: "remote coaching",
  hybrid: "remote coaching",
  homeoffice: "remote coaching",
  // the day
  huddle: "daily tier meeting",
  handover: "daily tier meeting shift",
  shift: "daily tier meeting",
  email: "leader standard work day",
  calendar: "leader standard work day",
  diary: "leader standard work reflection",
  accident: "safety walk",
  injury: "safety walk",
  ppe: "safety walk",
  hazard: "safety walk",
  complaint: "quality customer walk",
  defect: "quality walk cause",
  scrap: "quality walk cause",
  breakdown: "andon help",
  downtime: "andon help process",
};

export const FIELD = new Map(Object.entries(WORDS));

// What people say every day, and what the field calls it: looked for beside the word itself.
/** @type {Record<string, string>} */
const ALSO = {
  // who
  boss: "manager leader",
  chief: "executive manager",
  director: "executive",
  ceo: "executive",
  president: "executive",
  supervisor: "leader",
  foreman: "leader",
  operator: "member worker",
  worker: "member",
  employee: "member people",
  staff: "people member",
  crew: "team",
  colleague: "team member",
  apprentice: "learner",
  student: "learner",
  trainee: "learner",
  pupil: "learner",
  beginner: "learner new",
  start: "new first",
  begin: "new first",
  trainer: "coach instruction",
  teacher: "coach instruction",
  doctor: "healthcare",
  nurse: "healthcare",
  clinic: "healthcare",
  patient: "healthcare",
  programmer: "software",
  developer: "software",
  coder: "software",
  clerk: "office",
  storeman: "warehouse",
  picker: "warehouse",
  driver: "warehouse",
  client: "customer",
  // where and when
  factory: "gemba",
  shopfloor: "gemba",
  workshop: "gemba kaizen",
  company: "organisation",
  firm: "organisation",
  plant: "site",
  hospital: "healthcare",
  ward: "healthcare",
  desk: "office",
  store: "warehouse",
  depot: "warehouse",
  phone: "remote",
  video: "remote",
  camera: "remote",
  distance: "remote",
  online: "remote",
  home: "remote",
  morning: "daily",
  yearly: "year annual",
  // what one does
  teach: "instruction",
  train: "instruction",
  instruct: "instruction",
  strong: "will energy",
  together: "team each other",

  explain: "instruction",
  listen: "asking humble",
  talk: "asking conversation",
  shout: "respect",
  visit: "walk",
  tour: "walk",
  inspect: "walk observation",
  watch: "observation",
  measure: "condition analysis facts",
  count: "facts condition",
  test: "experiment",
  trial: "experiment",
  try: "experiment",
  guess: "prediction",
  expect: "prediction",
  fail: "failed prediction",
  result: "outcome",
  note: "record",
  write: "record",
  plan: "target",
  goal: "target",
  aim: "target",
  objective: "target",
  agree: "catchball agreement",
  negotiate: "catchball",
  think: "reflection",
  reflect: "reflection",
  review: "reflection debrief",
  hire: "selects choosing",
  promote: "selects succession",
  choose: "selects",
  quit: "stuck",
  tidy: "5s",
  clean: "5s",
  order: "5s",
  // what goes wrong
  busy: "pressure stress",
  hurry: "pressure stress",
  overloaded: "pressure stress",
  crisis: "pressure stress",
  tired: "pressure stress",
  stop: "andon",
  alarm: "andon",
  broken: "andon",
  problem: "obstacle",
  trouble: "obstacle",
  barrier: "obstacle",
  hindrance: "obstacle",
  mistake: "mirror",
  fault: "mirror",
  guilty: "mirror",
  blame: "mirror",
  praise: "window",
  thanks: "window",
  lie: "honest",
  truth: "honest",
  honesty: "honest",
  proud: "humility",
  modest: "humility",
  brave: "fearless courage",
  afraid: "fearless courage",
  fear: "fearless courage",
  quarrel: "relations conflict",
  argue: "relations conflict",
  dispute: "relations conflict",
  angry: "relations conflict",
  danger: "safety",
  hurt: "safety",
  risk: "safety",
  cause: "why",
  reason: "why",
  wait: "flow",
  delay: "flow",
  queue: "flow",
  slow: "flow",
  fast: "rapid",
  quick: "rapid",
  small: "rapid",
  consultant: "outside",
  adviser: "outside",
  expert: "outside",
  checkup: "checklist",
  course: "path",
  curriculum: "path",
  programme: "path",
  exercise: "kata",
  routine: "kata",
  drill: "kata dojo",
  // rules, what is to come, what surprises
  task: "job",
  procedure: "standard",
  manual: "standard instruction",
  rule: "standard",
  discipline: "standard routine",
  habit: "routine kata",
  invent: "develop own",
  create: "develop",
  inside: "within",
  internal: "within",
  heir: "succession within",
  candidate: "selects",
  wrong: "failed mistake",
  failure: "failed prediction",
  surprise: "prediction failed",
  unexpected: "prediction failed",
  fire: "pressure",
  emergency: "pressure andon",
  rush: "pressure",
  deadline: "pressure date",
  strategy: "hoshin challenge",
  purpose: "challenge",
  direction: "challenge hoshin",
  future: "enduring",
  spread: "cascade organisation",
  rollout: "cascade organisation",
  department: "stream organisation",
  advice: "asking telling",
  answer: "asking telling",
  opinion: "facts evidence",
  assumption: "facts evidence",
  number: "facts condition",
  figure: "facts condition",
  signal: "andon",
  lamp: "andon",
  poster: "visual",
  sign: "visual",
  sentence: "challenge",
  idea: "experiment",
  suggestion: "experiment",
  escort: "guided guiding",
  accompany: "guided guiding",
  shadow: "observation",
  criticise: "debrief honest",
  criticism: "debrief honest",
  hygiene: "5s",
  mess: "5s",
  untidy: "5s",
  lesson: "instruction",
  skill: "kata instruction",
  move: "stuck step",
  blocked: "stuck obstacle",
};

/** @type {Map<string, [string, string[]][]>} by the first letters: a stem has four at least */
const EVERYDAY = new Map();
for (const [word, meant] of Object.entries(ALSO)) {
  const start = word.slice(0, 4);
  EVERYDAY.set(start, [...(EVERYDAY.get(start) ?? []), [word, meant.split(" ")]]);
}

/**
 * What the field calls a word of every day.
 * @param {string} word
 */
export function beside(word) {
  const near = EVERYDAY.get(word.slice(0, 4)) ?? [];
  return near.find(([known]) => known === word || sameStem(known, word))?.[1] ?? [];
}
