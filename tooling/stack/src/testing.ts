import { createHash, randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { inject } from "vitest";
import { applyMigrations, type Migration, readMigrations } from "./migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export interface TestDatabase {
  /** As workers connect: rows of all brands are open to it. */
  url: string;
  /** As the superuser: for roles, for settings, for what only a test may do. */
  adminUrl: string;
  /** Ends all its sessions and removes it. */
  drop(): Promise<void>;
}

/** An empty, migrated database of the caller's own on the server of this test run; a setup names it. */
export async function createTestDatabase(server = inject("postgresUrl")): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(server, async (client) => {
    // One at a time: a template cannot be copied while it is being made or copied.
    await client.query("select pg_advisory_lock(hashtext('v1.template'))");
    const template = await ensureTemplate(server, client);
    await client.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
  });
  const url = databaseUrl(server, name);
  const drop = () =>
    asAdmin(server, async (client) => {
      await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    });
  return { url, adminUrl: url, drop };
}

async function ensureTemplate(server: string, client: Client): Promise<string> {
  const migrations = readMigrations();
  const name = `template_${fingerprint(migrations)}`;
  const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
  if (rowCount) return name;
  const half = `${name}_half`;
  await client.query(`drop database if exists ${half} with (force)`);
  await client.query(`create database ${half}`);
  await applyMigrations(databaseUrl(server, half), migrations);
  await client.query(`alter database ${half} rename to ${name}`);
  return name;
}

function fingerprint(migrations: Migration[]): string {
  const hash = createHash("sha256");
  for (const migration of migrations) hash.update(migration.hash);
  return hash.digest("hex").slice(0, 16);
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(server: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
