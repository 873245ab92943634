import type { FieldKey } from "@v1/core";

/** Where a value may stand: a field of a product, or of the one variant that each product has. */
export interface Place {
  field: FieldKey;
  ofVariant: boolean;
}

/** Texts, pairs, names and a list; of the price a variant may have its own. */
export const PLACES: readonly Place[] = [
  { field: "product.description", ofVariant: false },
  { field: "product.price", ofVariant: false },
  { field: "product.season", ofVariant: false },
  { field: "product.materials", ofVariant: false },
  { field: "product.price", ofVariant: true },
  { field: "variant.color", ofVariant: true },
];

/** What a story moves the ownership of. */
export const FIELDS: readonly FieldKey[] = [...new Set(PLACES.map(({ field }) => field))];

/**
 * What a source says of a place, by the value's name. Null is an empty source and undefined says nothing;
 * `no list` is a list without entries, `inherit` takes a variant's own value back.
 */
export type Word = string | null | undefined;
export const NO_LIST = "no list";
export const INHERIT = "inherit";

/** Values by place; null where nothing stands. */
export type Values = (string | null)[];

/** True for a word that names a value. */
export function isValue(word: Word): word is string {
  return typeof word === "string" && word !== NO_LIST && word !== INHERIT;
}

/** What was said where nothing stands: of a list that it has no entries, of anything else nothing. */
export function emptyAt(place: number): Word {
  return placeAt(place).field === "product.materials" ? NO_LIST : null;
}

export function placeAt(n: number): Place {
  const place = PLACES[n];
  if (!place) throw new Error(`No place ${n}.`);
  return place;
}

/** A named value as its field is asserted. */
export function asserted({ field }: Place, name: string): unknown {
  if (field === "product.price") return { amount: `${name.charCodeAt(0)}.00`, currency: "EUR" };
  if (field === "product.materials")
    return name === NO_LIST ? [] : [{ name, percentage: "100.00", component: "main" }];
  return name;
}

/** A named value as the product's page would show it. */
export function shown({ field }: Place, name: string | null): string | null {
  if (name === null) return null;
  if (field === "product.price") return `${name.charCodeAt(0)}.00 EUR`;
  return field === "product.materials" ? `main: ${name} 100.00` : name;
}
