import type { MappedProduct } from "@v1/core";
import { expect, it } from "vitest";
import { importMapping } from "../mapping.ts";
import type { ImportTarget } from "../targets.ts";
import { Columns } from "./columns.ts";
import { mapRows } from "./map-rows.ts";

function map(targets: ImportTarget[], lines: string[][], more: object = {}) {
  const columns = targets.map((target, column) => ({ column, header: target, target }));
  const mapped = mapRows(
    new Columns(importMapping.parse({ columns, groupBy: 0, currency: "EUR", ...more })),
    "A",
    lines,
  );
  return { ...mapped, product: mapped.product as MappedProduct };
}

it("a column that is not mapped says nothing, an empty cell says that it is empty", () => {
  const { product } = map(["product.identifier", "product.name", "product.season"], [["A", "Shirt", ""]]);
  expect(product.observed).toEqual({
    "product.identifier": "A",
    "product.name": "Shirt",
    "product.season": null,
  });
  expect(product.variants).toEqual([]);
});

it("what a variant's row says differently is its own, the rest it inherits", () => {
  const { product, issues } = map(
    ["product.identifier", "product.name", "variant.sku", "product.price", "product.materials"],
    [
      ["A", "Shirt", "A1", "10", "100% Wool"],
      ["A", "Shirt, long", "A2", "12", ""],
      ["A", "", "A3", "10.00", "100% Silk"],
    ],
  );
  expect(issues).toEqual([]);
  expect(product.observed).toMatchObject({ "product.name": "Shirt", "product.price": { amount: "10.00" } });
  expect(product.variants.map(({ observed }) => observed)).toMatchObject([
    { $inherit: ["product.name", "product.price", "product.materials"] },
    {
      "product.name": "Shirt, long",
      "product.price": { amount: "12.00" },
      $inherit: ["product.materials"],
    },
    { "product.materials": [{ name: "Silk" }], $inherit: ["product.name", "product.price"] },
  ]);
});

it("two rows that say two things of what a variant cannot have are told, and the first one counts", () => {
  const { product, issues } = map(
    ["product.identifier", "product.season", "variant.sku"],
    [
      ["A", "FS26", "A1"],
      ["A", "HW27", "A2"],
    ],
  );
  expect(product.observed["product.season"]).toBe("FS26");
  expect(issues).toMatchObject([{ line: 1, target: "product.season", value: "HW27" }]);
});

it("the same variant twice is told, and no row replaces another one", () => {
  const { product, issues } = map(
    ["product.identifier", "variant.sku", "variant.size"],
    [
      ["A", "A1", "S"],
      ["A", "A1", "M"],
    ],
  );
  expect(product.variants).toHaveLength(1);
  expect(product.variants[0]?.observed["variant.size"]).toBe("S");
  expect(issues).toMatchObject([{ line: 1, issue: { code: "duplicate_value" } }]);
});

it("one bad cell costs its field only, and is told once", () => {
  const { product, issues } = map(
    ["product.identifier", "product.name", "product.price", "variant.sku"],
    [["A", "Shirt", "cheap", "A1"]],
  );
  expect(product.observed).toMatchObject({ "product.name": "Shirt" });
  expect(product.observed).not.toHaveProperty("product.price");
  expect(issues).toHaveLength(1);
});

it("options go by their names, in any language and any order", () => {
  const { product } = map(
    [
      "product.identifier",
      "option1.name",
      "option1.value",
      "option2.name",
      "option2.value",
      "option3.name",
      "option3.value",
    ],
    [
      ["A", "Taille", "40", "Länge", "32", "Couleur", "Bleu"],
      ["A", "", "42", "", "34", "", "Bleu"],
    ],
  );
  expect(product.variants.map(({ observed }) => observed)).toMatchObject([
    { "variant.size": "40", "variant.color": "Bleu", "variant.option": { name: "Länge", value: "32" } },
    { "variant.size": "42", "variant.color": "Bleu", "variant.option": { name: "Länge", value: "34" } },
  ]);
});

it("variants are complete only where the import says so", () => {
  const lines = [["A", "A1"]];
  const targets: ImportTarget[] = ["product.identifier", "variant.sku"];
  expect(map(targets, lines).product.variantsComplete).toBe(false);
  expect(map(targets, lines, { allVariants: true }).product.variantsComplete).toBe(true);
});
