import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "@v1/stack/root";
import { connected, withDatabase } from "../database.ts";
import { say } from "../progress.ts";
import type { Bench } from "../server.ts";
import { workerEnvironment, workerFlags } from "../worker-flags.ts";
import { lineWith, type Program, withProgram } from "./process.ts";
import { connectBrand, KEYS, type Shop, withStore } from "./shop.ts";

const PRODUCTS = 300;
/** Connections of the brand that asks first and for most. */
const GREEDY = 10;
const WORKERS = 2;
/** Without a run that ends: one of them takes seconds. */
const PATIENCE_MS = 5 * 60_000;
const JOBS = join(root, "packages", "jobs");

export interface FairFigures {
  brands: number;
  runs: number;
  seconds: number;
  /** What each brand would have to wait if all took turns, from the first run's start to its own end. */
  fair_s: number;
  longest_s: number;
  longest_over_fair: number;
}

/**
 * One run of each brand, after ten of one brand that asked first. A brand's fair share: the time in
 * which every brand has had one run worked off.
 */
export function measureFairness(bench: Bench, brands: number): Promise<FairFigures> {
  return withStore(PRODUCTS, (shop) =>
    withDatabase(bench.serverUrl, async (url) => {
      say(`connecting ${brands} brands`);
      const greedy: Shop[] = [];
      for (let i = 0; i < GREEDY; i += 1) greedy.push(await connectBrand(url, shop, greedy[0]?.brandId));
      const others: Shop[] = [];
      for (let i = 1; i < brands; i += 1) others.push(await connectBrand(url, shop));
      const env = settings(url);
      await queueRuns(url, env, [...greedy, ...others]);
      return withWorkers(env, () => followRuns(url, others));
    }),
  );
}

function settings(url: string): Record<string, string> {
  return {
    DATABASE_URL: url,
    CREDENTIALS_KEYS: KEYS,
    ALLOW_PRIVATE_ADDRESSES: "true",
    FILES_DIR: join(root, ".data", "bench-files"),
  };
}

function queueRuns(url: string, env: Record<string, string>, shops: Shop[]): Promise<string> {
  const args = [join(import.meta.dirname, "queue-runs.ts"), url, JSON.stringify(shops)];
  return withProgram({ name: "queue", args, env }, (lines) => lineWith(lines, "queued"));
}

async function withWorkers<T>(env: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const program: Program = {
    name: "worker",
    args: [...workerFlags(), join("src", "worker.ts")],
    env: { ...env, ...workerEnvironment() },
    cwd: JOBS,
  };
  const start = async (left: number): Promise<T> =>
    left === 0
      ? work()
      : withProgram(program, async (lines) => {
          await lineWith(lines, "worker ready");
          return start(left - 1);
        });
  return start(WORKERS);
}

async function followRuns(url: string, others: Shop[]): Promise<FairFigures> {
  let before = { left: Number.POSITIVE_INFINITY, at: performance.now() };
  for (;;) {
    const left = await connected(url, async (client) => {
      const { rows } = await client.query<{ left: number; failed: number }>(
        `select count(*) filter (where status in ('queued', 'running'))::int as left,
           count(*) filter (where status not in ('queued', 'running', 'completed'))::int as failed from sync_runs`,
      );
      if (rows[0]?.failed) throw new Error(`${rows[0].failed} runs failed.`);
      return rows[0]?.left ?? 0;
    });
    if (left === 0) return report(url, others);
    if (left < before.left) before = { left, at: performance.now() };
    if (performance.now() - before.at > PATIENCE_MS)
      throw new Error(`${left} runs are left, and none of them has ended for five minutes.`);
    say(`  ${left} runs left`);
    await sleep(5_000);
  }
}

async function report(url: string, others: Shop[]): Promise<FairFigures> {
  const runs = await connected(url, async (client) => {
    const { rows } = await client.query<{ brand: string; start: number; end: number }>(
      `select brand_id as brand, extract(epoch from started_at)::float8 as start,
         extract(epoch from finished_at)::float8 as "end" from sync_runs`,
    );
    return rows;
  });
  const began = Math.min(...runs.map(({ start }) => start));
  const ended = Math.max(...runs.map(({ end }) => end));
  const each = (ended - began) / runs.length;
  const brands = others.length + 1;
  const fair = each * brands;
  const mine = new Set(others.map(({ brandId }) => brandId));
  const longest = Math.max(...runs.filter(({ brand }) => mine.has(brand)).map(({ end }) => end - began));
  return {
    brands,
    runs: runs.length,
    seconds: ended - began,
    fair_s: fair,
    longest_s: longest,
    longest_over_fair: longest / fair,
  };
}
