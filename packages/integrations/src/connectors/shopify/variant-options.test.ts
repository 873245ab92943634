import { expect, it } from "vitest";
import type { ShopifyVariant } from "./raw.ts";
import { variantOptions } from "./variant-options.ts";

type Option = ShopifyVariant["options"][number];

function found(...options: Option[]) {
  return variantOptions({
    id: "1",
    sku: null,
    barcode: null,
    price: null,
    position: 1,
    weight: null,
    options,
  });
}

it.each([
  ["Color", "Size"],
  ["COLOUR", "size"],
  ["Farbe", "Größe"],
  ["Farbe", "Gro\u0308ße"],
  ["Couleur", "Taille"],
  ["Kleur", "Maat"],
  ["Colore", "Taglia"],
  ["Main colour", "Shoe size"],
])("knows %s and %s in any place", (color, size) => {
  const options = [
    { name: color, value: "Ecru" },
    { name: size, value: "M" },
  ];
  expect(found(...options)).toEqual({ color: "Ecru", size: "M" });
  expect(found(...options.toReversed())).toEqual({ color: "Ecru", size: "M" });
});

it("keeps a third option, and two others as one", () => {
  const size = { name: "Size", value: "M" };
  const fit = { name: "Fit", value: "Slim" };
  expect(found(size, fit)).toEqual({ size: "M", option: fit });
  expect(found(fit, size, { name: "Length", value: "Long" })).toEqual({
    size: "M",
    option: { name: "Fit / Length", value: "Slim / Long" },
  });
});

it("takes a second colour for another option", () => {
  expect(found({ name: "Color", value: "Ecru" }, { name: "Sole colour", value: "White" })).toEqual({
    color: "Ecru",
    option: { name: "Sole colour", value: "White" },
  });
});

it("takes Shopify's only variant for what it is", () => {
  expect(found({ name: "Title", value: "Default Title" })).toEqual({});
  expect(found({ name: "Title", value: "Poster" })).toEqual({ option: { name: "Title", value: "Poster" } });
});
