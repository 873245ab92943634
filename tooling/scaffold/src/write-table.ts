import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ACCESS = ["member-write", "owner-write", "read-only", "worker-only"];

export interface NewTable {
  /** Folder below the schema's. */
  domain: string;
  /** snake_case, plural. */
  name: string;
  access: string;
}

/**
 * Writes the file of a new table, which belongs to a brand and takes its policies from its access
 * class, and exports it from the schema.
 *
 * @returns the file's path
 * @throws Error that says which argument is wrong, or that the table exists
 */
export function writeTable(schema: string, table: NewTable): string {
  check(schema, table);
  const fileName = `${table.name.replaceAll("_", "-")}.ts`;
  const file = join(schema, table.domain, fileName);
  mkdirSync(join(schema, table.domain), { recursive: true });
  writeFileSync(file, source(table));
  addExport(join(schema, "index.ts"), `export * from "./${table.domain}/${fileName}";`);
  return file;
}

function check(schema: string, { domain, name, access }: NewTable): void {
  if (!/^[a-z]+(_[a-z0-9]+)*$/.test(name) || name.length > 40) {
    throw new Error(`"${name}" must be snake_case and at most 40 characters, like product_labels.`);
  }
  if (!/^[a-z]+$/.test(domain)) throw new Error(`"${domain}" must be one lower-case word, like products.`);
  if (!ACCESS.includes(access))
    throw new Error(`"${access}" is no access class. Known: ${ACCESS.join(", ")}.`);
  const taken = new RegExp(`[tT]able\\(\\s*"${name}"`);
  for (const entry of readdirSync(schema, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (taken.test(readFileSync(path, "utf8"))) throw new Error(`There is a table ${name} already: ${path}`);
  }
}

function source({ name, access }: NewTable): string {
  const constant = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `import { text } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** What one row stands for. */
export const ${constant} = brandTable(
  "${name}",
  { name: text("name").notNull() },
  { access: "${access}", root: true },
);
`;
}

/** Keeps the list sorted, as the formatter would. */
function addExport(index: string, line: string): void {
  const lines = existsSync(index) ? readFileSync(index, "utf8").split("\n").filter(Boolean) : [];
  const position = lines.findIndex((other) => other > line);
  lines.splice(position < 0 ? lines.length : position, 0, line);
  writeFileSync(index, `${lines.join("\n")}\n`);
}
