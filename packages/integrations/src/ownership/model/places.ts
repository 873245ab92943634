import type { FieldKey } from "@v1/core";

/** Where a value may stand: a field of a product, or of the one variant that each product has. */
export interface Place {
  field: FieldKey;
  ofVariant: boolean;
}

/** Texts, pairs, names, a list and two sets; of the price a variant may have its own. */
export const PLACES: readonly Place[] = [
  { field: "product.description", ofVariant: false },
  { field: "product.price", ofVariant: false },
  { field: "product.season", ofVariant: false },
  { field: "product.materials", ofVariant: false },
  { field: "product.tags", ofVariant: false },
  { field: "product.ecoClaims", ofVariant: false },
  { field: "product.price", ofVariant: true },
  { field: "variant.color", ofVariant: true },
];

export const MATERIALS = PLACES.findIndex(({ field }) => field === "product.materials");

/** What a story moves the ownership of. */
export const FIELDS: readonly FieldKey[] = [...new Set(PLACES.map(({ field }) => field))];

/**
 * What a source says of a place, by the value's name; of a set each letter is an item. Null is an empty
 * source and undefined says nothing; `no list` is a list without entries, `wrong` one that is refused, and
 * `inherit` takes a variant's own value back.
 */
export type Word = string | null | undefined;
export const NO_LIST = "no list";
/** Materials whose percentages cannot be right: heard, and never written. */
export const WRONG = "wrong";
export const INHERIT = "inherit";

/** True for a word that names a value. */
export function isValue(word: Word): word is string {
  return typeof word === "string" && word !== NO_LIST && word !== INHERIT;
}

export function isSet(place: number): boolean {
  const { field } = placeAt(place);
  return field === "product.tags" || field === "product.ecoClaims";
}

export function isList(place: number): boolean {
  return isSet(place) || placeAt(place).field === "product.materials";
}

/** What was said where nothing stands: of a list that it has no entries, of anything else nothing. */
export function emptyAt(place: number): Word {
  return isList(place) ? NO_LIST : null;
}

/** The items of a set without order, once each; null where there are none. */
export function itemsOf(words: readonly string[]): string | null {
  return [...new Set(words.join(""))].sort().join("") || null;
}

export function placeAt(n: number): Place {
  const place = PLACES[n];
  if (!place) throw new Error(`No place ${n}.`);
  return place;
}

/** A named value as its field is asserted. */
export function asserted({ field }: Place, name: string): unknown {
  if (field === "product.price") return { amount: `${name.charCodeAt(0)}.00`, currency: "EUR" };
  if (field === "product.tags" || field === "product.ecoClaims") return name === NO_LIST ? [] : [...name];
  if (field === "product.materials")
    return name === NO_LIST
      ? []
      : [{ name, percentage: name === WRONG ? "60.00" : "100.00", component: "main" }];
  return name;
}

/** A named value as the product's page would show it. */
export function shown({ field }: Place, name: string | null): string | null {
  if (name === null) return null;
  if (field === "product.price") return `${name.charCodeAt(0)}.00 EUR`;
  return field === "product.materials" ? `main: ${name} 100.00` : name;
}

/** A set has no order. */
export function canonical(place: number, name: string): string {
  return isSet(place) ? (itemsOf([name]) ?? "") : name;
}

/** True where a source says what was undone, of a set in any order; to inherit is to have nothing of one's own. */
export function sameWord(place: number, said: Word, undone: Word): boolean {
  const plain = (word: Word) => (isValue(word) ? canonical(place, word) : word);
  return said === INHERIT ? undone === null : plain(said) === plain(undone);
}
