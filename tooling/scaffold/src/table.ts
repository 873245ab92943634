import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeTable } from "./write-table.ts";

const USAGE = `npm run new:table -- <domain> <name> [--access member-write|owner-write|read-only|worker-only]

  <domain>  folder of packages/db/src/schema: products, sync, …
  <name>    the table's, in snake_case and the plural: product_labels`;

/** Writes a new table's file and adds it to the schema. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { access: { type: "string", default: "worker-only" } },
  });
  const [domain, name] = positionals;
  if (!domain || !name) {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  try {
    const schema = join(import.meta.dirname, "..", "..", "..", "packages", "db", "src", "schema");
    const file = writeTable(schema, { domain, name, access: values.access });
    console.log(`${file}

Now
  1. write its columns, and name its parents with childOf (or keep root: true, where it has none)
  2. npm run db:generate -- --name=${name}
  3. npm test: the walk over all tables holds the new one to its access class, without being told`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

main();
