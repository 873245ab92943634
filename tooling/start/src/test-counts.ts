import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/**
 * Passed and failed tests of a vitest run. A run can fail without a failed test (a file that does not
 * load, an error outside of any test): that counts as one.
 */
export function readTestCounts(file: string, succeeded: boolean): { passed: number; failed: number } {
  const known = existsSync(file) ? report.safeParse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
  if (!known?.success) return { passed: 0, failed: succeeded ? 0 : 1 };
  const { numPassedTests: passed, numFailedTests: failed } = known.data;
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}
