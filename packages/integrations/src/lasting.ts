import { AppError } from "@v1/core";
import { sqlState } from "@v1/db";

/** SQLSTATE classes of what the database cannot do with the data, however often it is asked. */
const LASTING = new Set(["21", "22", "23", "42"]);

/** Whether a failure would come again: the work has failed then, where another would be left as it is. */
export function isLasting(error: unknown): boolean {
  if (error instanceof AppError) return !error.retryable;
  return LASTING.has(sqlState(error)?.slice(0, 2) ?? "");
}
