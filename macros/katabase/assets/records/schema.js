// The JSON Schema of the file that everything is exported to: `npm run schema` writes it, and
// no page loads it.

import { SORT } from "./exchange.js";
import { FORMAT, SHAPES } from "./model.js";
import { moment } from "./shapes.js";

const DRAFT = "https://json-schema.org/draft/2020-12/schema";

/**
 * The JSON Schema of the values of a shape.
 * @param {import("./shapes.js").Shape<any>} shape
 * @returns {Record<string, unknown>}
 */
function schema_of({ is }) {
  const { about: description, least, most, whole, pattern, format, values } = is;
  const { entries, or_null, fields } = is;
  if (or_null) {
    const { description, ...schema } = schema_of(or_null);
    return { description, anyOf: [schema, { type: "null" }] };
  }
  if (fields) {
    const all = Object.entries(fields);
    const properties = Object.fromEntries(all.map(([name, one]) => [name, schema_of(one)]));
    const required = Object.keys(fields);
    return { description, type: "object", properties, required, additionalProperties: false };
  }
  if (entries) return { description, type: "array", maxItems: most, items: schema_of(entries) };
  if (values) return { description, enum: [...values] };
  if (pattern) return { description, type: "string", pattern, ...(format && { format }) };
  if (least !== undefined) {
    return { description, type: whole ? "integer" : "number", minimum: least, maximum: most };
  }
  if (most) return { description, type: "string", maxLength: most };
  return { description, type: "boolean" };
}

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
      exported: schema_of(moment("When it was written.")),
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
      Object.entries(SHAPES).map(([kind, shape]) => [kind, { title: kind, ...schema_of(shape) }]),
    ),
  };
}
