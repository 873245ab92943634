import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useTRPC } from "../../api/client.ts";
import type { Explanation } from "./explanation.ts";

/** Pins a value as it stands, and lifts the pin again. */
export function usePin(explanation: Explanation) {
  const { productId, variantId, field, pin } = explanation;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const anew = () =>
    Promise.all([
      queries.invalidateQueries(trpc.products.get.queryFilter({ id: productId })),
      queries.invalidateQueries(trpc.integrations.explain.pathFilter()),
      queries.invalidateQueries(trpc.integrations.history.pathFilter()),
      queries.invalidateQueries(trpc.integrations.conflicts.pathFilter()),
    ]);
  const set = useMutation(
    trpc.integrations.pins.pin.mutationOptions({
      onSuccess: async () => {
        await anew();
        toast.success(`${field.label} is pinned here.`);
      },
    }),
  );
  const lift = useMutation(
    trpc.integrations.pins.unpin.mutationOptions({
      onSuccess: async ({ restored }) => {
        await anew();
        toast.success(
          restored > 0 ? `Unpinned: the owner’s ${field.label.toLowerCase()} is back.` : "Unpinned.",
        );
      },
    }),
  );
  return {
    pin: (terms: { reason?: string; expiresAt?: Date }) =>
      set.mutateAsync({
        productId,
        variantId: field.level === "P" ? null : variantId,
        fieldKey: field.key,
        ...terms,
      }),
    unpin: () => (pin ? lift.mutate({ pins: [pin.id] }) : undefined),
    pending: set.isPending || lift.isPending,
    error: set.error ?? lift.error,
  };
}
