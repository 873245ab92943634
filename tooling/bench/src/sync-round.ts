import type { Client } from "pg";
import { type Connection, makeConnection, pointTo } from "./brand.ts";
import { type Checksums, checksum } from "./checksums.ts";
import { exportTables } from "./copy.ts";
import { withServerCpu } from "./cpu.ts";
import { checkpoint, connected } from "./database.ts";
import { expectRun } from "./expect-run.ts";
import { say } from "./progress.ts";
import type { SyncRun } from "./protocol.ts";
import type { Bench } from "./server.ts";
import type { Source } from "./source.ts";
import { countRows, inOrder, measureBytes, type Table, walkTables } from "./tables.ts";
import { type Worker, withWorker } from "./worker-process.ts";

export interface Sources {
  whole: Source;
  changed: Source;
}

/** What the first sync left behind. */
export interface Left {
  /** Tables to which it added rows, parents first. */
  tables: Table[];
  rows: Record<string, number>;
  bytes: Map<string, number>;
  sums: Checksums;
}

/** A run with the CPU seconds of Postgres beside those of its worker. */
export type MeasuredRun = SyncRun & { serverCpu: number };

export interface SyncRound {
  first: MeasuredRun;
  unchanged: MeasuredRun;
  incremental: MeasuredRun;
  left: Left;
}

/** Where a round works: a database of its own on the bench's server. */
export interface Place {
  bench: Bench;
  url: string;
  /** Where the rows of the first sync are kept for COPY. */
  exported: string;
}

/**
 * In an empty brand of a fresh database and one new worker process: the first sync, then, warm, the
 * same file again, then the file of changes.
 */
export async function runSyncRound(place: Place, { whole, changed }: Sources): Promise<SyncRound> {
  const { bench, url, exported } = place;
  const connection = await makeConnection(url, whole);
  const before = await connected(url, async (client) => countRows(client, await walkTables(client)));
  return withWorker({ url, profile: bench.profile }, async (worker) => {
    const measure = measurer(place, worker, connection);
    const first = await runFirst(measure, whole.products);
    say("  checksums and export of what it left");
    const left = await connected(url, (client) => keep(client, before, exported));
    const unchanged = await measure("full");
    const all = { read: whole.products, unchanged: whole.products, created: 0, updated: 0, archived: 0 };
    expectRun("unchanged re-sync", unchanged, { mode: "full", tallies: all });
    await pointTo(url, connection, changed);
    const incremental = await measure("incremental");
    const some = { read: changed.products, updated: changed.products, created: 0, unchanged: 0 };
    expectRun("incremental run", incremental, { mode: "incremental", tallies: some });
    expectSameMapping(first, incremental);
    say(`  again ${unchanged.seconds.toFixed(2)} s, 1 % changed ${incremental.seconds.toFixed(2)} s`);
    return { first, unchanged, incremental, left };
  });
}

/** A first sync and nothing else. */
export async function runFirstSync(place: Omit<Place, "exported">, source: Source): Promise<MeasuredRun> {
  const connection = await makeConnection(place.url, source);
  return withWorker({ url: place.url, profile: place.bench.profile }, (worker) =>
    runFirst(measurer(place, worker, connection), source.products),
  );
}

type Measure = (mode: SyncRun["mode"]) => Promise<MeasuredRun>;

/** A checkpoint goes before each timed run, so that none pays for the pages of another. */
function measurer({ bench, url }: Omit<Place, "exported">, worker: Worker, connection: Connection): Measure {
  return async (mode) => {
    await checkpoint(url);
    const { result, serverCpu } = await withServerCpu(bench.serverPid, () => worker.sync(connection, mode));
    return { ...result, serverCpu };
  };
}

async function runFirst(measure: Measure, products: number): Promise<MeasuredRun> {
  const first = await measure("full");
  expectRun("first sync", first, { mode: "full", tallies: { read: products, created: products } });
  const rate = Math.round(products / first.seconds).toLocaleString("en");
  say(`  first sync ${first.seconds.toFixed(1)} s, ${rate} products a second, ${first.peakMb.toFixed(0)} MB`);
  return first;
}

async function keep(client: Client, before: Map<string, number>, exported: string): Promise<Left> {
  const all = await walkTables(client);
  const after = await countRows(client, all);
  const grown = all.filter(({ name }) => (after.get(name) ?? 0) > (before.get(name) ?? 0));
  const tables = inOrder(grown);
  const bytes = await measureBytes(client);
  const sums = await checksum(client, tables);
  await exportTables(client, tables, exported);
  const rows = Object.fromEntries(tables.map(({ name }) => [name, after.get(name) ?? 0]));
  return { tables, rows, bytes, sums };
}

function expectSameMapping(first: SyncRun, incremental: SyncRun): void {
  if (first.mappingVersion === incremental.mappingVersion) return;
  throw new Error(
    `The mapping moved from ${first.mappingVersion} to ${incremental.mappingVersion} meanwhile.`,
  );
}
