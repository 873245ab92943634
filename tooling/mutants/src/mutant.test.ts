import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import { expect, it } from "vitest";
import type { Mutant } from "./mutant.ts";
import { mutated } from "./mutant.ts";
import { MUTANTS } from "./table/index.ts";

const mutant: Mutant = {
  name: "limit",
  without: "the limit",
  file: "a.ts",
  search: "value > 1",
  replace: "value > $& 'x' `y`",
  guard: { file: "a.test.ts" },
};

it("replaces the text, whatever signs the new one has", () => {
  expect(mutated(mutant, "if (value > 1) stop();")).toBe("if (value > $& 'x' `y`) stop();");
});

it.each(["if (value < 1) stop();", "value > 1 || value > 1"])("does not apply to %j", (text) => {
  expect(() => mutated(mutant, text)).toThrow('"limit"');
});

it.each(MUTANTS.map((one) => [one.name, one] as const))("%s still cuts from the code", async (_name, one) => {
  const text = await readFile(join(root, one.file), "utf8");
  expect(mutated(one, text)).not.toBe(text);
});

it("has a name of its own for each", () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});
