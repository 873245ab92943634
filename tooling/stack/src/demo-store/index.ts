/** A shop with Shopify's Admin API over a generated catalog. */
export { CatalogStore, type ProductEdit } from "./catalog-store.ts";
export type { Control, ControlResult } from "./control.ts";
export { FAULTS, type Fault } from "./faults.ts";
export { DEMO_TOKEN, type DemoStore, type DemoStoreOptions, startDemoStore } from "./server.ts";
export type { StoreMetafield, StoreProduct, StoreVariant } from "./store-product.ts";
