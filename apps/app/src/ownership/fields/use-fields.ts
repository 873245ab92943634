import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/client.ts";
import type { Outputs } from "../../api/types.ts";

export type OwnedField = Outputs["integrations"]["owners"]["list"]["fields"][number];
export type Coverage = Outputs["integrations"]["owners"]["coverage"];

/** A column of the matrix. */
export interface Column {
  id: string;
  name: string;
  status: string;
}

/** Fields with their owners; what takes longer to count comes after. */
export function useFields() {
  const trpc = useTRPC();
  const owners = useQuery(trpc.integrations.owners.list.queryOptions());
  const coverage = useQuery(trpc.integrations.owners.coverage.queryOptions(undefined, { staleTime: 60_000 }));
  const counts = useQuery(trpc.integrations.conflicts.counts.queryOptions({}));
  const conflicts = useMemo(
    () =>
      new Map(
        counts.data?.map(({ fieldKey, connectionId, count }) => [`${fieldKey} ${connectionId}`, count]),
      ),
    [counts.data],
  );
  const columns = useMemo(() => columnsOf(owners.data?.fields ?? []), [owners.data]);
  return { owners, coverage, conflicts, columns };
}

/** Every connection that says anything, those that own most first. */
function columnsOf(fields: OwnedField[]): Column[] {
  const found = new Map<string, Column & { owned: number }>();
  for (const { sources } of fields) {
    for (const { connectionId, connection, status, owns } of sources) {
      const known = found.get(connectionId) ?? { id: connectionId, name: connection, status, owned: 0 };
      found.set(connectionId, { ...known, owned: known.owned + (owns ? 1 : 0) });
    }
  }
  return [...found.values()].sort((a, b) => b.owned - a.owned || a.name.localeCompare(b.name));
}
