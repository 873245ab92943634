import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import type { Inputs, Outputs } from "../api/types.ts";
import { counted } from "../format.ts";

type Done = Outputs["passports"]["publish"];

/** Publishes products and tells what came of it; many are handed to a worker, whose progress the page shows. */
export function usePublish() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const mutation = useMutation(trpc.passports.publish.mutationOptions());

  async function publish(selection: Inputs["passports"]["publish"]): Promise<boolean> {
    try {
      tell(await mutation.mutateAsync(selection));
      return true;
    } catch (error) {
      const { message, hint } = problemOf(error);
      toast.error(message, { description: hint });
      return false;
    } finally {
      for (const part of [trpc.passports, trpc.products, trpc.integrations.history, trpc.brand.overview]) {
        void queries.invalidateQueries(part.pathFilter());
      }
    }
  }
  return { publish, pending: mutation.isPending };
}

function tell(done: Done): void {
  if (done.publication) {
    toast.success(`${counted(done.publication.total, "passport")} are being published.`);
    return;
  }
  const { published, unchanged, skipped } = done;
  const left = skipped > 0 ? { description: `${counted(skipped, "archived product")} left out.` } : {};
  const [first, ...more] = published;
  if (!first) toast.info(unchanged > 0 ? "Published already, exactly as it is." : "Nothing waits.", left);
  else if (more.length > 0) toast.success(`${counted(published.length, "passport")} published.`, left);
  else toast.success(`Published as version ${first.version}.`, left);
}
