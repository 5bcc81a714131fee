// Writes the JSON Schema of records, which the site publishes: npm run schema.
import { writeFileSync } from "node:fs";
import { schema } from "./katabase/assets/records/schema.js";

const file = new URL("katabase/products/schemas/records.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(schema(), null, 2)}\n`);
