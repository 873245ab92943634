import { describe, expect, it } from "vitest";
import { InvalidValue } from "./invalid-value.ts";
import { normaliseMoney, normaliseQuantity } from "./money.ts";

describe("normaliseMoney", () => {
  it("rounds as the column does and writes the currency in capitals", () => {
    expect(normaliseMoney("19.999", "eur")).toEqual({ amount: "20.00", currency: "EUR" });
    expect(normaliseMoney(49, " SEK ")).toEqual({ amount: "49.00", currency: "SEK" });
  });

  it("is null without an amount, whatever the currency", () => {
    expect(normaliseMoney(null, "EUR")).toBeNull();
    expect(normaliseMoney("", null)).toBeNull();
  });

  it.each([
    ["10", "EURO"],
    ["10", "ZZZ"],
    ["10", null],
    ["-1", "EUR"],
    ["free", "EUR"],
    ["123456789", "EUR"],
  ])("refuses %s %s", (amount, currency) => {
    expect(normaliseMoney(amount, currency)).toBeInstanceOf(InvalidValue);
  });
});

describe("normaliseQuantity", () => {
  it.each([
    [250, "GRAMS", { value: "250.00", unit: "g" }],
    ["0.45", "kg", { value: "0.45", unit: "kg" }],
    [1.5, "POUNDS", { value: "1.50", unit: "lb" }],
    [8, "OUNCES", { value: "8.00", unit: "oz" }],
    [0.125, "KILOGRAMS", { value: "125.00", unit: "g" }],
    ["0.12345", "kg", { value: "123.45", unit: "g" }],
    ["1.500", "kg", { value: "1.50", unit: "kg" }],
    ["123456.125", "kg", { value: "123456.13", unit: "kg" }],
  ])("%j %s becomes %j", (value, unit, expected) => {
    expect(normaliseQuantity(value, unit)).toEqual(expected);
  });

  it.each([
    ["1", "stone"],
    ["1", null],
    ["-2", "g"],
  ])("refuses %s %s", (value, unit) => {
    expect(normaliseQuantity(value, unit)).toBeInstanceOf(InvalidValue);
  });

  it("is null without a value", () => {
    expect(normaliseQuantity(null, "g")).toBeNull();
  });
});
