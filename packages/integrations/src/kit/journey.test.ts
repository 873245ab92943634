import { expect, it } from "vitest";
import { parseJourney } from "./journey.ts";

it.each([
  '[{"step":"sewing","facility":"Atelier Levante","city":"Porto","country":"PT"}]',
  '[{"stepType":"sewing","facility":{"name":"Atelier Levante","city":"Porto","country":"PT"}}]',
  '[{"Stage":"sewing","Factory":"Atelier Levante","Town":"Porto","Country_Code":"PT"}]',
  "sewing: Atelier Levante, Porto, PT",
])("reads %j", (value) => {
  expect(parseJourney(value)).toEqual([
    { stepType: "sewing", facility: { name: "Atelier Levante", country: "PT", city: "Porto" } },
  ]);
});

it("keeps the order and leaves out what is not stated", () => {
  expect(parseJourney("Spinning: A; Weaving: B, Como\nSewing: C, , TR")).toEqual([
    { stepType: "Spinning", facility: { name: "A" } },
    { stepType: "Weaving", facility: { name: "B", city: "Como" } },
    { stepType: "Sewing", facility: { name: "C", country: "TR" } },
  ]);
});

it.each(["made with love", '{"step":"sewing"}', '[{"step":"sewing"}]', "[3]"])(
  "does not guess at %j",
  (value) => {
    expect(parseJourney(value)).toMatchObject({ code: "invalid_value" });
  },
);

it("is null where nothing is said, and empty where the list is", () => {
  expect(parseJourney(null)).toBeNull();
  expect(parseJourney("[]")).toEqual([]);
});
