import { join } from "node:path";
import { expect, test } from "vitest";
import { check, placeOf } from "./check.ts";
import { findCycles } from "./cycles.ts";
import { readTree } from "./read-tree.ts";
import { PLACES } from "./rules.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

test("the house keeps to its boundaries", () => {
  const files = readTree(ROOT);
  expect(files.size).toBeGreaterThan(300);
  expect(check(files).join("\n")).toBe("");
});

test("the table itself leads one way only", () => {
  const names = new Set(PLACES.map(({ name }) => name));
  const edges = new Map(PLACES.map(({ name, imports, types = [] }) => [name, [...imports, ...types]]));
  expect([...edges.values()].flat().filter((name) => !names.has(name))).toEqual([]);
  expect(findCycles(edges)).toEqual([]);
});

test("each place has files, so that none stands there by a wrong pattern", () => {
  const filled = new Set([...readTree(ROOT).keys()].map((path) => placeOf(path)?.name));
  expect(PLACES.map(({ name }) => name).filter((name) => !filled.has(name))).toEqual([]);
});
