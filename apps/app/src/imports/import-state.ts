import type { Tone } from "@v1/ui";
import type { ImportJob } from "./types.ts";

export const IMPORT_STATES: Record<ImportJob["status"], { tone: Tone; word: string }> = {
  PENDING: { tone: "waiting", word: "Columns to map" },
  VALIDATING: { tone: "working", word: "Checking" },
  VALIDATED: { tone: "attention", word: "Ready to import" },
  COMMITTING: { tone: "working", word: "Importing" },
  COMPLETED: { tone: "good", word: "Imported" },
  FAILED: { tone: "bad", word: "Failed" },
  CANCELLED: { tone: "paused", word: "Cancelled" },
};

export const STEPS = ["columns", "check", "preview", "result"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_TITLES: Record<Step, string> = {
  columns: "Columns",
  check: "Check",
  preview: "Preview",
  result: "Import",
};

/** The furthest that an import has come. */
export function stepOf({ status, runId, summary }: Pick<ImportJob, "status" | "runId" | "summary">): Step {
  if (status === "COMMITTING" || status === "COMPLETED" || runId !== null) return "result";
  if (status === "VALIDATING" || status === "VALIDATED") return "check";
  if (status === "CANCELLED" && summary) return "check";
  return "columns";
}

/** The step that is shown: what the address wants, as far as the import has come. */
export function shownStep(wanted: Step | null, reached: Step, status: ImportJob["status"]): Step {
  if (wanted === null || reached === "result" || status === "VALIDATING") return reached;
  if (wanted === "preview") return status === "VALIDATED" ? "preview" : reached;
  return STEPS.indexOf(wanted) <= STEPS.indexOf(reached) ? wanted : reached;
}
