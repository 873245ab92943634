import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@v1/core";
import { Client } from "pg";
import { root } from "./root.ts";

export interface Migration {
  /** File name: what the ledger knows it by. */
  name: string;
  hash: string;
  statements: string[];
}

const MIGRATIONS = join(root, "supabase", "migrations");
/**
 * What Supabase brings along and a bare Postgres lacks: roles, `auth.uid()`, `auth.jwt()`. It may be
 * applied any number of times, and so is again when it has changed.
 */
const PRELUDE = join(root, "supabase", "local", "prelude.sql");
const SEED = join(root, "supabase", "seed.sql");
const PRELUDE_NAME = "prelude.sql";
const LEDGER = `insert into stack.applied_migrations (name, hash) values ($1, $2)
  on conflict (name) do update set hash = excluded.hash, applied_at = now()`;

/** All files in the order in which they apply, the local prelude first. */
export function readMigrations(): Migration[] {
  const names = existsSync(MIGRATIONS) ? readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql")) : [];
  const files = names.sort().map((name) => join(MIGRATIONS, name));
  return [PRELUDE, ...files].filter((file) => existsSync(file)).map(readMigration);
}

function readMigration(file: string): Migration {
  const text = readFileSync(file, "utf8");
  return {
    name: file === PRELUDE ? PRELUDE_NAME : file.slice(MIGRATIONS.length + 1),
    hash: createHash("sha256").update(text).digest("hex"),
    statements: text.split("--> statement-breakpoint").filter((statement) => statement.trim() !== ""),
  };
}

/**
 * Brings a local database up to the newest migration, each file in a transaction of its own.
 * @returns names of the files that were applied now
 */
export async function applyMigrations(url: string, migrations = readMigrations()): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('v1.migrations'))");
    await client.query(`create schema if not exists stack;
      create table if not exists stack.applied_migrations (
        name text primary key, hash text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; hash: string }>(
      "select name, hash from stack.applied_migrations",
    );
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    const due = migrations.filter((migration) => isDue(migration, applied));
    for (const migration of due) await apply(client, migration);
    return due.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Rows that belong to no brand, as the Supabase CLI would put them there. May be done again. */
export async function applySeed(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(readFileSync(SEED, "utf8"));
  } finally {
    await client.end();
  }
}

function isDue(migration: Migration, applied: Map<string, string>): boolean {
  const hash = applied.get(migration.name);
  if (hash !== undefined && hash !== migration.hash && migration.name !== PRELUDE_NAME) {
    throw new AppError({
      code: "precondition_failed",
      message: `The migration ${migration.name} was changed after it had been applied to this database.`,
      hint: "Put the change into a new migration, or begin with empty data: npm run reset",
    });
  }
  return hash !== migration.hash;
}

async function apply(client: Client, { name, hash, statements }: Migration): Promise<void> {
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    await client.query(LEDGER, [name, hash]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError({
      code: "internal",
      message: `The migration ${name} failed: ${reason}`,
      hint: "Nothing of this file was applied. Mend it and start again.",
      cause,
    });
  }
}
