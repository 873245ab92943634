import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTestCounts } from "./test-counts.ts";

const folder = mkdtempSync(join(tmpdir(), "v1-counts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(counts: object): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(counts));
  return file;
}

test("counts are the run's own", () => {
  const file = reportOf({ numPassedTests: 7, numFailedTests: 2 });
  expect(readTestCounts(file, false)).toEqual({ passed: 7, failed: 2 });
});

test("a run that failed without a failed test is a failure all the same", () => {
  const file = reportOf({ numPassedTests: 7, numFailedTests: 0 });
  expect(readTestCounts(file, false)).toEqual({ passed: 7, failed: 1 });
  expect(readTestCounts(join(folder, "missing.json"), false)).toEqual({ passed: 0, failed: 1 });
});
