import { expect, test } from "vitest";
import { gridOf } from "./axes.ts";

const variant = (color: string | null, size: string | null, optionValue: string | null = null) => ({
  id: `${color} ${size} ${optionValue}`,
  color,
  colorHex: null,
  size,
  optionValue,
  tombstonedAt: null,
});

test("sizes stand as they are worn, numbers by their value, none last", () => {
  const sizesOf = (...sizes: (string | null)[]) =>
    gridOf(sizes.map((size) => variant("Ink", size))).sizes.map(({ name }) => name);
  expect(sizesOf("XL", "S", "XXS", "M")).toEqual(["XXS", "S", "M", "XL"]);
  expect(sizesOf("40", "8", null, "36")).toEqual(["8", "36", "40", null]);
  expect(sizesOf("One size", "L", "40")).toEqual(["L", "40", "One size"]);
});

test("a cell has all variants of its colour and size, and none where there are none", () => {
  const grid = gridOf([variant("Ink", "M", "long"), variant("Ink", "M", "short"), variant("Oat", "S")]);
  expect(grid.colors.map(({ name }) => name)).toEqual(["Ink", "Oat"]);
  expect(grid.at("Ink", "M")).toHaveLength(2);
  expect(grid.at("Oat", "M")).toEqual([]);
});
