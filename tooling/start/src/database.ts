import { join } from "node:path";
import { applyMigrations } from "@v1/stack/migrate";
import { startPostgres } from "@v1/stack/postgres";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Secrets } from "./secrets.ts";

const DATABASE = "v1";

/** Starts Postgres and brings the stack's database up to date. Gives its address for the superuser. */
export async function openDatabase(data: string, port: number, secrets: Secrets): Promise<string> {
  const server = await startPostgres({ dataDir: join(data, "postgres"), port });
  await connected(server.url, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`create database ${escapeIdentifier(DATABASE)}`);
  });
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  await applyMigrations(url.href);
  await connected(url.href, (client) =>
    client.query(`alter role v1_api password ${escapeLiteral(secrets.apiPassword)}`),
  );
  return url.href;
}

/** Runs `work` on a connection of its own, and closes it. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
