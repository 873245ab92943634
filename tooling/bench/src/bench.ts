import { judge } from "./bars.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { describeMachine } from "./machine.ts";
import type { BenchOptions } from "./options.ts";
import { runOwnership } from "./ownership/run-ownership.ts";
import { writePlans } from "./plans.ts";
import { say } from "./progress.ts";
import { describe, report } from "./report.ts";
import { type Round, runRound } from "./round.ts";
import { type Bench, withBench } from "./server.ts";
import { runSlope, slopeTable } from "./slope.ts";
import { writeChangedSource, writeSource } from "./source.ts";

export interface BenchResult {
  /** What the lines tell. */
  kind: "figures" | "slope" | "plans" | "ownership";
  lines: string[];
  json: unknown;
  /** No binding bar was missed. */
  held: boolean;
}

/** Runs what the options ask for on a server of its own. */
export function runBench(options: BenchOptions): Promise<BenchResult> {
  return withBench(options, async (bench) => {
    const { plans, products } = options;
    if (plans)
      return { kind: "plans", lines: await writePlans(bench, products, plans), json: {}, held: true };
    if (options.ownership) return ownership(bench, options);
    return options.slope ? slope(bench, options) : compare(bench, options);
  });
}

async function compare(bench: Bench, { products, rounds }: BenchOptions): Promise<BenchResult> {
  const machine = await describeMachine(bench.serverUrl);
  say(`writing the sources: ${products.toLocaleString("en")} products`);
  const sources = {
    whole: await writeSource(bench.files, products),
    changed: await writeChangedSource(bench.files, products),
    tenth: await writeSource(bench.files, Math.round(products / 10)),
  };
  const done: Round[] = [];
  for (let i = 1; i <= rounds; i += 1) {
    say(`round ${i} of ${rounds}`);
    done.push(await runRound(bench, sources));
  }
  const [first, ...others] = done;
  if (!first) throw new Error("A bench has at least one round.");
  const figures: Figures = figuresOf([first, ...others], products, machine);
  const bars = judge(figures);
  const held = bars.every(({ ok, binding }) => ok || !binding);
  return { kind: "figures", lines: report(figures, bars), json: { ...figures, bars }, held };
}

async function slope(bench: Bench, { products }: BenchOptions): Promise<BenchResult> {
  const machine = await describeMachine(bench.serverUrl);
  const points = await runSlope(bench, products);
  const lines = [...describe(machine), "", ...slopeTable(points)];
  return { kind: "slope", lines, json: { slope: points, machine }, held: true };
}

async function ownership(bench: Bench, { products }: BenchOptions): Promise<BenchResult> {
  const { figures, bars, lines } = await runOwnership(bench, products);
  const held = bars.every(({ ok }) => ok);
  return { kind: "ownership", lines, json: { ...figures, bars }, held };
}
