"use client";

import { format, formatDistanceStrict } from "date-fns";
import { useHydrated } from "../frame/use-hydrated.ts";
import type { ListedConnection } from "./connection-state.ts";
import { scheduleLabel } from "./schedule.ts";

type Scheduled = Pick<ListedConnection, "status" | "scheduleCron" | "nextSyncAt" | "nextFullSyncAt">;

/** "in 12 min", or why there is none. */
export function NextSync({ connection }: { connection: Scheduled }) {
  // The server's zone is none of the reader's, and a second may have passed since it drew.
  const hydrated = useHydrated();
  const { status, scheduleCron, nextSyncAt, nextFullSyncAt } = connection;
  if (status === "paused") return <>Paused</>;
  if (status === "error") return <>Stopped</>;
  if (status === "disconnected") return <>None</>;
  const next = [nextSyncAt, nextFullSyncAt]
    .filter((at) => at !== null)
    .sort((one, other) => one.getTime() - other.getTime())[0];
  if (!next) return <>{scheduleCron ? "Soon" : "By hand"}</>;
  const due = next.getTime() <= Date.now();
  return (
    <time
      dateTime={next.toISOString()}
      suppressHydrationWarning
      title={hydrated ? `${format(next, "d MMM yyyy, HH:mm")} · ${scheduleLabel(scheduleCron)}` : undefined}
      className="whitespace-nowrap tabular-nums"
    >
      {due ? "now due" : inShort(next)}
    </time>
  );
}

function inShort(at: Date): string {
  return formatDistanceStrict(at, new Date(), { addSuffix: true })
    .replace(/ seconds?/, " s")
    .replace(/ minutes?/, " min")
    .replace(/ hours?/, " h");
}
