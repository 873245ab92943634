export type * from "./content.ts";
export * from "./list-pending.ts";
export * from "./publications.ts";
export * from "./publish-chunk.ts";
export * from "./publish-now.ts";
export type { Published } from "./publish-products.ts";
export { type Draft, readDrafts } from "./read-drafts.ts";
export * from "./versions.ts";
