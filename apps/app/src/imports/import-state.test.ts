import { expect, test } from "vitest";
import { shownStep, stepOf } from "./import-state.ts";

const job = (status: "PENDING" | "VALIDATED" | "COMPLETED" | "FAILED", runId: string | null = null) => ({
  status,
  runId,
  summary: null,
});

test("an import stands where its work has come to", () => {
  expect(stepOf(job("PENDING"))).toBe("columns");
  expect(stepOf(job("VALIDATED"))).toBe("check");
  expect(stepOf(job("COMPLETED"))).toBe("result");
  expect(stepOf(job("FAILED", "a run"))).toBe("result");
});

test("an address leads back to earlier steps, and never ahead of the work", () => {
  expect(shownStep("columns", "check", "VALIDATED")).toBe("columns");
  expect(shownStep("preview", "check", "VALIDATED")).toBe("preview");
  expect(shownStep("preview", "columns", "PENDING")).toBe("columns");
  expect(shownStep("columns", "result", "COMPLETED")).toBe("result");
  expect(shownStep("result", "columns", "PENDING")).toBe("columns");
});
