import type { MappedProduct } from "@v1/core";
import { expect, test } from "vitest";
import { applySources } from "./apply-sources.ts";
import { compileSources, type FieldSources } from "./compile-sources.ts";

const record = {
  id: 7,
  title: "Coat",
  details: { season: " aw24 ", weight: "1.250,5 g", cost: "19,90", fabric: "Wool:80|Silk:20", empty: null },
  brand: { color: "Navy" },
  skus: {
    list: [
      { code: "v1", tone: "Rot" },
      { code: "v2", tone: "Blau", note: "x" },
    ],
  },
};

function mapped(): MappedProduct {
  return {
    externalId: "7",
    sourceUpdatedAt: null,
    groupKey: null,
    observed: {
      "product.name": "Coat",
      "product.description": "Old",
      "product.description#html": "<p>Old</p>",
      "product.weight": { value: "1.00", unit: "kg" },
    },
    variants: [
      { externalId: "v1", observed: { "variant.sku": "A", $inherit: ["product.price", "product.weight"] } },
      { externalId: "v2", observed: { "variant.sku": "B", "variant.color": "Old" } },
    ],
    variantsComplete: true,
    issues: [
      { code: "invalid_value", field: "product.weight", message: "m", hint: "h", excerpt: "" },
      { code: "invalid_value", field: "product.season", message: "m", hint: "h", excerpt: "" },
    ],
  };
}

const apply = (sources: FieldSources) => applySources(mapped(), record, compileSources(sources));
const steps = (...all: object[]) => ({ steps: all }) as never;

test("a field is taken from its place, through its steps, at the column's precision", async () => {
  const { observed, issues } = await apply({
    "product.season": {
      path: "details.season",
      transform: steps({ do: "trim" }, { do: "case", to: "upper" }),
    },
    "product.weight": { path: "details.weight", transform: steps({ do: "number", decimal: ",", to: "kg" }) },
    "product.price": {
      path: "details.cost",
      transform: { steps: [{ do: "number", decimal: "," }], currency: "EUR" },
    },
    "product.materials": { path: "details.fabric", transform: steps({ do: "composition" }) },
  });
  expect(observed).toMatchObject({
    "product.name": "Coat",
    "product.season": "AW24",
    "product.weight": { value: "1250.50", unit: "g" },
    "product.price": { amount: "19.90", currency: "EUR" },
    "product.materials": [
      { name: "Wool", percentage: "80.00" },
      { name: "Silk", percentage: "20.00" },
    ],
  });
  // What the connector could not take of these fields does not matter any more.
  expect(issues).toEqual([]);
});

test("absent, null and switched off are three things", async () => {
  const { observed } = await apply({
    "product.description": { path: "nowhere.at.all" },
    "product.season": { path: "details.empty" },
    "product.name": { path: "title", enabled: false },
  });
  expect(observed).not.toHaveProperty("product.description");
  expect(observed).not.toHaveProperty("product.description#html");
  expect(observed).not.toHaveProperty("product.name");
  expect(observed["product.season"]).toBeNull();
});

test("variants read their own part of the record, or the product above it", async () => {
  const { variants } = await apply({
    "variant.color": { path: "tone", transform: steps({ do: "values", map: { Rot: "Red" } }) },
    "variant.size": { path: "^.brand.color" },
    "variant.option": { path: "note" },
    "product.price": {
      path: "",
      transform: { steps: [], expression: "$product.id & '.00'", on: "variant", currency: "EUR" },
    },
  });
  expect(variants.map(({ observed }) => observed)).toEqual([
    {
      "variant.sku": "A",
      "variant.color": "Red",
      "variant.size": "Navy",
      "product.price": { amount: "7.00", currency: "EUR" },
      $inherit: ["product.weight"],
    },
    {
      "variant.sku": "B",
      "variant.color": "Blau",
      "variant.size": "Navy",
      "variant.option": { name: "note", value: "x" },
      "product.price": { amount: "7.00", currency: "EUR" },
    },
  ]);
});

test("what cannot be taken is an issue of that field alone, and says nothing", async () => {
  const { observed, variants, issues } = await apply({
    "product.gender": { path: "title" },
    "product.weight": { path: "title", transform: steps({ do: "number" }) },
    "product.carbon": { path: "", transform: { steps: [], expression: "$pad('x', 100000)" } },
    "variant.barcode": { path: "", transform: { steps: [], expression: "$error('no')" } },
  });
  expect(Object.keys(observed)).toEqual(["product.name", "product.description", "product.description#html"]);
  expect(variants[0]?.observed).not.toHaveProperty("variant.barcode");
  expect(issues.map(({ field, variantExternalId = null }) => [field, variantExternalId])).toEqual([
    ["product.season", null],
    ["product.gender", null],
    ["product.weight", null],
    ["product.carbon", null],
    ["variant.barcode", "v1"],
    ["variant.barcode", "v2"],
  ]);
  expect(issues.every(({ message, hint }) => message && hint)).toBe(true);
});
