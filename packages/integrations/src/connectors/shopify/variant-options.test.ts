import { expect, it } from "vitest";
import { DEFAULT_OPTIONS, optionKindsOf } from "./option-kinds.ts";
import type { ShopifyVariant } from "./raw.ts";
import { variantOptions } from "./variant-options.ts";

type Option = ShopifyVariant["options"][number];

const variantOf = (options: Option[]): ShopifyVariant => ({
  id: "1",
  sku: null,
  barcode: null,
  price: null,
  position: 1,
  weight: null,
  options,
});

function found(...options: Option[]) {
  return variantOptions(variantOf(options), DEFAULT_OPTIONS);
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
  ["Cor", "Tamanho"],
  ["カラー", "サイズ"],
  ["Farbe (Rahmen)", "Größe EU"],
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

it("goes by the brand's own names first", () => {
  const kinds = optionKindsOf({ color: ["Finish", "Nuance"], size: ["Cut"], other: ["Color"] });
  const options = [
    { name: "Color", value: "Two-tone" },
    { name: " finish", value: "Matt black" },
    { name: "CUT", value: "M" },
  ];
  expect(variantOptions(variantOf(options), kinds)).toEqual({
    color: "Matt black",
    size: "M",
    option: { name: "Color", value: "Two-tone" },
  });
});

it("takes a colour's hex from its swatch, where that is one", () => {
  const swatches = { Farbe: { Ecru: "#F2E8D5", Karo: "plaid" } };
  const colour = (value: string) =>
    variantOptions(variantOf([{ name: "Farbe", value }]), DEFAULT_OPTIONS, swatches).color;
  expect(colour("Ecru")).toEqual({ name: "Ecru", hex: "#f2e8d5" });
  expect(colour("Karo")).toBe("Karo");
  expect(colour("constructor")).toBe("constructor");
});
