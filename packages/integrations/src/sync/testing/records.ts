import { type FieldIssue, gtinCheckDigit, type ObservedProduct, type ObservedVariant } from "@v1/core";

/** One record as a scripted source holds it: what it says, word for word. */
export interface SourceRecord {
  id: string;
  updatedAt?: string;
  groupKey?: string;
  product: ObservedProduct;
  variants: SourceVariant[];
  variantsComplete?: boolean;
  /** Fields that the mapping could not take. */
  issues?: FieldIssue[];
  /** Set where the mapping cannot take the record at all. */
  unmappable?: FieldIssue;
  /** What the mapping throws over this record. */
  stumbles?: string;
}

export interface SourceVariant {
  id: string;
  fields: ObservedVariant;
}

/** A record with a name and an identifier of its own; `product` says what else it asserts. */
export function record(
  id: string,
  product: ObservedProduct = {},
  more: Partial<Omit<SourceRecord, "id" | "product">> = {},
): SourceRecord {
  return {
    id,
    product: { "product.identifier": `style-${id}`, "product.name": `Style ${id}`, ...product },
    variants: [],
    ...more,
  };
}

/** A record that names only what is given: no identifier and no name of its own making. */
export function bare(
  id: string,
  product: ObservedProduct,
  more: Partial<Omit<SourceRecord, "id" | "product">> = {},
): SourceRecord {
  return { id, product, variants: [], ...more };
}

export function variant(id: string, fields: ObservedVariant = {}): SourceVariant {
  return { id, fields };
}

/** Variants by SKU alone, with the SKU as their id at the source. */
export function skus(...codes: string[]): SourceVariant[] {
  return codes.map((code) => variant(code, { "variant.sku": code }));
}

export function issue(field: string | null, more: Partial<FieldIssue> = {}): FieldIssue {
  return {
    code: "invalid_value",
    field,
    message: "It cannot be taken.",
    hint: "Correct it at the source.",
    excerpt: "",
    ...more,
  };
}

/** An EAN-13 of its own for each number, with a right check digit. */
export function ean(n: number): string {
  const digits = `40${String(n).padStart(10, "0")}`;
  return `${digits}${gtinCheckDigit(digits)}`;
}
