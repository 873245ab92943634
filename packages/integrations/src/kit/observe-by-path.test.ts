import type { FieldKey } from "@v1/core";
import { describe, expect, it } from "vitest";
import { Issues } from "./issues.ts";
import { observeByPath } from "./observe-by-path.ts";
import { valueAt } from "./value-at.ts";

function observe(field: FieldKey, value: unknown) {
  const issues = new Issues();
  const options = { paths: { [field]: "v" }, currency: "EUR", weightUnit: "kg", issues };
  const observed = observeByPath(value === undefined ? {} : { v: value }, options);
  return { value: observed[field], asserts: field in observed, issues: issues.list };
}

it.each([
  ["product.name", " Shirt ", "Shirt"],
  ["product.name", 7, "7"],
  ["product.description", "<p>One</p><p>Two</p>", "One\n\nTwo"],
  ["product.image", "https://x.example/a.jpg", "https://x.example/a.jpg"],
  ["product.gender", "Women", "women"],
  ["product.price", "19.905", { amount: "19.91", currency: "EUR" }],
  ["product.price", "19.90 SEK", { amount: "19.90", currency: "SEK" }],
  ["product.weight", "350 g", { value: "350.00", unit: "g" }],
  ["product.weight", "0.5", { value: "0.50", unit: "kg" }],
  ["product.carbon", "3.2", "3.2000"],
  ["product.tags", "summer, linen", ["summer", "linen"]],
  ["product.tags", ["summer", "linen"], ["summer", "linen"]],
  ["product.gtin", "4006381333931", "4006381333931"],
  ["variant.barcode", "OUR-1", "OUR-1"],
  ["variant.option", "Slim", { name: "v", value: "Slim" }],
  ["variant.color", "Navy", "Navy"],
  ["product.season", "", null],
  ["product.season", null, null],
] as [FieldKey, unknown, unknown][])("%s of %j is %j", (field, source, value) => {
  expect(observe(field, source)).toEqual({ value, asserts: true, issues: [] });
});

it("reads compositions and supply chains as text and as lists", () => {
  const material = { name: "Cotton", percentage: "100.00", component: "main" };
  expect(observe("product.materials", "100% Cotton").value).toMatchObject([material]);
  expect(observe("product.materials", [{ name: "Cotton", percentage: 100 }]).value).toMatchObject([material]);
  expect(observe("product.journey", "Sewing: Atelier, Porto, PT").value).toHaveLength(1);
});

it("asserts nothing where nothing is there", () => {
  expect(observe("product.name", undefined)).toEqual({ value: undefined, asserts: false, issues: [] });
});

it.each([
  ["product.price", "a lot"],
  ["product.price", "-1"],
  ["product.gtin", "4006381333932"],
  ["product.gender", "everybody"],
  ["product.image", "javascript:alert(1)"],
  ["product.weight", "1 stone"],
  ["product.name", ["one", "two"]],
] as [FieldKey, unknown][])("%s of %j is left out, and said so", (field, source) => {
  const { value, issues } = observe(field, source);
  expect(value).toBeUndefined();
  expect(issues).toMatchObject([{ field, hint: expect.stringMatching(/\S/) }]);
});

describe("valueAt", () => {
  const record = { a: { b: [{ c: 1 }, { c: [2, 3] }, {}] }, "@id": "x", list: [] };
  it.each([
    ["", record],
    ["@id", "x"],
    ["a.b.0.c", 1],
    ["a.b.c", [1, 2, 3]],
    ["a.b.9.c", undefined],
    ["a.x", undefined],
    ["list.x", undefined],
    ["__proto__", undefined],
    ["constructor.name", undefined],
    ["a.b.length", undefined],
  ])("%j", (path, value) => {
    expect(valueAt(record, path)).toEqual(value);
  });
});
