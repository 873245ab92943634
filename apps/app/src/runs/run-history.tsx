"use client";

import { format } from "date-fns";
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { formatCount } from "../format.ts";
import { RUN_STATES, type RunStatus } from "./run-state.ts";
import { sharesOf, type Tallies } from "./tallies.ts";

interface HistoryRun {
  id: string;
  status: RunStatus;
  tallies: Tallies;
  queuedAt: Date;
}

const SERIES = [
  { key: "created", label: "Created", fill: "var(--good)" },
  { key: "updated", label: "Updated", fill: "var(--accent)" },
  { key: "aside", label: "Set aside", fill: "var(--warn)" },
  { key: "failed", label: "Failed", fill: "var(--bad)" },
] as const;

/** What each of the last runs changed; what was unchanged would drown it. `runs` has the newest first. */
export default function RunHistory({ runs }: { runs: readonly HistoryRun[] }) {
  const data = [...runs].reverse().map((run) => ({
    ...run,
    ...Object.fromEntries(sharesOf(run.tallies).map(({ key, count }) => [key, count])),
  }));
  const total = runs.reduce((sum, { tallies }) => sum + (tallies.created ?? 0) + (tallies.updated ?? 0), 0);
  return (
    <div
      role="img"
      aria-label={`The last ${runs.length} runs created or updated ${formatCount(total)} records in all`}
      className="h-36 w-full max-w-3xl"
    >
      <ResponsiveContainer>
        <BarChart
          data={data}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          barCategoryGap="20%"
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="queuedAt"
            tickFormatter={(at: Date) => format(at, "d MMM, HH:mm")}
            tick={{ fill: "var(--ink-faint)", fontSize: 11 }}
            axisLine={false}
            tickLine={false}
            minTickGap={48}
          />
          <YAxis
            width={48}
            tickCount={3}
            allowDecimals={false}
            tickFormatter={formatCount}
            tick={{ fill: "var(--ink-faint)", fontSize: 11 }}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip content={Tip} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
          {SERIES.map(({ key, fill }) => (
            <Bar
              key={key}
              dataKey={key}
              stackId="run"
              fill={fill}
              maxBarSize={24}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function Tip({ active, payload }: TooltipContentProps) {
  const run = payload?.[0]?.payload as HistoryRun | undefined;
  if (!active || !run) return null;
  return (
    <div className="rounded-lg border border-line bg-surface p-2.5 text-xs shadow-black/8 shadow-lg">
      <p className="font-medium">
        {RUN_STATES[run.status].short}, {format(run.queuedAt, "d MMM, HH:mm")}
      </p>
      {sharesOf(run.tallies).map(({ key, label, count }) => (
        <p key={key} className="flex justify-between gap-6 text-ink-soft tabular-nums">
          {label} <span>{formatCount(count)}</span>
        </p>
      ))}
    </div>
  );
}
