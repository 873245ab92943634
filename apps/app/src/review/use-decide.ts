import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import type { Review } from "./record-words.ts";

/** What can be decided on a record; each is told and leaves the list. */
export function useDecide(
  { connectionId, externalId }: Pick<Review, "connectionId" | "externalId">,
  done: () => void,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const record = { connectionId, externalId };
  const after = (words: string) => {
    toast.success(words);
    void queries.invalidateQueries(trpc.integrations.runs.reviews.pathFilter());
    void queries.invalidateQueries(trpc.integrations.connections.pathFilter());
    void queries.invalidateQueries(trpc.products.pathFilter());
    done();
  };
  const when = (runId: string | null) => (runId ? "It is being merged." : "The next sync merges it.");
  const { reviews } = trpc.integrations;
  const link = useMutation(
    reviews.link.mutationOptions({ onSuccess: ({ runId }) => after(`Linked. ${when(runId)}`) }),
  );
  const create = useMutation(
    reviews.create.mutationOptions({ onSuccess: ({ runId }) => after(`Created and linked. ${when(runId)}`) }),
  );
  const ignore = useMutation(
    reviews.ignore.mutationOptions({ onSuccess: () => after("Ignored. Syncs leave it aside.") }),
  );
  const reopen = useMutation(
    reviews.reopen.mutationOptions({ onSuccess: () => after("It waits for a decision again.") }),
  );
  const unlink = useMutation(
    reviews.unlink.mutationOptions({ onSuccess: () => after("The link is taken back.") }),
  );
  const all = [link, create, ignore, reopen, unlink];
  return {
    link: (productId: string) => link.mutate({ ...record, productId }),
    create: () => create.mutate(record),
    ignore: () => ignore.mutate(record),
    reopen: () => reopen.mutate(record),
    unlink: () => unlink.mutate(record),
    pending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error)?.error ?? null,
  };
}
