export { CONNECTOR_SLUGS, type ConnectorSlug, connectors } from "./connectors/registry.ts";
export {
  type BulkFileConfig,
  type BulkFileRead,
  readBulkFile,
  shopifyBulkFile,
} from "./connectors/shopify/bulk-file.ts";
export { shopify } from "./connectors/shopify/connector.ts";
export * from "./kit/connector.ts";
export * from "./kit/http.ts";
