import { InvalidValue, type Normalised, quoted } from "./invalid-value.ts";
import { normaliseText } from "./text.ts";

const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/**
 * GS1 check digit of a GTIN's other digits: weights 3 and 1 from the right (GS1 General
 * Specifications, section 7.9.1).
 */
export function gtinCheckDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** GTIN-8, -12, -13 or -14 with a right check digit → its 14 digits; anything else → null. */
export function toGtin14(code: string): string | null {
  if (!LENGTHS.has(code.length) || !/^\d+$/.test(code) || /^0+$/.test(code)) return null;
  if (gtinCheckDigit(code.slice(0, -1)) !== code.charCodeAt(code.length - 1) - 48) return null;
  return code.padStart(14, "0");
}

/** A GTIN as the source writes it, spaces and hyphens taken out; its check digit must be right. */
export function normaliseGtin(value: unknown): Normalised<string> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  const digits = text.replaceAll(/[\s-]/g, "");
  if (toGtin14(digits) !== null) return digits;
  return new InvalidValue(
    `${quoted(text)} is not a GTIN: ${whyNotGtin(digits)}.`,
    "Correct the number at the source; a GTIN has 8, 12, 13 or 14 digits, the last of which checks the others.",
  );
}

function whyNotGtin(digits: string): string {
  if (!/^\d+$/.test(digits)) return "it has other characters than digits";
  if (!LENGTHS.has(digits.length)) return `it has ${digits.length} digits`;
  return "its check digit is wrong";
}
