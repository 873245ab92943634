import { InvalidValue, type Normalised, normaliseText, type OptionPair } from "@v1/core";
import type { ShopifyVariant } from "./raw.ts";

const COLOUR_NAMES = new Set(
  "color colour farbe couleur kleur colore cor farve färg farge väri kolor barva szín".split(" "),
);
const SIZE_NAMES = new Set(
  "size größe groesse grösse taille maat taglia talla tamanho storlek størrelse koko rozmiar velikost méret".split(
    " ",
  ),
);

export interface VariantOptions {
  color?: Normalised<string>;
  size?: Normalised<string>;
  option?: Normalised<OptionPair>;
}

type OptionKind = "color" | "size" | "other" | "none";

/** Option names repeat over a whole shop: each is looked at once. */
const kinds = new Map<string, OptionKind>();
const MOST_KINDS = 10_000;

/**
 * Colour and size wherever they stand and in the usual languages; what remains is the third option
 * (two of them are written as one: "Fit / Length", "Slim / Long"). Shopify's "Title: Default
 * Title" is no option.
 */
export function variantOptions(variant: ShopifyVariant): VariantOptions {
  const found: VariantOptions = {};
  let rest: OptionPair | null = null;
  for (const option of variant.options) {
    const kind = kindOf(option);
    if (kind === "none") continue;
    if (kind !== "other" && found[kind] === undefined) found[kind] = normaliseText(option.value);
    else rest = rest === null ? option : joined(rest, option);
  }
  if (rest !== null) found.option = normalisePair(rest);
  return found;
}

function kindOf(option: OptionPair): OptionKind {
  if (option.name === "Title" && option.value === "Default Title") return "none";
  const known = kinds.get(option.name);
  if (known !== undefined) return known;
  if (kinds.size >= MOST_KINDS) kinds.clear();
  const kind = recognise(option.name);
  kinds.set(option.name, kind);
  return kind;
}

/** "Farbe" and "Shoe size": the whole name, else its last word. */
function recognise(name: string): OptionKind {
  const whole = name.normalize("NFC").trim().toLowerCase();
  const last = whole.split(/[\s_-]+/).at(-1) ?? whole;
  if (COLOUR_NAMES.has(whole) || COLOUR_NAMES.has(last)) return "color";
  return SIZE_NAMES.has(whole) || SIZE_NAMES.has(last) ? "size" : "other";
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
