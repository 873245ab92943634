import { RelativeTime, Status } from "@v1/ui";
import Link from "next/link";
import { formatDuration } from "../duration.ts";
import { formatCount } from "../format.ts";
import { RUN_STATES, type RunStatus } from "./run-state.ts";
import { runWords, triggerWords } from "./run-words.ts";
import { sharesOf, type Tallies } from "./tallies.ts";
import type { Run } from "./use-run.ts";

interface ListedRun
  extends Pick<Run, "id" | "kind" | "mode" | "trigger" | "queuedAt" | "startedAt" | "finishedAt"> {
  status: RunStatus;
  tallies: Tallies;
  /** Name of the connection, where the list is of several. */
  connection?: string;
  error: { message: string } | null;
}

const COLUMNS =
  "grid items-center gap-x-4 px-4 md:px-6 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1.4fr)_6rem_6rem]";

/** Runs, the newest first, each a way to its page. */
export function RunList({ runs }: { runs: readonly ListedRun[] }) {
  return (
    <ul className="border-line border-t">
      {runs.map((run) => (
        <li key={run.id} className={`${COLUMNS} relative min-h-12 border-line border-b py-2 hover:bg-hover`}>
          <Status tone={RUN_STATES[run.status].tone}>{RUN_STATES[run.status].short}</Status>
          <div className="order-3 col-span-2 min-w-0 md:order-0 md:col-span-1">
            <Link
              href={`/runs/${run.id}`}
              className="block truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
              dir="auto"
            >
              {run.connection ? `${run.connection}: ${runWords(run).toLowerCase()}` : runWords(run)}
            </Link>
            <span className="block truncate text-ink-faint text-xs">{triggerWords(run.trigger)}</span>
          </div>
          <p className="order-4 col-span-2 min-w-0 text-pretty text-ink-soft tabular-nums md:order-0 md:col-span-1 md:truncate">
            {outcome(run)}
          </p>
          <span className="hidden text-right text-ink-soft tabular-nums md:block">{took(run)}</span>
          <RelativeTime
            at={run.finishedAt ?? run.startedAt ?? run.queuedAt}
            className="text-right text-ink-soft"
          />
        </li>
      ))}
    </ul>
  );
}

function outcome({ kind, error, tallies, status }: ListedRun): string {
  if (error) return error.message;
  if (kind === "preview") return "Nothing was written";
  const done = sharesOf(tallies).filter(({ key, count }) => count > 0 && key !== "unchanged");
  const archived = tallies.archived ?? 0;
  const parts = done.map(({ label, count }) => `${formatCount(count)} ${label.toLowerCase()}`);
  if (archived > 0) parts.push(`${formatCount(archived)} archived`);
  if (parts.length > 0) return parts.join(", ");
  return status === "completed" ? "Nothing had changed" : "";
}

function took({ startedAt, finishedAt }: ListedRun): string {
  return startedAt && finishedAt ? formatDuration(finishedAt.getTime() - startedAt.getTime()) : "";
}
