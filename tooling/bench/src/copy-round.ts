import { checksum, compareChecksums } from "./checksums.ts";
import { emptyTables, loadTables } from "./copy.ts";
import { checkpoint, connected } from "./database.ts";
import { say } from "./progress.ts";
import type { Left } from "./sync-round.ts";
import { ancestorsOf, measureBytes, PRODUCT_TABLES } from "./tables.ts";

export interface CopyRound {
  /** Seconds by table of all that the sync left. */
  all: Record<string, number>;
  /** Seconds by table of the product tables alone. */
  products: Record<string, number>;
  /** Bytes by table after COPY of all. */
  bytes: Map<string, number>;
}

/**
 * COPY of the sync's rows into the tables that the sync filled, emptied first: all of them, then
 * the product tables alone, on top of the rows that they refer to.
 */
export async function runCopyRound(url: string, left: Left, exported: string): Promise<CopyRound> {
  await empty(url, left);
  const all = await connected(url, (client) => loadTables(client, left.tables, exported));
  say(`  COPY of all rows ${total(all).toFixed(1)} s`);
  const bytes = await connected(url, async (client) => {
    compareChecksums(left.sums, await checksum(client, left.tables));
    return measureBytes(client);
  });
  const products = await copyProductTables(url, left, exported);
  say(`  COPY of the product tables ${total(products).toFixed(1)} s`);
  return { all, products, bytes };
}

async function copyProductTables(url: string, left: Left, exported: string): Promise<Record<string, number>> {
  const tables = left.tables.filter(({ name }) => PRODUCT_TABLES.has(name));
  const referred = new Set(ancestorsOf(tables, left.tables));
  await empty(url, left);
  await connected(url, async (client) => {
    // In the order of `left.tables`: parents first.
    const parents = left.tables.filter((table) => referred.has(table));
    await loadTables(client, parents, exported);
  });
  await checkpoint(url);
  const seconds = await connected(url, (client) => loadTables(client, tables, exported));
  await connected(url, async (client) => compareChecksums(left.sums, await checksum(client, tables)));
  return seconds;
}

async function empty(url: string, left: Left): Promise<void> {
  await connected(url, (client) => emptyTables(client, left.tables));
  await checkpoint(url);
}

export function total(seconds: Record<string, number>): number {
  return Object.values(seconds).reduce((sum, value) => sum + value, 0);
}
