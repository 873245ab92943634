"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge, Tabs, TabsContent, TabsList, TabsTrigger } from "@v1/ui";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTRPC } from "../api/client.ts";
import { formatCount } from "../format.ts";
import { RunChanges } from "./run-changes.tsx";
import { RunErrors } from "./run-errors.tsx";
import { isActive } from "./run-state.ts";
import { OPENED, UNMAPPED } from "./unmapped-place.ts";
import type { Run } from "./use-run.ts";

const TABS = ["changes", "errors"] as const;

/** What a run changed and what it could not take; the address bar says which one is shown. */
export function RunDetails({ run }: { run: Run }) {
  const [{ show, field, [OPENED]: opened }, setPlace] = useQueryStates({
    show: parseAsStringLiteral(TABS),
    field: parseAsString,
    [OPENED]: parseAsString,
  });
  const trpc = useTRPC();
  // Both grow while it works.
  const refetchInterval = isActive(run.status) ? 5_000 : (false as const);
  const groups = useQuery(
    trpc.integrations.runs.errorGroups.queryOptions({ runId: run.id }, { refetchInterval }),
  );
  const counts = useQuery(
    trpc.integrations.runs.changeCounts.queryOptions({ runId: run.id }, { refetchInterval }),
  );
  const errors = groups.data?.reduce((sum, group) => sum + group.count, 0) ?? 0;
  const changes = counts.data?.reduce((sum, group) => sum + group.count, 0) ?? 0;
  // Names that wait for a meaning are no errors: what the run did comes first.
  const refused = groups.data?.some(({ code }) => code !== UNMAPPED) ?? false;
  const shown = show ?? (refused ? "errors" : "changes");
  return (
    <Tabs value={shown} onValueChange={(next) => setPlace({ show: next as typeof shown, field: null })}>
      <TabsList aria-label="Details">
        <TabsTrigger value="changes" className="flex items-center gap-1.5">
          Changes {changes > 0 ? <Badge>{formatCount(changes)}</Badge> : null}
        </TabsTrigger>
        <TabsTrigger value="errors" className="flex items-center gap-1.5">
          {run.kind === "undo" ? "Not undone" : "Errors"}{" "}
          {errors > 0 ? (
            <Badge tone={refused && run.kind !== "undo" ? "bad" : "warn"}>{formatCount(errors)}</Badge>
          ) : null}
        </TabsTrigger>
      </TabsList>
      <TabsContent value="changes">
        <RunChanges
          runId={run.id}
          counts={counts}
          field={field}
          onField={(next) => setPlace({ show: "changes", field: next })}
        />
      </TabsContent>
      <TabsContent value="errors">
        <RunErrors
          run={run}
          groups={groups}
          opened={opened}
          replayable={run.kind === "sync" || run.kind === "replay"}
        />
      </TabsContent>
    </Tabs>
  );
}
