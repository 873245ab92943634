import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../api/client.ts";

/** Who owns each field so far: key → the connection's name, or "people" where it is edited by hand. */
export function useFieldOwners(): Map<string, string> {
  const { data } = useQuery(useTRPC().integrations.owners.list.queryOptions());
  return useMemo(() => {
    const owned = (data?.fields ?? []).filter(({ owner }) => owner.kind !== "nobody");
    return new Map(owned.map(({ key, owner }) => [key, owner.connection ?? "people"]));
  }, [data]);
}
