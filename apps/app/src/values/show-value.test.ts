import { expect, test } from "vitest";
import { fieldLabel, showValue } from "./show-value.ts";

test.each([
  ["Oat", "Oat"],
  [{ amount: "49.90", currency: "EUR" }, "€49.90"],
  [{ value: "320.00", unit: "g" }, "320 g"],
  [{ value: "1250.50", unit: "g" }, "1,250.5 g"],
  [{ value: "heavy", unit: "g" }, "heavy g"],
  [{ name: "Oat", hex: "#eee" }, "Oat"],
  [
    [
      { name: "Wool", percentage: "80.00", component: "main" },
      { name: "Silk", percentage: null, component: "lining" },
    ],
    "80 % Wool, Silk (lining)",
  ],
  [[{ stepType: "Spinning", facility: { name: "Filatura" } }], "Spinning: Filatura"],
  [["a", "b"], "a, b"],
])("%j reads %s", (value, text) => {
  expect(showValue(value)).toBe(text);
});

test("nothing is nothing", () => {
  expect([null, undefined, "", []].map(showValue)).toEqual([null, null, null, null]);
});

test("a field has its name, an event as well, and an unknown key stays as it is", () => {
  expect([fieldLabel("product.name"), fieldLabel("$created"), fieldLabel("x")]).toEqual([
    "Name",
    "Created",
    "x",
  ]);
});
