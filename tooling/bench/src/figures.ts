import type { CopyRun } from "./copy-round.ts";
import { groupMerge } from "./groups.ts";
import type { Machine } from "./machine.ts";
import { median, middle, rounded } from "./median.ts";
import type { SyncRun } from "./protocol.ts";
import type { Round } from "./round.ts";
import type { MeasuredRun } from "./sync-round.ts";

/** One run in detail. Stages go on side by side, so their sum exceeds the seconds. */
export interface RunFigures {
  seconds: number;
  worker_cpu_s: number;
  server_cpu_s: number;
  stages: SyncRun["stages"];
  /** The merge's seconds by what they were spent for. */
  merge: Record<string, number>;
  parts: Record<string, number>;
  tallies: SyncRun["tallies"];
}

export type Figures = ReturnType<typeof figuresOf>;

type Rounds = [Round, ...Round[]];

/** All that the bench publishes: medians of the rounds, and the middle round in detail. */
export function figuresOf(rounds: Rounds, products: number, machine: Machine) {
  const seconds = secondsOf(rounds);
  const { first_s, copy_s, product_copy_s, unchanged_s, incremental_1pct_s } = seconds;
  const bySeconds = (run: (round: Round) => MeasuredRun) =>
    runFigures(run(middle(rounds, (round) => run(round).seconds)));
  return {
    products,
    ...seconds,
    products_per_s: Math.round(products / first_s),
    first_over_copy: rounded(first_s / copy_s, 3),
    first_over_product_copy: rounded(first_s / product_copy_s, 3),
    unchanged_over_first: rounded(unchanged_s / first_s, 4),
    incremental_1pct_over_first: rounded(incremental_1pct_s / first_s, 4),
    ...memoryOf(rounds, products),
    ...storageOf(rounds[0], products),
    checksums_equal: true,
    checksums: Object.fromEntries(rounds[0].sync.left.sums),
    cpu: cpuOf(rounds),
    rounds: rounds.map(roundFigures),
    first: bySeconds(({ sync }) => sync.first),
    unchanged: bySeconds(({ sync }) => sync.unchanged),
    incremental: bySeconds(({ sync }) => sync.incremental),
    copy_s_by_table: eachRounded(middle(rounds, ({ copy }) => copy.all.seconds).copy.all.secondsByTable),
    machine,
  };
}

function secondsOf(rounds: Rounds) {
  const over = (figure: (round: Round) => number) => rounded(median(rounds.map(figure)), 3);
  return {
    first_s: over(({ sync }) => sync.first.seconds),
    copy_s: over(({ copy }) => copy.all.seconds),
    product_copy_s: over(({ copy }) => copy.products.seconds),
    unchanged_s: over(({ sync }) => sync.unchanged.seconds),
    incremental_1pct_s: over(({ sync }) => sync.incremental.seconds),
  };
}

/** Most of all rounds: a peak is what has to fit. */
function memoryOf(rounds: Rounds, products: number) {
  const most = (figure: (round: Round) => number) => rounded(Math.max(...rounds.map(figure)), 1);
  return {
    rss_10k_mb: most(({ tenth }) => tenth.peakMb),
    rss_100k_mb: most(({ sync }) => sync.first.peakMb),
    rss_after_all_runs_mb: most(({ sync }) => sync.incremental.peakMb),
    /** How many products they were measured with. */
    rss_10k_products: rounds[0].tenth.tallies.read,
    rss_100k_products: products,
  };
}

function storageOf({ sync: { left }, copy }: Round, products: number) {
  const perProduct = (bytes: Map<string, number>) =>
    Math.round([...bytes.values()].reduce((sum, value) => sum + value, 0) / products);
  const byTable = (bytes: Map<string, number>) =>
    Object.fromEntries(left.tables.map(({ name }) => [name, bytes.get(name) ?? 0]));
  return {
    bytes_per_product: perProduct(left.bytes),
    copy_bytes_per_product: perProduct(copy.bytes),
    indexes: left.tables.reduce((count, { indexes }) => count + indexes, 0),
    tables: left.rows,
    bytes_by_table: byTable(left.bytes),
    copy_bytes_by_table: byTable(copy.bytes),
  };
}

/**
 * CPU seconds of worker and server together. On a busy machine their ratio says more than that of
 * the times on the wall; on a quiet one it is higher, since a sync uses two cores and COPY hardly more than one.
 */
function cpuOf(rounds: Rounds) {
  const of = ({ cpuSeconds, serverCpu }: MeasuredRun | CopyRun) => cpuSeconds + serverCpu;
  const over = (figure: (round: Round) => number) => rounded(median(rounds.map(figure)), 2);
  const first_s = over(({ sync }) => of(sync.first));
  const copy_s = over(({ copy }) => of(copy.all));
  return {
    first_s,
    copy_s,
    product_copy_s: over(({ copy }) => of(copy.products)),
    unchanged_s: over(({ sync }) => of(sync.unchanged)),
    incremental_1pct_s: over(({ sync }) => of(sync.incremental)),
    first_over_copy: rounded(first_s / copy_s, 3),
  };
}

function roundFigures(round: Round) {
  const { first_s, copy_s, ...others } = secondsOf([round]);
  const { rss_10k_mb, rss_100k_mb } = memoryOf([round], 0);
  return {
    first_s,
    copy_s,
    ...others,
    first_over_copy: rounded(first_s / copy_s, 3),
    rss_10k_mb,
    rss_100k_mb,
  };
}

export function runFigures(run: MeasuredRun): RunFigures {
  const sorted = Object.entries(run.parts).sort(([, left], [, right]) => right - left);
  return {
    seconds: rounded(run.seconds, 3),
    worker_cpu_s: rounded(run.cpuSeconds, 3),
    server_cpu_s: rounded(run.serverCpu, 2),
    stages: eachRounded(run.stages),
    merge: eachRounded(groupMerge(run.parts)),
    parts: eachRounded(Object.fromEntries(sorted)),
    tallies: run.tallies,
  };
}

function eachRounded<T extends Record<string, number>>(seconds: T): T {
  const entries = Object.entries(seconds).map(([name, value]) => [name, rounded(value, 3)]);
  return Object.fromEntries(entries) as T;
}
