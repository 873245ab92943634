import type { ObservedProduct, ObservedVariant } from "@v1/core";
import fc from "fast-check";
import { ean, type SourceRecord, type SourceVariant } from "./records.ts";

/** Small pools, so that records and variants collide in every way that they can. */
const SKUS = ["A", "B", "C", "D"];
const BARCODES = [ean(1), `0${ean(1)}`, ean(2), ean(3), "not-a-gtin"];
const IDENTIFIERS = ["one", "two", "three", "four"];

/** Absent, null, or one of these. */
function maybe<T>(values: readonly T[], weight = 4): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(
    { weight, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant(undefined) },
  );
}

function without<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

const variantFields: fc.Arbitrary<ObservedVariant> = fc
  .record({
    "variant.sku": maybe(SKUS),
    "variant.barcode": maybe(BARCODES),
    "variant.size": maybe(["S", "M"], 1),
    "product.price": maybe([{ amount: "1.00", currency: "EUR" }], 1),
  })
  .map((fields) => without(fields) as ObservedVariant);

/** Mostly of the record's own ids, at times one that other records may use too. */
function variants(id: string): fc.Arbitrary<SourceVariant[]> {
  const own = fc.constantFrom(`${id}-1`, `${id}-2`);
  const ids = fc.oneof(
    { weight: 9, arbitrary: own },
    { weight: 1, arbitrary: fc.constantFrom("v-1", "v-2") },
  );
  return fc.uniqueArray(fc.record({ id: ids, fields: variantFields }), {
    selector: (variant) => variant.id,
    maxLength: 2,
  });
}

const productFields: fc.Arbitrary<ObservedProduct> = fc
  .record({
    "product.identifier": fc.option(fc.constantFrom(...IDENTIFIERS), { nil: undefined, freq: 8 }),
    "product.name": fc.option(fc.constantFrom("Shirt", "Coat"), { nil: undefined, freq: 8 }),
    "product.description": maybe(["soft", "warm"], 2),
    "product.season": maybe(["Summer", "summer"], 1),
    "product.tags": maybe([["x"], ["x", "y"], []], 2),
    "product.materials": maybe(
      [
        [{ name: "Cotton", percentage: "100.00", component: "main" }],
        [{ name: "Wool", percentage: "50.00", component: "main" }],
      ],
      1,
    ),
  })
  .map((fields) => without(fields) as ObservedProduct);

function sourceRecord(id: string): fc.Arbitrary<SourceRecord> {
  return fc
    .record({
      product: productFields,
      variants: variants(id),
      groupKey: fc.option(fc.constantFrom("g1", "g1", "g2"), { nil: undefined, freq: 4 }),
      updatedAt: fc.option(fc.constantFrom("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"), {
        nil: undefined,
      }),
      variantsComplete: fc.boolean(),
    })
    .map((parts) => ({ id, ...(without(parts) as typeof parts) }) as SourceRecord);
}

/** Up to four records with ids of their own, in any order. */
export const catalog: fc.Arbitrary<SourceRecord[]> = fc
  .uniqueArray(fc.constantFrom("1", "2", "3", "4", "5"), { minLength: 1, maxLength: 4 })
  .chain((ids) => fc.tuple(...ids.map(sourceRecord)));

export const matchBy = fc.shuffledSubarray(["barcode", "sku", "identifier"] as const, { minLength: 0 });
