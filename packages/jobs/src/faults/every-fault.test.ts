import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS } from "@v1/stack/demo-store";
import { expect, test } from "vitest";

const tests = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".test.ts") && name !== "every-fault.test.ts")
  .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));

test.each(FAULTS)(
  "%s, which the demo store can be made to do, has a test from the task to the database",
  (fault) => {
    expect(tests.some((text) => new RegExp(`\\b${fault}\\b`).test(text))).toBe(true);
  },
);
