import { InvalidValue, type Normalised, type OptionPair } from "@v1/core";
import { targetOfHeader } from "../propose/header-names.ts";
import type { ImportTarget } from "../targets.ts";
import { cellText } from "./cell.ts";

export interface RowOptions {
  color?: Normalised<string>;
  size?: Normalised<string>;
  option?: Normalised<OptionPair>;
}

export const OPTION_NUMBERS = [1, 2, 3] as const;

/**
 * Options of one row by the names that its product gives them: colour and size under any name that a
 * heading may have; what remains is the third option, two of them written as one. Shopify's
 * "Title: Default Title" is no option.
 */
export function optionsOf(pairs: readonly { name: string; value: string }[]): RowOptions {
  const found: RowOptions = {};
  const told = pairs.filter(({ name, value }) => value.trim() !== "" && !isDefault(name, value));
  for (const { name, value } of told) {
    const kind = kindOf(name);
    const text = cellText(value);
    if (kind !== "other" && found[kind] === undefined) found[kind] = text;
    else found.option = joined(found.option, cellText(name), text);
  }
  return found;
}

function isDefault(name: string, value: string): boolean {
  return name === "Title" && value === "Default Title";
}

function joined(
  before: RowOptions["option"],
  given: Normalised<string>,
  value: Normalised<string>,
): Normalised<OptionPair> {
  if (before instanceof InvalidValue) return before;
  if (given instanceof InvalidValue) return given;
  if (value === null || value instanceof InvalidValue) return value;
  const name = given ?? "Option";
  if (!before) return { name, value };
  return { name: `${before.name} / ${name}`, value: `${before.value} / ${value}` };
}

function kindOf(name: string): "color" | "size" | "other" {
  const target = targetOfHeader(name)?.target;
  if (target === "variant.color") return "color";
  return target === "variant.size" ? "size" : "other";
}

export function optionTarget(number: (typeof OPTION_NUMBERS)[number], part: "name" | "value"): ImportTarget {
  return `option${number}.${part}`;
}
