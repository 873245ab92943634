import { total } from "./copy-round.ts";
import type { Machine } from "./machine.ts";
import { median, middle, rounded } from "./median.ts";
import type { SyncRun } from "./protocol.ts";
import type { Round } from "./round.ts";

/** Seconds of one run, by what they were spent on. */
export interface RunFigures {
  seconds: number;
  worker_cpu_s: number;
  stages: SyncRun["stages"];
  parts: Record<string, number>;
  tallies: SyncRun["tallies"];
}

export type Figures = ReturnType<typeof figuresOf>;

/** All that the bench publishes: medians of the rounds, and the middle round in detail. */
export function figuresOf(rounds: [Round, ...Round[]], products: number, machine: Machine) {
  const [round] = rounds;
  const { left } = round.sync;
  const over = (figure: (round: Round) => number) => rounded(median(rounds.map(figure)), 3);
  const first_s = over(({ sync }) => sync.first.seconds);
  const copy_s = over(({ copy }) => total(copy.all));
  const product_copy_s = over(({ copy }) => total(copy.products));
  const unchanged_s = over(({ sync }) => sync.unchanged.seconds);
  const incremental_s = over(({ sync }) => sync.incremental.seconds);
  const most = (figure: (round: Round) => number) => rounded(Math.max(...rounds.map(figure)), 1);
  return {
    products,
    copy_s,
    product_copy_s,
    first_s,
    products_per_s: Math.round(products / first_s),
    first_over_copy: rounded(first_s / copy_s, 3),
    first_over_product_copy: rounded(first_s / product_copy_s, 3),
    unchanged_s,
    unchanged_over_first: rounded(unchanged_s / first_s, 4),
    incremental_1pct_s: incremental_s,
    incremental_1pct_over_first: rounded(incremental_s / first_s, 4),
    rss_10k_mb: most(({ tenth }) => tenth.peakMb),
    rss_100k_mb: most(({ sync }) => sync.first.peakMb),
    rss_after_all_runs_mb: most(({ sync }) => sync.incremental.peakMb),
    rss_10k_products: round.tenth.tallies.read,
    rss_100k_products: products,
    bytes_per_product: Math.round(sum(left.bytes.values()) / products),
    copy_bytes_per_product: Math.round(sum(round.copy.bytes.values()) / products),
    indexes: left.tables.reduce((count, { indexes }) => count + indexes, 0),
    tables: left.rows,
    bytes_by_table: bytesOf(left.bytes, left.rows),
    copy_bytes_by_table: bytesOf(round.copy.bytes, left.rows),
    checksums_equal: true,
    checksums: Object.fromEntries(left.sums),
    rounds: rounds.map(roundFigures),
    first: runFigures(middle(rounds, ({ sync }) => sync.first.seconds).sync.first),
    unchanged: runFigures(middle(rounds, ({ sync }) => sync.unchanged.seconds).sync.unchanged),
    incremental: runFigures(middle(rounds, ({ sync }) => sync.incremental.seconds).sync.incremental),
    copy_s_by_table: eachRounded(middle(rounds, ({ copy }) => total(copy.all)).copy.all),
    machine,
  };
}

function roundFigures({ sync, copy, tenth }: Round) {
  return {
    first_s: rounded(sync.first.seconds, 3),
    copy_s: rounded(total(copy.all), 3),
    product_copy_s: rounded(total(copy.products), 3),
    first_over_copy: rounded(sync.first.seconds / total(copy.all), 3),
    unchanged_s: rounded(sync.unchanged.seconds, 3),
    incremental_1pct_s: rounded(sync.incremental.seconds, 3),
    rss_10k_mb: rounded(tenth.peakMb, 1),
    rss_100k_mb: rounded(sync.first.peakMb, 1),
  };
}

export function runFigures({ seconds, cpuSeconds, stages, parts, tallies }: SyncRun): RunFigures {
  const sorted = Object.fromEntries(Object.entries(parts).sort(([, left], [, right]) => right - left));
  return {
    seconds: rounded(seconds, 3),
    worker_cpu_s: rounded(cpuSeconds, 3),
    stages: eachRounded(stages),
    parts: eachRounded(sorted),
    tallies,
  };
}

function bytesOf(bytes: Map<string, number>, rows: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.keys(rows).map((name) => [name, bytes.get(name) ?? 0]));
}

function eachRounded<T extends Record<string, number>>(seconds: T): T {
  const entries = Object.entries(seconds).map(([name, value]) => [name, rounded(value, 3)]);
  return Object.fromEntries(entries) as T;
}

function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
