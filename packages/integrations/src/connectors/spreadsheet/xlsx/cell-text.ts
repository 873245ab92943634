/** How a cell's stored value is shown: dates as ISO 8601, numbers without a computer's last digits. */

/** Days from Excel's day 0 to 1 January 1970, in its two calendars (ECMA-376, part 1, 18.17.4.1). */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
const DAY_MS = 86_400_000;

/** Formats that Excel has built in and that show a date or a time (18.8.30). */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** True for a number format that shows a day or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, "").toLowerCase();
  return /[dyhs]/.test(bare) || /m{1,5}/.test(bare.replaceAll(/general/g, ""));
}

/** 46082 → "2026-03-01", 46082.5 → "2026-03-01T12:00:00". What is no date of its calendar stays a number. */
export function dateText(serial: string, is1904: boolean): string {
  const days = Number(serial);
  if (!Number.isFinite(days) || days < 0 || days > 2_958_466) return numberText(serial, ".");
  if (days < 1) return new Date(Math.round(days * DAY_MS)).toISOString().slice(11, 19);
  const since = days - (is1904 ? EPOCH_1904 : EPOCH_1900);
  const iso = new Date(Math.round((since * DAY_MS) / 1000) * 1000).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
}

/**
 * Excel keeps 15 digits of a number and writes 17: "19.989999999999998" is shown as 19.99 by it, and
 * here. `decimal` is the sign that the rest of the sheet writes.
 */
export function numberText(stored: string, decimal: "." | ","): string {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return stored;
  const shown = plainDigits(Number(value.toPrecision(15)));
  return decimal === "." ? shown : shown.replace(".", ",");
}

/** Without an exponent, where it can be written out. */
function plainDigits(value: number): string {
  const text = String(value);
  if (!text.includes("e-")) return text.includes("e") ? BigInt(value).toString() : text;
  return value.toFixed(20).replace(/\.?0+$/, "");
}
