import { AppError } from "@v1/core";
import type { ImportJob } from "./types.ts";

/** @throws AppError `conflict` where an import's rows are not all checked */
export function requireValidated({ status }: ImportJob, what: string): void {
  if (status === "VALIDATED") return;
  throw new AppError({
    code: "conflict",
    message: `The import is ${status.toLowerCase()}, so it cannot be ${what}.`,
    hint:
      status === "PENDING" || status === "FAILED"
        ? "Validate it first."
        : "Reload the page to see how it stands.",
  });
}
