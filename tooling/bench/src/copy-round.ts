import { checksum, compareChecksums } from "./checksums.ts";
import { emptyTables, loadTables } from "./copy.ts";
import { withServerCpu } from "./cpu.ts";
import { checkpoint, connected } from "./database.ts";
import { say } from "./progress.ts";
import type { Left, Place } from "./sync-round.ts";
import { ancestorsOf, measureBytes, PRODUCT_TABLES, type Table } from "./tables.ts";

export interface CopyRun {
  seconds: number;
  secondsByTable: Record<string, number>;
  /** User and system time of the process that sends the rows. */
  cpuSeconds: number;
  serverCpu: number;
}

export interface CopyRound {
  /** Of all that the sync left. */
  all: CopyRun;
  /** Of the product tables alone. */
  products: CopyRun;
  /** Bytes by table after COPY of all. */
  bytes: Map<string, number>;
}

/**
 * COPY of the sync's rows into the tables that the sync filled, emptied first: all of them, then
 * the product tables alone, on top of the rows that they refer to.
 */
export async function runCopyRound(place: Place, left: Left): Promise<CopyRound> {
  const { url } = place;
  await connected(url, (client) => emptyTables(client, left.tables));
  const all = await copy(place, left.tables);
  say(`  COPY of all rows ${all.seconds.toFixed(1)} s`);
  const bytes = await connected(url, async (client) => {
    compareChecksums(left.sums, await checksum(client, left.tables));
    return measureBytes(client);
  });
  const products = await copyProductTables(place, left);
  say(`  COPY of the product tables ${products.seconds.toFixed(1)} s`);
  return { all, products, bytes };
}

async function copyProductTables(place: Place, left: Left): Promise<CopyRun> {
  const { url, exported } = place;
  const tables = left.tables.filter(({ name }) => PRODUCT_TABLES.has(name));
  const referred = new Set(ancestorsOf(tables, left.tables));
  await connected(url, async (client) => {
    await emptyTables(client, left.tables);
    // In the order of `left.tables`: parents first.
    const parents = left.tables.filter((table) => referred.has(table));
    await loadTables(client, parents, exported);
  });
  const run = await copy(place, tables);
  await connected(url, async (client) => compareChecksums(left.sums, await checksum(client, tables)));
  return run;
}

/** A checkpoint goes before, as before each run of the sync. */
async function copy({ bench, url, exported }: Place, tables: Table[]): Promise<CopyRun> {
  await checkpoint(url);
  const cpu = process.cpuUsage();
  const load = () => connected(url, (client) => loadTables(client, tables, exported));
  const { result: secondsByTable, serverCpu } = await withServerCpu(bench.serverPid, load);
  const used = process.cpuUsage(cpu);
  const seconds = Object.values(secondsByTable).reduce((sum, value) => sum + value, 0);
  return { seconds, secondsByTable, cpuSeconds: (used.user + used.system) / 1e6, serverCpu };
}
