import { expect, test } from "vitest";
import { allShown, counted, formatMoney } from "./format.ts";

test("counts are grouped and agree with their noun", () => {
  expect(counted(0, "product")).toBe("0 products");
  expect(counted(1, "product")).toBe("1 product");
  expect(counted(12_345, "product")).toBe("12,345 products");
  expect(counted(2, "entry", "entries")).toBe("2 entries");
  expect(allShown(1_200, "run")).toBe("All 1,200 runs shown");
  expect(allShown(1, "run")).toBe("1 run shown");
});

test("money keeps its currency's decimals, and odd currencies stay readable", () => {
  expect(formatMoney("1489.90", "EUR")).toBe("€1,489.90");
  expect(formatMoney("1500.00", "JPY")).toBe("¥1,500");
  expect(formatMoney("12.50", null)).toBe("12.50");
  expect(formatMoney("12.50", "points")).toBe("12.50 points");
  expect(formatMoney(null, "EUR")).toBeNull();
});
