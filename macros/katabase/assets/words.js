// The words of the scripts in the language of the site. English stands in the scripts; the build
// puts a site's other language in here, from the same catalogues as the words of its pages.

/** @type {{language: string, words: Record<string, string | string[]>}} */
const { language, words } = { language: "en", words: {} };

const ORDER = ["zero", "one", "two", "few", "many", "other"]; // of the forms in a catalogue

const rules = new Intl.PluralRules(language);
const { pluralCategories } = rules.resolvedOptions();
const categories = ORDER.filter((name) =>
  /** @type {string[]} */ (pluralCategories).includes(name),
);

/**
 * Return a text of the interface with values in the places of their names, as in "%(name)s".
 * @param {string} text
 * @param {Record<string, string | number>} [values]
 */
export function say(text, values = {}) {
  const said = words[text];
  return filled(typeof said === "string" ? said : text, values);
}

/**
 * Return the form that a number takes, with it in the place of "%(num)s".
 * @param {string} one
 * @param {string} many
 * @param {number} number
 * @param {Record<string, string | number>} [values]
 */
export function plural(one, many, number, values = {}) {
  const forms = words[one] ?? [one, many];
  const place = categories.indexOf(rules.select(number));
  const form = typeof forms === "string" ? forms : forms[Math.min(place, forms.length - 1)];
  return filled(form, { num: number, ...values });
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (place, name) => String(values[name] ?? place));
}
