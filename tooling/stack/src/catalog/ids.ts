import { gtinCheckDigit } from "@v1/core";

/** Shopify's ids are long and have gaps; ours do too, and lead back to the product's place. */
const PRODUCT_BASE = 8_123_400_000_000;
const PRODUCT_STEP = 32_768;
const VARIANT_BASE = 44_567_800_000_000;
const VARIANT_STEP = 1_024;
export const MAX_VARIANTS = 16;

export function productId(index: number): number {
  return PRODUCT_BASE + index * PRODUCT_STEP;
}

/** The index of the product with this id, or null where no generated product has it. */
export function productIndex(id: number): number | null {
  const index = (id - PRODUCT_BASE) / PRODUCT_STEP;
  return Number.isSafeInteger(index) && index >= 0 ? index : null;
}

export function variantId(index: number, place: number): number {
  return VARIANT_BASE + (index * MAX_VARIANTS + place) * VARIANT_STEP;
}

export function variantPlace(id: number): { index: number; place: number } | null {
  const number = (id - VARIANT_BASE) / VARIANT_STEP;
  if (!Number.isSafeInteger(number) || number < 0) return null;
  return { index: Math.floor(number / MAX_VARIANTS), place: number % MAX_VARIANTS };
}

const GTIN_START = 271_828_182;
const GTIN_SPACE = 1_000_000_000;
/** Shares no factor with the space, so that no two numbers meet; small enough to stay exact. */
const GTIN_STRIDE = 7_654_321;

/** A unique EAN-13 with a right check digit; 1 million products fit their space without meeting. */
export function ean13(index: number, place: number): string {
  const number = (GTIN_START + (index * MAX_VARIANTS + place) * GTIN_STRIDE) % GTIN_SPACE;
  const digits = `406${String(number).padStart(9, "0")}`;
  return `${digits}${gtinCheckDigit(digits)}`;
}
