import { InvalidValue, quoted } from "@v1/core";
import type { Step } from "../source-spec.ts";
import { factor, unitNamed } from "./units.ts";

type NumberStep = Extract<Step, { do: "number" }>;

const FORM = /^([+-]?[\d.,'’\s]*\d)\s*(.*)$/u;

/** A number out of text such as "1.250,5 g", in the unit that the step names; decimals as text. */
export function toNumber(text: string, { decimal, from, to }: NumberStep): string | null | InvalidValue {
  const [, digits, rest = ""] = FORM.exec(text.trim()) ?? [];
  if (digits === undefined) return text.trim() === "" ? null : noNumber(text);
  const grouping = decimal === "," ? /[.'’\s]/gu : /[,'’\s]/gu;
  const plain = digits.replaceAll(grouping, "").replace(",", ".");
  if (!/^[+-]?\d+(\.\d+)?$/.test(plain)) return noNumber(text);
  if (!to) return plain;
  const unit = unitNamed(rest) ?? from;
  if (!unit) {
    return new InvalidValue(
      `${quoted(text)} names no unit.`,
      "Say in the mapping which unit such numbers have, or state it at the source.",
    );
  }
  const times = factor(unit, to);
  if (times === null) {
    return new InvalidValue(
      `${quoted(text)} is in ${unit}, which cannot be converted to ${to}.`,
      "Choose another source, or another unit.",
    );
  }
  return times === 1 ? plain : decimals(Number(plain) * times);
}

/** Twelve significant digits: more than a column holds, fewer than a double's own noise. */
function decimals(value: number): string {
  return Number(value.toPrecision(12))
    .toFixed(8)
    .replace(/\.?0+$/, "");
}

function noNumber(text: string): InvalidValue {
  return new InvalidValue(
    `${quoted(text)} is not a number.`,
    "Correct it at the source, or map another value.",
  );
}
