import { expect, test } from "vitest";
import { draftOf, isWhole, sourceOf } from "./draft.ts";

const source = {
  path: "details.fabric",
  enabled: true,
  transform: { steps: [{ do: "composition" }], currency: "EUR" },
};

test("a source comes through the editor as it was", () => {
  expect(sourceOf(draftOf({ source }), source)).toEqual(source);
  expect(sourceOf(draftOf({ source: null }), null)).toBe(null);
});

test("an expression takes the place of the path; switched off, the path is remembered", () => {
  const draft = draftOf({ source });
  expect(sourceOf({ ...draft, way: "expression", expression: " a.b ", steps: [] }, source)).toEqual({
    path: "",
    enabled: true,
    transform: { currency: "EUR", expression: "a.b" },
  });
  expect(sourceOf({ ...draft, way: "off" }, source)).toMatchObject({
    path: "details.fabric",
    enabled: false,
  });
});

test("a path or an expression that is not there yet is not asked for", () => {
  const draft = draftOf({ source: null });
  expect(isWhole(draft)).toBe(true);
  expect(isWhole({ ...draft, way: "path", path: " " })).toBe(false);
  expect(isWhole({ ...draft, way: "expression", expression: "x" })).toBe(true);
});
