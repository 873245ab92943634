import { InvalidValue } from "@v1/core";
import { expect, it } from "vitest";
import { amountOf, cellText, codeText, dateOf } from "./cell.ts";

const shown = (value: unknown) => (value instanceof InvalidValue ? "invalid" : value);

it.each([
  ["19.99", ".", "19.99", ""],
  ["1,249.50", ".", "1249.50", ""],
  ["1.249,50", ",", "1249.50", ""],
  ["1 249,50 kr", ",", "1249.50", "kr"],
  ["1'249.50 CHF", ".", "1249.50", "CHF"],
  ["€ 19,99", ",", "19.99", "€"],
  ["49,-", ",", "49", ""],
  ["-5", ".", "-5", ""],
  ["0.35 kg", ".", "0.35", "kg"],
  ["1.234", ",", "1234", ""],
] as const)("%s with the sign %s is %s", (cell, decimal, number, around) => {
  expect(amountOf(cell, decimal)).toEqual({ number, around });
});

it.each([
  ["19,99", "."],
  ["19.99", ","],
  ["1,23,456", "."],
  ["forty", "."],
  ["12 to 14", "."],
  ["1.2.3", "."],
] as const)("%s with the sign %s is never guessed at", (cell, decimal) => {
  expect(shown(amountOf(cell, decimal))).toBe("invalid");
});

it.each(["#N/A", "#REF!", "#DIV/0!", "caf\uFFFD", "a\u2400b", "a\0b"])("%j is no text", (cell) => {
  expect(shown(cellText(cell))).toBe("invalid");
});

it.each([
  ["'4006381333931", "4006381333931"],
  [" 00123 ", "00123"],
  ["4,00638E+12", "invalid"],
  ["4.00638E+12", "invalid"],
  ["'", null],
])("the code %j is %j", (cell, expected) => {
  expect(shown(codeText(cell))).toBe(expected);
});

it.each([
  ["2026-12-31", "ymd", "2026-12-31T00:00:00.000Z"],
  ["31.12.2026", "dmy", "2026-12-31T00:00:00.000Z"],
  ["12/31/2026", "mdy", "2026-12-31T00:00:00.000Z"],
  ["31/12/26 14:30", "dmy", "2026-12-31T14:30:00.000Z"],
  ["2026-12-31T10:00:00+02:00", "ymd", "2026-12-31T08:00:00.000Z"],
  ["31.02.2026", "dmy", "invalid"],
  ["12/31/2026", "dmy", "invalid"],
  ["soon", "ymd", "invalid"],
] as const)("the date %s in the order %s is %s", (cell, order, expected) => {
  expect(shown(dateOf(cell, order))).toBe(expected);
});
