import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FieldKey } from "@v1/core";
import { toast } from "@v1/ui";
import { useRouter } from "next/navigation";
import { useTRPC, useTRPCClient } from "../../api/client.ts";
import type { Inputs, Outputs } from "../../api/types.ts";

type Transfer = Inputs["integrations"]["owners"]["transfer"];
export type Adopt = NonNullable<Transfer["adopt"]>;
export type Preview = Outputs["integrations"]["owners"]["previewTransfer"];
type Transferred = Outputs["integrations"]["owners"]["transfer"];

/** `manual` and `nobody` are owners of their own; any other word is a connection's id. */
export function refOf(to: string): Transfer["to"] {
  return to === "manual" || to === "nobody" ? to : { connectionId: to };
}

interface UseTransfer {
  keys: FieldKey[];
  to: Transfer["to"];
  done: () => void;
}

/** The preview of a transfer, and the transfer on the versions that it was made with. */
export function useTransfer({ keys, to, done }: UseTransfer) {
  const client = useTRPCClient();
  const preview = useQuery(
    useTRPC().integrations.owners.previewTransfer.queryOptions({ fields: keys, to }, { staleTime: 0 }),
  );
  const settled = useOwnersChanged();
  const transfer = useMutation({
    mutationFn: ({ adopt, reason }: { adopt: Adopt; reason: string }) =>
      client.integrations.owners.transfer.mutate({
        fields: preview.data?.fields.map(({ key, version }) => ({ key, version })) ?? [],
        to,
        adopt,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: (answer) => {
      settled(answer);
      done();
    },
  });
  return { preview, transfer };
}

const TOLD: Record<Transferred["status"], string> = {
  completed: "The owner is changed.",
  queued: "The owner is changed. Its values are being written.",
  waiting: "The owner is changed. Its values are written at its next sync.",
  nothing: "Nothing changed: it was the owner already.",
};

/** Tells what a change of owners came to, and has everything that shows owners read anew. */
export function useOwnersChanged() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  return ({ status, runId }: Transferred) => {
    toast.success(TOLD[status], {
      action: runId ? { label: "See the run", onClick: () => router.push(`/runs/${runId}`) } : undefined,
    });
    void queries.invalidateQueries(trpc.integrations.owners.pathFilter());
    void queries.invalidateQueries(trpc.integrations.conflicts.pathFilter());
    void queries.invalidateQueries(trpc.integrations.explain.pathFilter());
    void queries.invalidateQueries(trpc.integrations.connections.pathFilter());
    void queries.invalidateQueries(trpc.brand.overview.queryFilter());
    void queries.invalidateQueries(trpc.products.pathFilter());
  };
}
