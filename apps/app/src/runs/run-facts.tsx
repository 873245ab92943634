"use client";

import { useQuery } from "@tanstack/react-query";
import { CopyText, RelativeTime } from "@v1/ui";
import type { ReactNode } from "react";
import { useTRPC } from "../api/client.ts";
import { formatDuration, formatRate } from "../duration.ts";
import { modeWords, readsSource, triggerWords } from "./run-words.ts";
import type { Run } from "./use-run.ts";

/** Who or what started it, when, how long it took, and what it read. */
export function RunFacts({ run }: { run: Run }) {
  const { startedAt, finishedAt, tallies } = run;
  const took = startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null;
  const read = tallies.read ?? 0;
  return (
    <div className="grid gap-4 border-line border-t pt-5">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 sm:grid-cols-3 lg:grid-cols-5">
        <Fact name="Started">
          <StartedBy run={run} />
        </Fact>
        <Fact name="Queued">
          <RelativeTime at={run.queuedAt} />
        </Fact>
        <Fact name="Took">
          {took === null ? "–" : formatDuration(took)}
          {took && took >= 1000 && read > 0 ? (
            <span className="block text-ink-faint text-xs">{formatRate((read * 1000) / took)}</span>
          ) : null}
        </Fact>
        {readsSource(run) ? <Reading run={run} /> : null}
      </dl>
      <p className="text-ink-faint text-xs">
        <CopyText label="Run" text={run.id} />
      </p>
    </div>
  );
}

/** What it read of the source, and whether that was all. */
function Reading({ run }: { run: Run }) {
  const { attempts, verified, unverifiedReason } = run;
  return (
    <>
      <Fact name="Reads">
        {modeWords(run.mode)}
        {run.mode === "incremental" && run.watermarkFrom ? (
          <span className="block text-ink-faint text-xs">
            since <RelativeTime at={run.watermarkFrom} />
          </span>
        ) : null}
      </Fact>
      <Fact name="Complete">
        {verified === null ? "–" : verified ? "Yes, all was read" : (unverifiedReason ?? "No")}
        {attempts > 1 ? <span className="block text-ink-faint text-xs">in {attempts} attempts</span> : null}
      </Fact>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-faint text-xs">{name}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}

function StartedBy({ run }: { run: Run }) {
  const { data: members } = useQuery(
    useTRPC().brand.members.list.queryOptions(undefined, {
      enabled: run.startedBy !== null,
      staleTime: 300_000,
    }),
  );
  const person = members?.find(({ userId }) => userId === run.startedBy);
  return (
    <>
      {triggerWords(run.trigger)}
      {run.startedBy ? (
        <span className="block truncate text-ink-faint text-xs" dir="auto">
          {person ? (person.fullName ?? person.email) : "somebody who has left"}
        </span>
      ) : null}
    </>
  );
}
