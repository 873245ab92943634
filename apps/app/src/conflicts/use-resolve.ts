import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import type { Inputs } from "../api/types.ts";
import type { Conflict, Inbox } from "./use-conflicts.ts";

type Input = Inputs["integrations"]["conflicts"]["resolve"];
export type Resolution = Input extends infer One
  ? One extends Input
    ? Omit<One, "conflictId">
    : never
  : never;

/** Resolves one conflict and goes on to the next. */
export function useResolve(inbox: Pick<Inbox, "leave" | "comeBack">, next: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const told = () => {
    void queries.invalidateQueries(trpc.integrations.conflicts.counts.pathFilter());
    void queries.invalidateQueries(trpc.integrations.owners.list.queryFilter());
    void queries.invalidateQueries(trpc.brand.overview.queryFilter());
    void queries.invalidateQueries(trpc.products.get.pathFilter());
  };
  const mutation = useMutation(trpc.integrations.conflicts.resolve.mutationOptions({ onSettled: told }));
  const reopen = (conflict: Conflict) =>
    mutation.mutate(
      { conflictId: conflict.id, by: "reopen" },
      { onSuccess: () => inbox.comeBack(conflict.id) },
    );

  const resolve = (conflict: Conflict, resolution: Resolution, done?: () => void) =>
    mutation.mutate({ conflictId: conflict.id, ...resolution } as Input, {
      onSuccess: ({ resolved }) => {
        done?.();
        next();
        inbox.leave(conflict.id);
        toast.success(resolved === 0 ? "It had closed by itself meanwhile." : wordsOf(conflict, resolution), {
          id: "resolved",
          action:
            resolution.by === "dismiss" ? { label: "Undo", onClick: () => reopen(conflict) } : undefined,
        });
      },
    });
  return { resolve, pending: mutation.isPending, error: mutation.error, reset: mutation.reset };
}

function wordsOf({ label, connection }: Conflict, resolution: Resolution): string {
  if (resolution.by === "dismiss") return `Dismissed until ${connection} says something else.`;
  if (resolution.by === "reopen") return "It is open again.";
  return resolution.value === "ours"
    ? `${label} is pinned to our value.`
    : `${label} is pinned to what ${connection} says.`;
}
