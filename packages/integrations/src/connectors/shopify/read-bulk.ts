import { AppError } from "@v1/core";
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
  const { operation, source, from } = await openExport(read);
  const summary = yield* readGroupedExport({
    source,
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

interface OpenExport {
  operation: BulkOperation;
  source: AsyncIterable<Uint8Array>;
  from: number;
}

async function openExport(read: BulkRead): Promise<OpenExport> {
  const { api, filter } = read;
  const earlier = await earlierExport(read);
  const again = earlier && (await exportedBytes(api, earlier.operation));
  if (again) return { operation: earlier.operation, source: again, from: earlier.ordinal };
  const operation = await runBulkOperation(api, bulkQuery(api.config, filter));
  const source = await exportedBytes(api, operation);
  if (source) return { operation, source, from: 0 };
  throw new AppError({
    code: "unavailable",
    message: "The address of Shopify's export was no longer valid when it was read.",
    hint: "Nothing was changed. The next attempt asks for a new export.",
    retryable: true,
  });
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

/** Addresses carry a signature that runs out. */
const EXPIRED = new Set([400, 403, 404, 410]);

/** An export without objects has no file; null where there is one that can no longer be had. */
async function exportedBytes(
  api: ShopifyApi,
  operation: BulkOperation,
): Promise<AsyncIterable<Uint8Array> | null> {
  const url = operation.url ?? operation.partialDataUrl;
  if (url === null) return nothing();
  const response = await api.download(url);
  if (response.status === 200) return response.body;
  const text = await response.text();
  if (EXPIRED.has(response.status)) return null;
  throw statusError(response.status, api.config, text);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
