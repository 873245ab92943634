import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { root } from "@v1/stack/root";

const DB = join(root, "packages", "db");
const MIGRATIONS = join(root, "supabase", "migrations");

/**
 * What `drizzle-kit generate` would still write, on a copy of the migrations; undefined when nothing.
 */
export async function findSchemaDrift(): Promise<string | undefined> {
  const copy = mkdtempSync(join(DB, ".drift-"));
  try {
    cpSync(MIGRATIONS, copy, { recursive: true });
    const before = new Set(sqlFiles(copy));
    const said = await generate(copy);
    const written = sqlFiles(copy).filter((name) => !before.has(name));
    if (written.length > 0) {
      const sql = written.map((name) => readFileSync(join(copy, name), "utf8")).join("\n");
      return `The schema has changed and no migration says so. Run: npm run db:generate\n\n${sql}`;
    }
    return said.includes("No schema changes") ? undefined : `drizzle-kit said neither yes nor no:\n${said}`;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function sqlFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".sql"));
}

async function generate(out: string): Promise<string> {
  const schema = join("src", "schema", "index.ts");
  const args = ["generate", "--dialect", "postgresql", "--schema", schema, "--out", relative(DB, out)];
  const kit = join(DB, "node_modules", ".bin", "drizzle-kit");
  try {
    const { stdout, stderr } = await promisify(execFile)(kit, args, { cwd: DB, timeout: 120_000 });
    return `${stdout}${stderr}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
