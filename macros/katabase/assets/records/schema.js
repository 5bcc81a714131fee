// The JSON Schema of the file that everything is exported to: `npm run schema` writes it, and
// no page loads it.

import { SORT } from "./exchange.js";
import { FORMAT, SHAPES } from "./model.js";
import { moment } from "./shapes.js";

const DRAFT = "https://json-schema.org/draft/2020-12/schema";

/** The JSON Schema (2020-12) of the file. */
export function schema() {
  return {
    $schema: DRAFT,
    title: "Records of practice",
    description: "All that somebody wrote down while practising, as one file.",
    type: "object",
    properties: {
      sort: { description: "What this file is.", const: SORT },
      format: { description: "The version of this schema.", const: FORMAT },
      exported: moment("When it was written.").schema,
      records: {
        description: "The records, in the order of their ids.",
        type: "array",
        items: { oneOf: Object.keys(SHAPES).map((kind) => ({ $ref: `#/$defs/${kind}` })) },
      },
      unread: {
        description: "What the device holds and this version cannot read, as it was found.",
        type: "array",
      },
    },
    required: ["sort", "format", "exported", "records"],
    $defs: Object.fromEntries(
      Object.entries(SHAPES).map(([kind, shape]) => [kind, { title: kind, ...shape.schema }]),
    ),
  };
}
