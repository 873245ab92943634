import { AppError } from "@v1/core";
import { z } from "zod";
import type { ShopifyApi } from "./api.ts";
import { SCOPES_HINT } from "./errors.ts";
import { BULK_STATUS_QUERY, CANCEL_BULK_MUTATION, RUN_BULK_MUTATION } from "./queries.ts";

/** Shopify writes its 64-bit counts as text. */
const count = z.union([z.string(), z.number()]).transform(Number);

const operationSchema = z.object({
  id: z.string(),
  status: z.string(),
  errorCode: z.string().nullable(),
  createdAt: z.string(),
  objectCount: count,
  rootObjectCount: count,
  fileSize: count.nullable(),
  url: z.string().nullable(),
  partialDataUrl: z.string().nullable(),
});
export type BulkOperation = z.infer<typeof operationSchema>;

const runSchema = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: operationSchema.nullable(),
    userErrors: z.array(z.object({ code: z.string().nullable().optional(), message: z.string() })),
  }),
});
const statusSchema = z.object({ node: operationSchema.nullable() });

const FIRST_POLL_SECONDS = 0.25;
const SLOWEST_POLL_SECONDS = 15;
const BUSY_WAIT_SECONDS = 20;
const MOST_BUSY_WAITS = 180;

/**
 * An export that is complete. One that ended early is asked for once more; where that ends early
 * too, what Shopify has of it is given: `isPartial` tells.
 */
export async function runBulkOperation(api: ShopifyApi, query: string): Promise<BulkOperation> {
  const first = await runToEnd(api, query);
  if (!isPartial(first)) return completed(first);
  const second = await runToEnd(api, query);
  return isPartial(second) ? second : completed(second);
}

/** True for an export that failed on the way, of which a part can be read. */
export function isPartial({ status, errorCode, partialDataUrl }: BulkOperation): boolean {
  return status === "FAILED" && errorCode !== "ACCESS_DENIED" && partialDataUrl !== null;
}

/** Starts an export and waits for its end; cancels it where the run is cancelled. */
async function runToEnd(api: ShopifyApi, query: string): Promise<BulkOperation> {
  let operation = await start(api, query);
  try {
    for (let seconds = FIRST_POLL_SECONDS; isUnderWay(operation); seconds = slower(seconds)) {
      await api.wait(seconds);
      operation = (await findBulkOperation(api, operation.id)) ?? gone(operation.id);
    }
  } catch (error) {
    await cancelQuietly(api, operation.id);
    throw error;
  }
  return operation;
}

/** An operation by its id, or null where the shop no longer knows it. */
export async function findBulkOperation(api: ShopifyApi, id: string): Promise<BulkOperation | null> {
  const { node } = await api.query({ document: BULK_STATUS_QUERY, variables: { id } }, statusSchema);
  return node;
}

/** A shop runs a few exports at once; where others hold the places, ours waits for one. */
async function start(api: ShopifyApi, query: string): Promise<BulkOperation> {
  for (let waits = 0; ; waits += 1) {
    const request = { document: RUN_BULK_MUTATION, variables: { query } };
    const { bulkOperation, userErrors } = (await api.query(request, runSchema)).bulkOperationRunQuery;
    if (bulkOperation && userErrors.length === 0) return bulkOperation;
    const message = userErrors.map((error) => error.message).join(" ") || "no reason is given";
    if (!userErrors.some(isBusy)) throw refused(message);
    if (waits >= MOST_BUSY_WAITS) throw busyTooLong(message);
    await api.wait(BUSY_WAIT_SECONDS);
  }
}

function isBusy({ code, message }: { code?: string | null; message: string }): boolean {
  return code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED" || /already in progress/i.test(message);
}

function isUnderWay({ status }: BulkOperation): boolean {
  return status === "CREATED" || status === "RUNNING" || status === "CANCELING";
}

function slower(seconds: number): number {
  return Math.min(SLOWEST_POLL_SECONDS, seconds * 1.5);
}

function completed(operation: BulkOperation): BulkOperation {
  if (operation.status === "COMPLETED") return operation;
  const reasons: Record<string, string> = {
    CANCELED: "was cancelled in the shop",
    EXPIRED: "has expired before it was read",
    FAILED: `failed (${operation.errorCode ?? "no code is given"})`,
  };
  const denied = operation.errorCode === "ACCESS_DENIED";
  throw new AppError({
    code: denied ? "forbidden" : "unavailable",
    message: `Shopify's bulk export ${reasons[operation.status] ?? `ended as ${operation.status}`}.`,
    hint: denied ? SCOPES_HINT : "Nothing was changed. The next run asks for a new export.",
    retryable: !denied,
  });
}

/** The run is ending anyway; an export that goes on only holds a place in the shop. */
async function cancelQuietly(api: ShopifyApi, id: string): Promise<void> {
  await api.afterCancel({ document: CANCEL_BULK_MUTATION, variables: { id } });
}

function refused(message: string): AppError {
  return new AppError({
    code: "bad_request",
    message: `Shopify refuses to run the bulk export: ${message}`,
    hint: "Check the connection's API version and metafields, and the app's scopes.",
  });
}

function busyTooLong(message: string): AppError {
  return new AppError({
    code: "unavailable",
    message: `Other bulk exports have kept the shop busy for an hour: ${message}`,
    hint: "See which app runs them; the run is tried again later.",
    retryable: true,
  });
}

function gone(id: string): never {
  throw new AppError({
    code: "unavailable",
    message: `The shop no longer knows the bulk export ${id}.`,
    hint: "The next run asks for a new one.",
    retryable: true,
  });
}
