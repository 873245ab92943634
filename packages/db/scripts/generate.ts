import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * `drizzle-kit generate`, with its arguments. Grants follow from policies and columns, so each
 * migration that it writes ends by deriving them anew.
 */
const folder = join(import.meta.dirname, "..");
const migrations = join(folder, "..", "..", "supabase", "migrations");
const kit = join(folder, "node_modules", "drizzle-kit", "bin.cjs");

const list = () => readdirSync(migrations).filter((name) => name.endsWith(".sql"));
const before = new Set(list());
execFileSync(process.execPath, [kit, "generate", ...process.argv.slice(2)], {
  cwd: folder,
  stdio: "inherit",
});
for (const name of list()) {
  if (before.has(name)) continue;
  appendFileSync(join(migrations, name), "\n--> statement-breakpoint\nselect public.apply_grants();\n");
  console.log(`${name} ends with apply_grants(): tables may do what their policies say, and no more.`);
}
