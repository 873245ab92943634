import type { FieldKey, GENDERS, SALES_STATUSES, WEIGHT_UNITS } from "./fields.ts";

/**
 * What one connection says of one record, as stored in `observed` and as staged.
 * A key that is missing is *absent* (no assertion), `null` is *observed empty*, anything else is a
 * value already normalised to the column's precision (see `normalise.ts`). Decimals are strings:
 * a binary float must never decide whether a price changed.
 */
export interface ObservedProduct {
  "product.identifier"?: string;
  "product.name"?: string | null;
  "product.description"?: string | null;
  "product.image"?: string | null;
  /** The source's own type or path, mapped to the global tree by the brand. */
  "product.category"?: string | null;
  "product.season"?: Reference | null;
  "product.manufacturer"?: Reference | null;
  "product.gender"?: (typeof GENDERS)[number] | null;
  "product.price"?: Money | null;
  "product.weight"?: Quantity | null;
  "product.webshopUrl"?: string | null;
  "product.salesStatus"?: (typeof SALES_STATUSES)[number] | null;
  /** As the source writes it; valid by its check digit. */
  "product.gtin"?: string | null;
  "product.materials"?: Material[] | null;
  "product.journey"?: JourneyStep[] | null;
  "product.ecoClaims"?: Reference[] | null;
  "product.tags"?: Reference[] | null;
  "product.carbon"?: string | null;
  "product.water"?: string | null;
  /** The source's HTML where the description was made from it. Kept, never compared. */
  "product.description#html"?: string;
}

type Overridable =
  | "product.name"
  | "product.description"
  | "product.image"
  | "product.price"
  | "product.weight"
  | "product.materials"
  | "product.journey"
  | "product.carbon"
  | "product.water";

export interface ObservedVariant extends Pick<ObservedProduct, Overridable> {
  "variant.color"?: Reference | null;
  "variant.size"?: Reference | null;
  "variant.option"?: OptionPair | null;
  "variant.sku"?: string | null;
  "variant.barcode"?: string | null;
  /** Overrides that this record resets to the product's value, explicitly. */
  $inherit?: FieldKey[];
}

/**
 * A reference entity by name. `key` is the source's own id where it has one, so that a rename at the
 * source is seen as one; `hex` belongs to colours, `country` and `city` to facilities.
 */
export type Reference = string | { name: string; key?: string; hex?: string };

/** `amount` has two decimals ("19.99"); `currency` is an ISO 4217 code. */
export interface Money {
  amount: string;
  currency: string;
}

/** `value` has two decimals. */
export interface Quantity {
  value: string;
  unit: (typeof WEIGHT_UNITS)[number];
}

export interface OptionPair {
  name: string;
  value: string;
}

/** `percentage` has two decimals, or null where the source does not state it. */
export interface Material {
  name: string;
  percentage: string | null;
  /** Shell, lining, …; `main` where the source has no parts. */
  component: string;
  country?: string | null;
  recyclable?: boolean | null;
}

export interface JourneyStep {
  stepType: string;
  facility: { name: string; country?: string | null; city?: string | null };
}

/** A pure mapping's answer for one source record. */
export interface MappedProduct {
  externalId: string;
  /** ISO 8601; null where the source has no clock. */
  sourceUpdatedAt: string | null;
  /** Records with one key belong to one product (a style number). */
  groupKey: string | null;
  observed: ObservedProduct;
  variants: MappedVariant[];
  /** True where `variants` is all that the source has: a missing one is then gone. */
  variantsComplete: boolean;
  /** Fields that could not be mapped; the rest of the record is synced. */
  issues: FieldIssue[];
}

export interface MappedVariant {
  externalId: string;
  observed: ObservedVariant;
}

/** Why one field, or one record (`field` null), was not taken. */
export interface FieldIssue {
  code: RecordErrorCode;
  field: string | null;
  message: string;
  hint: string;
  /** The offending part of the source, cut to 500 characters, secrets taken out. */
  excerpt: string;
  variantExternalId?: string;
}

export const RECORD_ERROR_CODES = [
  "unmappable_record",
  "invalid_value",
  "missing_required",
  "invalid_text",
  "duplicate_value",
  "duplicate_identifier",
  "percentages_do_not_sum",
  "ambiguous_match",
  "unmatched",
  "late_data",
  "unmapped_category",
] as const;
export type RecordErrorCode = (typeof RECORD_ERROR_CODES)[number];
