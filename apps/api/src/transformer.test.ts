import superjson from "superjson";
import { expect, test } from "vitest";
import { transformer } from "./transformer.ts";

const shared = { a: 1 };
const date = new Date("2026-11-21T10:00:00Z");

test.each<[string, unknown]>([
  ["a page", { items: [{ id: "x", at: date, price: "1.00", n: 0, none: null }], nextCursor: null }],
  ["nothing", undefined],
  ["null", null],
  ["a text", "text"],
  ["a date alone", date],
  ["dates in lists", [date, [date]]],
  ["a missing value", { a: undefined, b: date }],
  ["keys with dots", { "product.name": { at: date } }],
  ["dots without dates", { "product.name": "x" }],
  ["a map and a set", { map: new Map([["a", 1]]), set: new Set([1]) }],
  ["odd numbers", [Number.NaN, -0, Number.POSITIVE_INFINITY, 10n]],
  ["one thing twice", { one: shared, two: shared }],
  ["a bad date", { at: new Date(Number.NaN) }],
  ["an error", { error: new Error("x") }],
])("gives back %s as superjson does", (_name, value) => {
  const sent = JSON.parse(JSON.stringify(transformer.serialize(value)));
  const theirs = JSON.parse(JSON.stringify(superjson.serialize(value)));
  expect(superjson.deserialize(sent)).toEqual(superjson.deserialize(theirs));
});

test("what is common is superjson's own format, to the letter", () => {
  const page = { items: [{ id: "x", at: date, tags: ["a"] }], nextCursor: null };
  expect(transformer.serialize(page)).toEqual(superjson.serialize(page));
});
