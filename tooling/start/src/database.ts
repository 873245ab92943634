import { join } from "node:path";
import { applyMigrations, applySeed } from "@v1/stack/migrate";
import { startPostgres } from "@v1/stack/postgres";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Secrets } from "./secrets.ts";

const DATABASE = "v1";
const API = "v1_api";

export interface DatabaseUrls {
  /** For this tool and the workers: every brand's rows. */
  worker: string;
  /** For the API's requests: nothing but what the caller's role may. */
  api: string;
}

/** Starts Postgres and brings the stack's database up to date. */
export async function openDatabase(data: string, port: number, secrets: Secrets): Promise<DatabaseUrls> {
  const server = await startPostgres({ dataDir: join(data, "postgres"), port });
  await connected(server.url, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`create database ${escapeIdentifier(DATABASE)}`);
  });
  const worker = urlOf(server.url, {});
  await applyMigrations(worker);
  await applySeed(worker);
  const password = secrets.databasePassword;
  await connected(worker, (client) => client.query(`alter role ${API} password ${escapeLiteral(password)}`));
  return { worker, api: urlOf(worker, { username: API, password }) };
}

function urlOf(server: string, login: { username?: string; password?: string }): string {
  return Object.assign(new URL(server), { pathname: `/${DATABASE}`, ...login }).href;
}

/** Runs `work` on a connection of its own, and closes it. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // When the stack stops in the middle, the statement under way tells of it; the event adds nothing.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
