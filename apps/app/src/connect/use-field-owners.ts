import { useQueries, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/client.ts";

/** Who owns each field so far, as far as the connections that are up can tell. Key → the owner's name. */
export function useFieldOwners(): Map<string, string> {
  const trpc = useTRPC();
  const { data: connections = [] } = useQuery(trpc.integrations.connections.list.queryOptions());
  const up = connections.filter(({ status }) => status !== "disconnected");
  return useQueries({
    queries: up.map(({ id }) => trpc.integrations.connections.fields.queryOptions({ connectionId: id })),
    combine: (results) => {
      const owners = new Map<string, string>();
      for (const { key, owner } of results.flatMap(({ data }) => data ?? [])) {
        if (owner?.connection) owners.set(key, owner.connection);
      }
      return owners;
    },
  });
}
