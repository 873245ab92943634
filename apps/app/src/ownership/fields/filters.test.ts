import { expect, test } from "vitest";
import { narrow } from "./filters.ts";
import type { OwnedField } from "./use-fields.ts";

const source = (enabled: boolean) => ({
  connectionId: "c",
  connection: "Shop",
  status: "connected",
  owns: false,
  source: null,
  enabled,
});

function field(key: OwnedField["key"], label: string, over: Partial<OwnedField> = {}): OwnedField {
  return {
    key,
    label,
    level: "P",
    group: "basics",
    owner: { kind: "nobody", connectionId: null, connection: null },
    lastOwner: null,
    since: null,
    changedBy: null,
    reason: null,
    onNull: "keep",
    version: 0,
    sources: [],
    conflicts: 0,
    pins: 0,
    adopting: null,
    ...over,
  };
}

const fields = [
  field("product.name", "Name", {
    conflicts: 2,
    owner: { kind: "manual", connectionId: null, connection: null },
  }),
  field("product.price", "Price", { sources: [source(true), source(true)] }),
  field("product.gender", "Gender", { sources: [source(true), source(false)] }),
];
const keys = (q: string, show: Parameters<typeof narrow>[1]["show"]) =>
  narrow(fields, { q, show }).map(({ key }) => key);

test("fields are found by their words, whatever their case", () => {
  expect(keys(" PRI", "all")).toEqual(["product.price"]);
});

test("those in conflict, those of nobody, and those that several connections speak of", () => {
  expect(keys("", "conflicts")).toEqual(["product.name"]);
  expect(keys("", "nobody")).toEqual(["product.price", "product.gender"]);
  expect(keys("", "shared")).toEqual(["product.price"]);
});
