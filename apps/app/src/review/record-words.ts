import { FIELD_KEYS, type FieldKey, isFieldKey } from "@v1/core";
import type { Outputs } from "../api/types.ts";
import { showValue } from "../values/show-value.ts";

export type Review = Outputs["integrations"]["runs"]["reviews"]["items"][number];

export const KINDS: Record<Review["kind"], { word: string; text: string }> = {
  ambiguous: { word: "Several fit", text: "More than one product has what identifies this record." },
  unmatched: {
    word: "None fits",
    text: "No product has what identifies this record, and the connection may not create any.",
  },
};

interface Observed {
  product: Record<string, unknown>;
  variants: Record<string, unknown>[];
}

/** What the record says, on its product's and on its variants' level. */
export function observedOf({ observed }: Pick<Review, "observed">): Observed {
  const { product, variants } = observed as Partial<Observed>;
  return { product: product ?? {}, variants: Array.isArray(variants) ? variants : [] };
}

export function nameOf(review: Pick<Review, "observed" | "externalId">): string {
  return showValue(observedOf(review).product["product.name"]) ?? review.externalId;
}

/** The fields that the record has a value of, in the registry's order. */
export function saidFields(review: Pick<Review, "observed">): FieldKey[] {
  const { product } = observedOf(review);
  return FIELD_KEYS.filter((key) => isFieldKey(key) && showValue(product[key]) !== null);
}

/** The codes of the record's variants, by which it may be known elsewhere. */
export function codesOf(review: Pick<Review, "observed">): string[] {
  const codes = observedOf(review).variants.flatMap((variant) => [
    showValue(variant["variant.sku"]),
    showValue(variant["variant.barcode"]),
  ]);
  return [...new Set(codes.filter((code) => code !== null))];
}
