import { rounded } from "../median.ts";
import { timed } from "../progress.ts";

const CALLS = 200;

/** Milliseconds below which 95 of 100 calls stay, one after another, after some to warm up. */
export async function p95(call: (n: number) => Promise<unknown>): Promise<number> {
  for (let n = 0; n < CALLS / 10; n += 1) await call(n);
  const times: number[] = [];
  for (let n = 0; n < CALLS; n += 1) times.push((await timed(() => call(n))) * 1000);
  times.sort((left, right) => left - right);
  return rounded(times[Math.floor(CALLS * 0.95)] ?? Number.NaN, 2);
}
