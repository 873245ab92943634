/** What requests ask of the database and change in it. */
export * from "./catalog/entities.ts";
export * from "./catalog/list-categories.ts";
export { type Entity, listEntities } from "./catalog/list-entities.ts";
export * from "./catalog/map-category.ts";
export * from "./catalog/save-entity.ts";
export { unmappedCategories } from "./catalog/unmapped-categories.ts";
export * from "./core/accept-invite.ts";
export * from "./core/api-keys.ts";
export { auditByWorker } from "./core/audit-of-worker.ts";
export * from "./core/brand-overview.ts";
export * from "./core/change-member.ts";
export * from "./core/create-brand.ts";
export * from "./core/ensure-user.ts";
export * from "./core/find-api-key.ts";
export * from "./core/find-membership.ts";
export * from "./core/get-user.ts";
export * from "./core/invites.ts";
export * from "./core/list-brands.ts";
export * from "./core/list-members.ts";
export * from "./core/record-audit.ts";
export * from "./core/update-brand.ts";
export * from "./integrations/connection-fields.ts";
export * from "./integrations/get-connection.ts";
export * from "./integrations/list-catalog.ts";
export * from "./integrations/list-connections.ts";
export * from "./integrations/update-connection.ts";
export { createProduct, createVariant, type NewProduct } from "./products/edit/create-product.ts";
export {
  editProduct,
  type FieldValues,
  type ProductEdit,
} from "./products/edit/edit-product.ts";
export { MISSING_FIELDS } from "./products/gaps.ts";
export * from "./products/get-product.ts";
export { type ListProducts, listProducts, type ProductSummary } from "./products/list-products.ts";
export type { ProductFilters } from "./products/product-filters.ts";
export { PRODUCT_SORTS, type ProductSort } from "./products/product-sort.ts";
export { setProductStatus } from "./products/set-status.ts";
export type { ValueSource, ValueSources } from "./products/value-sources.ts";
export { refreshSearch } from "./search/refresh-search.ts";
export { getRun, type Run } from "./sync/get-run.ts";
export * from "./sync/list-reviews.ts";
export * from "./sync/list-run-changes.ts";
export { listRunErrors, type RunError } from "./sync/list-run-errors.ts";
export { listRuns } from "./sync/list-runs.ts";
export * from "./sync/listen-runs.ts";
export * from "./sync/run-error-groups.ts";
