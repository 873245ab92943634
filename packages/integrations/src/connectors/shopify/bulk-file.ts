import { createReadStream } from "node:fs";
import type { FieldKey } from "@v1/core";
import { z } from "zod";
import type { Connector, ConnectorContext, Page, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import { shopify } from "./connector.ts";
import { readGroupedExport } from "./grouped-pages.ts";
import { mapProduct } from "./map-product.ts";
import type { ShopifyProduct } from "./raw.ts";

const bulkFileConfig = z.object({
  bulkFile: z.string().describe("Path of a file in Shopify's raw bulk form."),
  objectCount: z.number().int().optional().describe("Lines that the file must have."),
  rootObjectCount: z.number().int().optional().describe("Products that the file must have."),
});
export type BulkFileConfig = z.infer<typeof bulkFileConfig>;

export interface BulkFileRead extends BulkFileConfig {
  pageSize: number;
  spillFolder: string;
  position: ReadRequest["position"];
  signal?: AbortSignal;
}

const CHUNK_BYTES = 256 * 1024;

/** Reads a bulk export that lies in a file, through the very code that reads a downloaded one. */
export async function* readBulkFile(read: BulkFileRead): AsyncGenerator<Page<ShopifyProduct>, ReadSummary> {
  const { objectCount, rootObjectCount, position } = read;
  const ordinal = position?.ordinal;
  return yield* readGroupedExport({
    source: createReadStream(read.bulkFile, { highWaterMark: CHUNK_BYTES }),
    spillFolder: read.spillFolder,
    signal: read.signal ?? new AbortController().signal,
    pageSize: read.pageSize,
    from: typeof ordinal === "number" ? ordinal : 0,
    expected:
      objectCount === undefined || rootObjectCount === undefined
        ? null
        : { objects: objectCount, products: rootObjectCount },
    positionAt: (next) => ({ ordinal: next }),
  });
}

const { suggest: _suggest, ...ofFiles } = shopify;

/** Shopify's connector on a file instead of a shop, for benchmarks and tests. Not in the registry. */
export const shopifyBulkFile: Connector<BulkFileConfig, unknown, ShopifyProduct> = {
  ...ofFiles,
  slug: "shopify-bulk-file",
  name: "Shopify bulk export in a file",
  configSchema: z.toJSONSchema(bulkFileConfig, { io: "input" }),
  auth: { type: "none", fields: {} },
  check: async ({ config }) => ({
    account: { id: `file:${config.bulkFile}`, name: config.bulkFile },
    products: config.rootObjectCount ?? null,
    currency: null,
  }),
  count: async ({ config }) => config.rootObjectCount ?? null,
  read: (context: ConnectorContext<BulkFileConfig, unknown>, request) =>
    readBulkFile({
      ...bulkFileConfig.parse(context.config),
      pageSize: request.pageSize,
      position: request.position,
      spillFolder: context.spillFolder,
      signal: context.signal,
    }),
  supplies: () => Object.keys(shopify.fields) as FieldKey[],
  map: (record) => mapProduct(record),
};
