import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeTable } from "./write-table.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const DB = join(ROOT, "packages", "db");
let folder: string;
let schema: string;

// Inside the package, so that the copy resolves what the schema imports.
beforeAll(() => {
  folder = mkdtempSync(join(DB, ".scaffold-"));
  schema = join(folder, "schema");
  cpSync(join(DB, "src", "schema"), schema, { recursive: true });
  cpSync(join(ROOT, "supabase", "migrations"), join(folder, "migrations"), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What drizzle-kit would add to the migrations for the copied schema. */
function generate(): string {
  const migrations = join(folder, "migrations");
  const before = new Set(readdirSync(migrations));
  const kit = join(DB, "node_modules", "drizzle-kit", "bin.cjs");
  const paths = [
    "--schema",
    `${folder.slice(DB.length + 1)}/schema/index.ts`,
    "--out",
    `${folder.slice(DB.length + 1)}/migrations`,
  ];
  execFileSync(process.execPath, [kit, "generate", "--dialect", "postgresql", ...paths], { cwd: DB });
  const written = readdirSync(migrations).filter((name) => name.endsWith(".sql") && !before.has(name));
  return written.map((name) => readFileSync(join(migrations, name), "utf8")).join("\n");
}

test("a new table comes with its brand, its key, row-level security and its class's policies", () => {
  const index = readFileSync(join(schema, "index.ts"), "utf8").trim().split("\n");
  writeTable(schema, { domain: "products", name: "product_labels", access: "owner-write" });
  writeTable(schema, { domain: "labels", name: "label_sheets", access: "worker-only" });
  const lines = readFileSync(join(schema, "index.ts"), "utf8").trim().split("\n");
  const added = [
    'export * from "./products/product-labels.ts";',
    'export * from "./labels/label-sheets.ts";',
  ];
  expect(lines.toSorted()).toEqual([...index, ...added].toSorted());
  const sql = generate();
  expect(sql).toContain('CONSTRAINT "product_labels_pk" PRIMARY KEY("brand_id","id")');
  expect(sql).toContain('REFERENCES "public"."brands"("id") ON DELETE cascade');
  expect(sql.match(/ENABLE ROW LEVEL SECURITY/g)).toHaveLength(2);
  expect(sql.match(/CREATE POLICY "product_labels_\w+"/g)).toHaveLength(5);
  expect(sql).not.toContain('CREATE POLICY "label_sheets');
});

test.each([
  [{ domain: "products", name: "products", access: "read-only" }, "There is a table products already"],
  [{ domain: "products", name: "ProductLabels", access: "read-only" }, "snake_case"],
  [{ domain: "../core", name: "labels", access: "read-only" }, "lower-case word"],
  [{ domain: "products", name: "labels", access: "public" }, "no access class"],
])("%j is refused: %s", (table, message) => {
  const before = readFileSync(join(schema, "index.ts"), "utf8");
  expect(() => writeTable(schema, table)).toThrow(message);
  expect(readFileSync(join(schema, "index.ts"), "utf8")).toBe(before);
});
