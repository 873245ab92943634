import { AppError } from "@v1/core";
import type { SyncRun } from "./protocol.ts";

/**
 * A figure of a run that did something else is no figure.
 * @throws AppError where the run ended otherwise, or its tallies are not those expected
 */
export function expectRun(
  name: string,
  run: SyncRun,
  expected: { mode: SyncRun["mode"]; tallies: Partial<SyncRun["tallies"]> },
): void {
  const wanted = { status: "completed", mode: expected.mode, failed: 0, errors: 0, ...expected.tallies };
  const found: Record<string, unknown> = { ...run.tallies, status: run.status, mode: run.mode };
  const wrong = Object.entries(wanted).filter(([key, value]) => found[key] !== value);
  if (wrong.length === 0) return;
  const list = wrong.map(([key, value]) => `${key} ${found[key]} instead of ${value}`).join(", ");
  throw new AppError({
    code: "internal",
    message: `The ${name} did not do what is measured: ${list}.`,
    hint: "Mend the engine or the source first; the bench compares only equal work.",
  });
}
