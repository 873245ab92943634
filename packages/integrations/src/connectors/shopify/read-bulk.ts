import type { Page, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import type { ShopifyApi } from "./api.ts";
import { type BulkOperation, findBulkOperation, isPartial, runBulkOperation } from "./bulk-operation.ts";
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
 * Of an export that keeps ending early, what there is of it is read, and nothing is verified.
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
    expected: isPartial(operation)
      ? "partial"
      : { objects: operation.objectCount, products: operation.rootObjectCount },
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
  if (operation === null) return null;
  const isWhole = operation.status === "COMPLETED" && (operation.url !== null || operation.objectCount === 0);
  return isWhole || isPartial(operation) ? { operation, ordinal } : null;
}

/** An export without objects has no file. */
async function* exportedBytes(api: ShopifyApi, operation: BulkOperation): AsyncGenerator<Uint8Array> {
  const url = operation.url ?? operation.partialDataUrl;
  if (url === null) return;
  const response = await api.download(url);
  if (response.status !== 200) throw statusError(response.status, api.config, await response.text());
  yield* response.body;
}
