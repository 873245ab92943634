import { AppError } from "@v1/core";

/**
 * True where trying again cannot help: the failure is ours to report, not the runtime's to repeat.
 * Whatever is not an `AppError` is unforeseen, and may be a passing fault.
 */
export function isFinal(error: unknown): boolean {
  return error instanceof AppError && !error.retryable;
}

/** Trigger.dev's `catchError` of every task: a final failure is not retried there either. */
export function catchError({ error }: { error: unknown }): { skipRetrying: true } | undefined {
  return isFinal(error) ? { skipRetrying: true } : undefined;
}

/** What a runtime keeps of a failure. Causes stay out: they may quote what a source answered. */
export function describeError(error: unknown): { code: string; message: string; hint?: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}
