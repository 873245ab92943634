import { InvalidValue, type Normalised, normaliseText, quoted } from "@v1/core";

/** What Excel shows where a formula has no value. */
const EXCEL_ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$/;
/** Stands where a byte could not be decoded, or a NUL was. */
const UNDECODABLE = /[\uFFFD\u2400]/;

/** A cell's text: trimmed, empty is null; what is no text of anybody's is refused. */
export function cellText(cell: string): Normalised<string> {
  const text = normaliseText(cell);
  if (text === null || text instanceof InvalidValue) return text;
  if (EXCEL_ERROR.test(text)) {
    return new InvalidValue(
      `The cell shows an error of its formula (${text}).`,
      "Mend the formula, or write the value itself.",
    );
  }
  if (UNDECODABLE.test(text)) {
    return new InvalidValue(
      `${quoted(text)} holds a character that could not be read.`,
      "Save the file as UTF-8 (in Excel: “CSV UTF-8”), or write the character again.",
      "invalid_text",
    );
  }
  return text;
}

const SHORTENED = /^\d([.,]\d+)?E\+?\d+$/i;

/** SKUs and barcodes, without the apostrophe that keeps Excel from taking them for numbers. */
export function codeText(cell: string): Normalised<string> {
  const text = cellText(cell);
  if (typeof text !== "string") return text;
  const code = text.replace(/^'/, "").trim();
  if (!SHORTENED.test(code)) return code === "" ? null : code;
  return new InvalidValue(
    `${quoted(text)} is a number that the spreadsheet program has shortened: its last digits are lost.`,
    "Format the column as text before the numbers are entered, or export them again.",
  );
}

const PLAIN: Readonly<Record<"." | ",", RegExp>> = {
  ".": /^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?$/,
  ",": /^[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d+)?$/,
};

export interface Amount {
  /** With a point before the decimals, and no other sign. */
  number: string;
  /** What stands around it: a currency, a unit. */
  around: string;
}

/** "1.234,50 €" → "1234.50" and "€", with the decimal sign of the file. */
export function amountOf(cell: string, decimal: "." | ","): Normalised<Amount> {
  const text = cellText(cell);
  if (typeof text !== "string") return text;
  const match = /^([^\d+-]*?)([+-]?\s*[\d.,]*\d(?:[\d.,'’\s\u00A0\u202F]*\d)?(?:e[+-]?\d+)?)(.*)$/i.exec(
    text,
  );
  const digits = match?.[2]?.replaceAll(/['’\s\u00A0\u202F]/g, "") ?? "";
  const around = `${match?.[1] ?? ""} ${match?.[3] ?? ""}`.replace(/,-|\.-/, "").trim();
  if (!match || around.length > 12 || /\d/.test(around)) return notANumber(text);
  if (!PLAIN[decimal].test(digits)) return otherSign(text, decimal);
  const number = decimal === "," ? digits.replaceAll(".", "").replace(",", ".") : digits.replaceAll(",", "");
  return { number, around };
}

function notANumber(text: string): InvalidValue {
  return new InvalidValue(`${quoted(text)} is not a number.`, "Write a plain number, such as 1249.50.");
}

function otherSign(text: string, decimal: "." | ","): InvalidValue {
  const name = { ".": "a point", ",": "a comma" };
  const other = decimal === "." ? "," : ".";
  return new InvalidValue(
    `${quoted(text)} is not a number with ${name[decimal]} before its decimals.`,
    `Set the import's decimal sign to ${name[other]} if the file writes numbers so, or correct the number.`,
  );
}

const DATE = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;

/** A day or a time as ISO 8601 in UTC, from the orders in which people write dates. */
export function dateOf(cell: string, order: "ymd" | "dmy" | "mdy"): Normalised<string> {
  const text = cellText(cell);
  if (typeof text !== "string") return text;
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))) {
    return new Date(text).toISOString();
  }
  const match = DATE.exec(text);
  const [a, b, c] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  const yearFirst = (match?.[1]?.length ?? 0) === 4;
  const [year, month, day] = yearFirst ? [a, b, c] : order === "mdy" ? [c, a, b] : [c, b, a];
  const full = year < 100 ? 2000 + year : year;
  const time = Date.UTC(
    full,
    month - 1,
    day,
    Number(match?.[4] ?? 0),
    Number(match?.[5] ?? 0),
    Number(match?.[6] ?? 0),
  );
  const date = new Date(time);
  if (match && date.getUTCMonth() === month - 1 && date.getUTCDate() === day) return date.toISOString();
  return new InvalidValue(`${quoted(text)} is not a date.`, "Write it as 2026-12-31.");
}
