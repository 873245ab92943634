import type { Page, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import type { ShopifyApi } from "./api.ts";
import { type BulkOperation, findBulkOperation, runBulkOperation } from "./bulk-operation.ts";
import { statusError } from "./errors.ts";
import { readGroupedExport } from "./grouped-pages.ts";
import { bulkQuery } from "./queries.ts";
import type { ShopifyProduct } from "./raw.ts";

export interface BulkRead {
  api: ShopifyApi;
  request: ReadRequest;
  spillFolder: string;
  signal: AbortSignal;
  /** Shopify's search syntax, or null for the whole shop. */
  filter: string | null;
}

/**
 * Reads by a bulk operation. A resumed read downloads the same export again and goes on at its
 * ordinal; where the export has expired (after seven days), a new one is read from its beginning.
 */
export async function* readBulk(read: BulkRead): AsyncGenerator<Page<ShopifyProduct>, ReadSummary> {
  const { api } = read;
  const earlier = await earlierExport(read);
  const operation = earlier?.operation ?? (await runBulkOperation(api, bulkQuery(api.config, read.filter)));
  const from = earlier?.ordinal ?? 0;
  const summary = yield* readGroupedExport({
    source: exportedBytes(api, operation),
    spillFolder: read.spillFolder,
    signal: read.signal,
    pageSize: read.request.pageSize,
    from,
    expected: { objects: operation.objectCount, products: operation.rootObjectCount },
    positionAt: (ordinal) => ({ bulkOperationId: operation.id, ordinal }),
  });
  return { ...summary, sourceTime: operation.createdAt };
}

async function earlierExport({
  api,
  request,
}: BulkRead): Promise<{ operation: BulkOperation; ordinal: number } | null> {
  const { bulkOperationId, ordinal } = request.position ?? {};
  if (typeof bulkOperationId !== "string" || typeof ordinal !== "number") return null;
  const operation = await findBulkOperation(api, bulkOperationId);
  const readable =
    operation?.status === "COMPLETED" && (operation.url !== null || operation.objectCount === 0);
  return operation && readable ? { operation, ordinal } : null;
}

/** An export without objects has no file. */
async function* exportedBytes(api: ShopifyApi, operation: BulkOperation): AsyncGenerator<Uint8Array> {
  if (operation.url === null) return;
  const response = await api.download(operation.url);
  if (response.status !== 200) throw statusError(response.status, api.config, await response.text());
  yield* response.body;
}
