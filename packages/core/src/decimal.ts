import { InvalidValue, type Normalised, quoted } from "./invalid-value.ts";

/** Digits as of Postgres `numeric(precision, scale)`. */
export interface DecimalType {
  precision: number;
  scale: number;
}

export const PRICE_TYPE: DecimalType = { precision: 10, scale: 2 };
export const QUANTITY_TYPE: DecimalType = { precision: 10, scale: 2 };
export const ENVIRONMENT_TYPE: DecimalType = { precision: 12, scale: 4 };

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/**
 * A decimal at the column's scale, as a string and exactly: rounded half away from zero, as
 * Postgres rounds `numeric`. No binary float is ever computed with: 1.005 becomes "1.01".
 * Takes numbers and strings with a decimal point (also with an exponent); refuses NaN, infinities
 * and what the column cannot hold.
 */
export function normaliseDecimal(value: unknown, type: DecimalType): Normalised<string> {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string" && typeof value !== "number") return notANumber(value);
  const text = typeof value === "number" ? String(value) : value.trim();
  if (text === "") return null;
  const match = DECIMAL.exec(text);
  if (!match) return notANumber(value);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return notANumber(value);
  return assemble({ value, sign, digits: whole + fraction, point: whole.length + Number(exponent) }, type);
}

interface Parsed {
  value: unknown;
  sign: string;
  digits: string;
  /** Where the decimal point stands in `digits`; may lie outside of it. */
  point: number;
}

function assemble(
  { value, sign, digits, point }: Parsed,
  { precision, scale }: DecimalType,
): Normalised<string> {
  const leading = leadingZeros(digits);
  const significant = digits.slice(leading);
  if (significant === "") return fixed("0", scale);
  const wholeDigits = point - leading;
  if (wholeDigits > precision - scale) return tooLarge(value, precision - scale);
  const kept = wholeDigits + scale;
  if (kept < 0) return fixed("0", scale);
  const cut = significant.slice(0, kept).padEnd(kept, "0");
  const up = significant.charCodeAt(kept) >= 53;
  const rounded = up ? increment(cut) : cut;
  if (rounded.length > precision) return tooLarge(value, precision - scale);
  const plain = fixed(rounded, scale);
  return sign === "-" && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

function leadingZeros(digits: string): number {
  let count = 0;
  while (digits.charCodeAt(count) === 48) count += 1;
  return count;
}

/** "199" → "200", "999" → "1000", "" → "1". */
function increment(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 57) end -= 1;
  const zeros = "0".repeat(digits.length - end);
  if (end === 0) return `1${zeros}`;
  return digits.slice(0, end - 1) + String.fromCharCode(digits.charCodeAt(end - 1) + 1) + zeros;
}

function fixed(digits: string, scale: number): string {
  if (scale === 0) return digits === "" ? "0" : digits;
  const padded = digits.padStart(scale + 1, "0");
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function notANumber(value: unknown): InvalidValue {
  return new InvalidValue(
    `${quoted(value)} is not a number.`,
    "Write a plain number with a point before its decimals, such as 1249.50.",
  );
}

function tooLarge(value: unknown, digits: number): InvalidValue {
  return new InvalidValue(
    `${quoted(value)} is too large: at most ${digits} digits may stand before the point.`,
    "Check the number and its unit at the source.",
  );
}
