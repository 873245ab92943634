import { applyMigrations } from "@v1/stack/migrate";
import { Client, escapeIdentifier } from "pg";

/** Runs `work` on a session of its own. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

let made = 0;

/** Runs `work` on a new, migrated database of the server and drops it then. */
export async function withDatabase<T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  made += 1;
  const name = `bench_${made}`;
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const admin = (text: string) => connected(serverUrl, (client) => client.query(text));
  await admin(`create database ${escapeIdentifier(name)}`);
  try {
    await applyMigrations(url);
    return await work(url);
  } finally {
    await admin(`drop database ${escapeIdentifier(name)} with (force)`);
  }
}

/** So that no timed part pays for the pages that the one before it made dirty. */
export async function checkpoint(url: string): Promise<void> {
  await connected(url, (client) => client.query("checkpoint"));
}
