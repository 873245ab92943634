import { expect, test } from "vitest";
import { gapsOf, withTarget } from "./gaps.ts";

const column = (column: number, target: string | null) => ({ column, header: `Column ${column}`, target });

test("without an identifier, or with nothing else, nothing can be imported", () => {
  const gaps = (...targets: (string | null)[]) =>
    gapsOf({ columns: targets.map((target, index) => column(index, target)) as never });
  expect(gaps("product.name", null)).toEqual(["No column gives the product identifier."]);
  expect(gaps("product.identifier")).toEqual(["No column gives anything else."]);
  expect(gaps("product.identifier", "product.name")).toEqual([]);
});

test("a target moves from the column that had it", () => {
  const columns = withTarget([column(0, "product.name"), column(1, null)], 1, "product.name");
  expect(columns.map(({ target }) => target)).toEqual([null, "product.name"]);
  expect(withTarget(columns, 1, null).map(({ target }) => target)).toEqual([null, null]);
});
