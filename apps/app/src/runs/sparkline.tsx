"use client";

import { Bar, BarChart, Cell, YAxis } from "recharts";
import { counted } from "../format.ts";
import { changedRecords } from "./tallies.ts";

interface SparkRun {
  id: string;
  status: string;
  tallies: Record<string, number>;
}

const COLOURS: Record<string, string> = {
  completed: "var(--good)",
  failed: "var(--bad)",
  cancelled: "var(--ink-faint)",
  awaiting_approval: "var(--warn)",
};

interface SparklineProps {
  /** The newest first. */
  runs: readonly SparkRun[];
  width?: number;
  height?: number;
}

/** A bar for each of the last runs: its height what it changed, its colour how it ended. */
export default function Sparkline({ runs, width = 128, height = 28 }: SparklineProps) {
  const bars = [...runs]
    .reverse()
    .map((run) => ({ ...run, changed: Math.sqrt(changedRecords(run.tallies)) }));
  // Few runs are drawn as narrow as many are.
  const empty = Array.from({ length: Math.max(0, 20 - bars.length) }, (_, index) => ({
    id: `none-${index}`,
    status: "none",
    changed: 0,
  }));
  const most = Math.max(1, ...bars.map(({ changed }) => changed));
  return (
    <div role="img" aria-label={describe(runs)} title={describe(runs)}>
      <BarChart
        width={width}
        height={height}
        data={[...empty, ...bars]}
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <YAxis hide domain={[0, most]} />
        <Bar dataKey="changed" minPointSize={3} radius={1} isAnimationActive={false}>
          {[...empty, ...bars].map(({ id, status }) => (
            <Cell key={id} fill={status === "none" ? "var(--line)" : (COLOURS[status] ?? "var(--accent)")} />
          ))}
        </Bar>
      </BarChart>
    </div>
  );
}

function describe(runs: readonly SparkRun[]): string {
  if (runs.length === 0) return "No runs yet";
  const failed = runs.filter(({ status }) => status === "failed").length;
  const changed = runs.reduce((sum, { tallies }) => sum + changedRecords(tallies), 0);
  return [
    `Last ${counted(runs.length, "run")}`,
    failed > 0 ? `${failed} failed` : "none failed",
    `${counted(changed, "record")} changed`,
  ].join(", ");
}
