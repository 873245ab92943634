import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { counted } from "../format.ts";
import { type ProductStatusName, STATUS_WORDS } from "./product-status.tsx";
import { refreshLists } from "./refresh-lists.ts";

type Settable = "published" | "unpublished" | "archived";

/** Changes the status of products, tells what it did, and offers the way back. */
export function useSetStatus(known: { id: string; status: ProductStatusName }[]) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const mutation = useMutation(trpc.products.setStatus.mutationOptions());
  const refresh = (states: [string, ProductStatusName][]) =>
    refreshLists(queries, trpc.products.pathFilter(), new Map(states));

  async function setStatus(ids: string[], status: Settable): Promise<boolean> {
    const before = known.filter(({ id, status: was }) => ids.includes(id) && was !== status);
    try {
      const { changed } = await mutation.mutateAsync({ ids, status });
      await refresh(ids.map((id) => [id, status]));
      void queries.invalidateQueries(trpc.passports.pathFilter());
      void queries.invalidateQueries(trpc.integrations.history.pathFilter());
      const word = STATUS_WORDS[status].word.toLowerCase();
      if (changed === 0) toast.info(`Nothing to change: already ${word}.`);
      else {
        const undo = { label: "Undo", onClick: () => void restore(before) };
        toast.success(`${counted(changed, "product")} ${word}.`, { action: undo });
      }
      return true;
    } catch (error) {
      const { message, hint } = problemOf(error);
      toast.error(message, { description: hint });
      return false;
    }
  }

  async function restore(before: { id: string; status: ProductStatusName }[]) {
    const groups = Map.groupBy(before, ({ status }) => status);
    try {
      for (const [status, products] of groups) {
        // A schedule cannot be set here: such a product waits unpublished.
        const to = status === "scheduled" ? "unpublished" : status;
        await mutation.mutateAsync({ ids: products.map(({ id }) => id), status: to });
      }
      toast.success(`${counted(before.length, "product")} as before.`);
    } catch (error) {
      const { message, hint } = problemOf(error);
      toast.error(message, { description: hint });
    }
    await refresh(before.map(({ id, status }) => [id, status]));
  }
  return { setStatus, pending: mutation.isPending };
}
