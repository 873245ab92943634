"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import type { ImportJob } from "./types.ts";
import { useImportAnswers } from "./use-import-action.ts";

/** Stops an import; what was merged already stays, and can be undone by its run. */
export function CancelImport({ job }: { job: ImportJob }) {
  const cancel = useMutation(useTRPC().imports.cancel.mutationOptions(useImportAnswers()));
  if (["COMPLETED", "CANCELLED"].includes(job.status)) return null;
  return (
    <Button onClick={() => cancel.mutate({ importId: job.id })} pending={cancel.isPending}>
      Cancel import
    </Button>
  );
}
