import { expect, test } from "vitest";
import { filterOf } from "../use-inbox-place.ts";
import { bulkFigure } from "./bulk-figure.ts";

const counts = [
  { fieldKey: "product.price", connectionId: "shop", count: 5 },
  { fieldKey: "product.price", connectionId: "erp", count: 3 },
  { fieldKey: "product.name", connectionId: "shop", count: 2 },
] as const;

test("the figure is that of the fields and connections that are let through", () => {
  expect(bulkFigure(counts, {})).toEqual({ count: 10, exact: true });
  expect(bulkFigure(counts, { fieldKey: "product.price" }).count).toBe(8);
  expect(bulkFigure(counts, { fieldKey: "product.price", connectionId: "shop" }).count).toBe(5);
});

test("with an age it is an upper bound, and the same filter stays the same question all day", () => {
  const at = (hour: number) =>
    filterOf({ field: null, connection: "erp", age: "week" }, new Date(2026, 4, 20, hour));
  expect(bulkFigure(counts, at(9))).toEqual({ count: 3, exact: false });
  expect(at(9)).toEqual(at(17));
});
