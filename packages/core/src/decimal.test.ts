import { describe, expect, it } from "vitest";
import { normaliseDecimal, PRICE_TYPE } from "./decimal.ts";
import { InvalidValue } from "./invalid-value.ts";

describe("normaliseDecimal", () => {
  it.each([
    ["19.999", "20.00"],
    ["1.005", "1.01"],
    ["-1.005", "-1.01"],
    ["2.675", "2.68"],
    [1.005, "1.01"],
    [0.1 + 0.2, "0.30"],
    ["0.005", "0.01"],
    ["0.0049999999", "0.00"],
    ["-0.004", "0.00"],
    ["-0", "0.00"],
    ["007", "7.00"],
    [".5", "0.50"],
    ["5.", "5.00"],
    ["+3.1", "3.10"],
    ["1e3", "1000.00"],
    ["1.25e-1", "0.13"],
    [1e-7, "0.00"],
    ["1e-9999", "0.00"],
    ["0e9999", "0.00"],
    ["99999999.99", "99999999.99"],
    ["99999999.994", "99999999.99"],
    ["  12.3 ", "12.30"],
    ["", null],
    [null, null],
    [undefined, null],
  ])("%j becomes %j", (value, expected) => {
    expect(normaliseDecimal(value, PRICE_TYPE)).toBe(expected);
  });

  it.each([
    "99999999.995",
    "100000000",
    "1e21",
    1e21,
    "1e9999",
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "NaN",
    "abc",
    ".",
    "1,50",
    "1.2.3",
    "0x10",
    "1e",
    {},
    true,
  ])("refuses %j", (value) => {
    expect(normaliseDecimal(value, PRICE_TYPE)).toBeInstanceOf(InvalidValue);
  });

  it("keeps to other scales", () => {
    expect(normaliseDecimal("1.00005", { precision: 12, scale: 4 })).toBe("1.0001");
    expect(normaliseDecimal("1.5", { precision: 4, scale: 0 })).toBe("2");
    expect(normaliseDecimal("12345678901234567890.125", { precision: 22, scale: 2 })).toBe(
      "12345678901234567890.13",
    );
  });

  it("answers for its own answer with the same", () => {
    for (const value of ["19.999", "-3.335", "0.1", "7e2"]) {
      const once = normaliseDecimal(value, PRICE_TYPE);
      expect(normaliseDecimal(once, PRICE_TYPE)).toBe(once);
    }
  });
});
