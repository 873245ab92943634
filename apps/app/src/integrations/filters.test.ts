import { expect, test } from "vitest";
import { matches } from "./filters.ts";

test("every word counts, in any order and case", () => {
  expect(matches("Demo store Shopify", "shop demo")).toBe(true);
  expect(matches("Demo store Shopify", "shop woo")).toBe(false);
  expect(matches("Demo store Shopify", "")).toBe(true);
});
