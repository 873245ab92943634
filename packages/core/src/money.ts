import { normaliseDecimal, PRICE_TYPE, QUANTITY_TYPE } from "./decimal.ts";
import { WEIGHT_UNITS } from "./fields.ts";
import { InvalidValue, type Normalised, quoted } from "./invalid-value.ts";
import type { Money, Quantity } from "./observed.ts";
import { normaliseEnum, normaliseText } from "./text.ts";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** True for an ISO 4217 code in capitals, historic ones included. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** A price: `numeric(10,2)` and ISO 4217, as one. No amount is null; an amount needs its currency. */
export function normaliseMoney(amount: unknown, currency: unknown): Normalised<Money> {
  const value = normaliseDecimal(amount, PRICE_TYPE);
  if (value === null || value instanceof InvalidValue) return value;
  if (value.startsWith("-")) {
    return new InvalidValue(`The price ${quoted(amount)} is below zero.`, "Correct the price at the source.");
  }
  const code = normaliseText(currency);
  if (code instanceof InvalidValue) return code;
  if (code === null) {
    return new InvalidValue(
      `The price ${quoted(amount)} has no currency.`,
      "Set the currency at the source, or in the connection's settings.",
    );
  }
  const capitals = code.toUpperCase();
  if (isCurrency(capitals)) return { amount: value, currency: capitals };
  return new InvalidValue(
    `${quoted(code)} is not a currency.`,
    "Use the three letters of ISO 4217, such as EUR or SEK.",
  );
}

const UNIT_NAMES: Readonly<Record<string, Quantity["unit"]>> = {
  gram: "g",
  grams: "g",
  gr: "g",
  kilogram: "kg",
  kilograms: "kg",
  kgs: "kg",
  ounce: "oz",
  ounces: "oz",
  pound: "lb",
  pounds: "lb",
  lbs: "lb",
};

/** Whole kilograms that still fit the column as grams, to a hundredth of a gram. */
const AS_GRAMS = { precision: 10, scale: 5 } as const;

/**
 * A weight: `numeric(10,2)` and g, kg, oz or lb, as one; unit names in English are understood.
 * Kilograms with more than two decimals are written in grams, where they lose nothing: 0.125 kg would
 * become 0.13 kg.
 */
export function normaliseQuantity(value: unknown, unit: unknown): Normalised<Quantity> {
  const amount = normaliseDecimal(value, QUANTITY_TYPE);
  if (amount === null || amount instanceof InvalidValue) return amount;
  if (amount.startsWith("-")) {
    return new InvalidValue(
      `The weight ${quoted(value)} is below zero.`,
      "Correct the weight at the source.",
    );
  }
  const known = normaliseEnum(unit, WEIGHT_UNITS, UNIT_NAMES);
  if (known instanceof InvalidValue) return known;
  if (known === null) {
    return new InvalidValue(`The weight ${quoted(value)} has no unit.`, "State it in g, kg, oz or lb.");
  }
  if (known === "kg") return inGramsWhereFiner(value, amount);
  return { value: amount, unit: known };
}

function inGramsWhereFiner(value: unknown, amount: string): Quantity {
  const fine = normaliseDecimal(value, AS_GRAMS);
  if (typeof fine !== "string" || fine.endsWith("000")) return { value: amount, unit: "kg" };
  const [whole = "", decimals = ""] = fine.split(".");
  const grams = `${whole}${decimals.slice(0, 3)}`.replace(/^0+(?=\d)/, "");
  return { value: `${grams}.${decimals.slice(3)}`, unit: "g" };
}
