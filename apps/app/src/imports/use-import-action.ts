import { useQueryClient } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import type { ImportJob } from "./types.ts";

/** What every action of an import does with its answer: show it at once, and tell what failed. */
export function useImportAnswers() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return {
    onSuccess: (job: ImportJob) => {
      queries.setQueryData(trpc.imports.get.queryKey({ importId: job.id }), job);
      void queries.invalidateQueries(trpc.imports.list.pathFilter());
    },
    onError: (error: unknown) => {
      const { message, hint } = problemOf(error);
      toast.error(message, { description: hint });
    },
  };
}
