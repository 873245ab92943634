/** The demo brand's catalog: deterministic from a seed, any product computed without the others. */
export { changedProduct } from "./change.ts";
export { descriptionHtml } from "./description.ts";
export { ean13, MAX_VARIANTS, productId, productIndex, variantId, variantPlace } from "./ids.ts";
export {
  CURRENCY,
  imageUrl,
  METAFIELDS,
  type MetafieldName,
  metafieldValues,
  productGid,
  productLine,
  SHOP_DOMAIN,
  STORE_URL,
  variantGid,
  variantLine,
} from "./jsonl.ts";
export {
  type CatalogProduct,
  type CatalogVariant,
  generateProduct,
  isoSeconds,
  MOST_VARIANTS,
} from "./product.ts";
export { entry, type Random, randomFor } from "./random.ts";
export {
  type BulkFileOptions,
  type BulkFileResult,
  writeBulkFile,
  writeChangedBulkFile,
} from "./write-bulk-file.ts";
