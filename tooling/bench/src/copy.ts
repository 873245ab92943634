import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { timed } from "./progress.ts";
import type { Table } from "./tables.ts";

const PIECE = { highWaterMark: 1 << 20 };

const fileOf = (folder: string, { name }: Table) => join(folder, `${name}.copy`);
const listOf = ({ name, columns }: Table) => `public.${name} (${columns.join(", ")})`;

/** Writes each table's rows into a file of its own, in COPY's text format, in the order of their storage. */
export async function exportTables(client: Client, tables: Table[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const table of tables) {
    const rows = client.query(copyTo(`copy ${listOf(table)} to stdout`));
    await pipeline(rows, createWriteStream(fileOf(folder, table), PIECE));
  }
}

/**
 * Plain COPY of those files, one table after another, parents first, each in a transaction of its own.
 * @returns seconds by table
 */
export async function loadTables(
  client: Client,
  tables: Table[],
  folder: string,
): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  // As merges do: the products whose words are due are among the rows that are copied.
  await client.query("set app.merging = 'on'");
  for (const table of tables) {
    seconds[table.name] = await timed(() => {
      const rows = client.query(copyFrom(`copy ${listOf(table)} from stdin`));
      return pipeline(createReadStream(fileOf(folder, table), PIECE), rows);
    });
  }
  return seconds;
}

export async function emptyTables(client: Client, tables: Table[]): Promise<void> {
  // The cascade reaches tables without rows only: what held rows before the sync leads to none of these.
  await client.query(`truncate ${tables.map(({ name }) => `public.${name}`).join(", ")} cascade`);
}
