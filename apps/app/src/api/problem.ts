import type { Problem } from "@v1/api";

export type ShownProblem = Pick<Problem, "code" | "message" | "hint" | "fields" | "retryable"> & {
  requestId?: string;
};

/** What to tell of a failed call: the API's own words, or that it could not be reached. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof Error && "data" in error && hasProblem(error.data)) return error.data.problem;
  return {
    code: "unavailable",
    message: "The service cannot be reached.",
    hint: "Check your connection and try again. Your data is safe.",
    retryable: true,
  };
}

function hasProblem(data: unknown): data is { problem: Problem } {
  return typeof data === "object" && data !== null && "problem" in data;
}
