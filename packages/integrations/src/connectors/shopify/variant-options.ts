import { InvalidValue, type Normalised, normaliseText, type OptionPair, type Reference } from "@v1/core";
import type { OptionKinds } from "./option-kinds.ts";
import type { ShopifyProduct, ShopifyVariant } from "./raw.ts";

export interface VariantOptions {
  /** With its hex, where the shop keeps a swatch for it. */
  color?: Normalised<Reference>;
  size?: Normalised<string>;
  option?: Normalised<OptionPair>;
}

/**
 * Colour and size wherever they stand, by what the shop calls them; what remains is the third option
 * (two of them are written as one: "Fit / Length", "Slim / Long"). Shopify's "Title: Default
 * Title" is no option.
 */
export function variantOptions(
  variant: ShopifyVariant,
  kinds: OptionKinds,
  swatches?: ShopifyProduct["swatches"],
): VariantOptions {
  const found: VariantOptions = {};
  let rest: OptionPair | null = null;
  for (const option of variant.options) {
    if (option.name === "Title" && option.value === "Default Title") continue;
    const kind = kinds(option.name);
    if (kind === "color" && found.color === undefined) found.color = colourOf(option, swatches);
    else if (kind === "size" && found.size === undefined) found.size = normaliseText(option.value);
    else rest = rest === null ? option : joined(rest, option);
  }
  if (rest !== null) found.option = normalisePair(rest);
  return found;
}

const HEX = /^#[0-9a-f]{6}$/i;

function colourOf({ name, value }: OptionPair, swatches: ShopifyProduct["swatches"]): Normalised<Reference> {
  const text = normaliseText(value);
  if (swatches === undefined || typeof text !== "string") return text;
  const values = Object.hasOwn(swatches, name) ? swatches[name] : undefined;
  const hex = values && Object.hasOwn(values, value) ? values[value] : undefined;
  return hex !== undefined && HEX.test(hex) ? { name: text, hex: hex.toLowerCase() } : text;
}

function joined(a: OptionPair, b: OptionPair): OptionPair {
  return { name: `${a.name} / ${b.name}`, value: `${a.value} / ${b.value}` };
}

function normalisePair(pair: OptionPair): Normalised<OptionPair> {
  const name = normaliseText(pair.name);
  const value = normaliseText(pair.value);
  if (name instanceof InvalidValue) return name;
  if (value instanceof InvalidValue) return value;
  return name === null || value === null ? null : { name, value };
}
