import { z } from "@hono/zod-openapi";
import type { ConnectionSummary, ProductSummary, Run, RunError } from "@v1/db";

const time = z.iso.datetime().nullable();
const iso = (date: Date | null) => date?.toISOString() ?? null;

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().openapi({ example: "not_found" }),
    message: z.string(),
    hint: z.string().optional().openapi({ description: "What the reader can do about it." }),
    fields: z.record(z.string(), z.string()).optional(),
    retryable: z.boolean(),
    requestId: z.string(),
  })
  .openapi("Problem");

export const connection = z
  .object({
    id: z.uuid(),
    name: z.string(),
    integration: z.string().openapi({ example: "shopify" }),
    status: z.enum(["configuring", "testing", "connected", "error", "disconnected", "paused"]),
    statusReason: z.string().nullable(),
    lastSyncAt: time,
    nextSyncAt: time,
    lastRunId: z.uuid().nullable(),
  })
  .openapi("Connection");

export function connectionView(row: ConnectionSummary): z.infer<typeof connection> {
  const { id, name, status, statusReason, lastSyncAt, nextSyncAt } = row;
  const lastRunId = row.lastRun?.id ?? null;
  const integration = row.integration.slug;
  return {
    id,
    name,
    integration,
    status,
    statusReason,
    lastSyncAt: iso(lastSyncAt),
    nextSyncAt: iso(nextSyncAt),
    lastRunId,
  };
}

export const run = z
  .object({
    id: z.uuid(),
    connectionId: z.uuid(),
    mode: z.enum(["full", "incremental"]),
    trigger: z.enum(["manual", "schedule", "api", "reconnect", "retry"]),
    status: z.enum(["queued", "running", "awaiting_approval", "completed", "failed", "cancelled"]),
    tallies: z.record(z.string(), z.number()).openapi({ example: { read: 100, created: 2, updated: 5 } }),
    total: z.int().nullable().openapi({ description: "How many records the source says there are." }),
    verified: z.boolean().nullable().openapi({ description: "Whether all was read; null until it ends." }),
    unverifiedReason: z.string().nullable(),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).nullable(),
    queuedAt: z.iso.datetime(),
    startedAt: time,
    finishedAt: time,
  })
  .openapi("Run");

export function runView(row: Run): z.infer<typeof run> {
  const { id, connectionId, mode, trigger, status, tallies, total, verified, unverifiedReason, error } = row;
  const times = {
    queuedAt: row.queuedAt.toISOString(),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
  };
  const read = { tallies, total, verified, unverifiedReason };
  return { id, connectionId, mode, trigger, status, error, ...read, ...times };
}

export const runError = z
  .object({
    id: z.uuid(),
    externalId: z.string().nullable().openapi({ description: "The record's id at the source." }),
    variantExternalId: z.string().nullable(),
    code: z.string().openapi({ example: "invalid_value" }),
    field: z.string().nullable().openapi({ example: "product.price" }),
    message: z.string(),
    hint: z.string().openapi({ description: "What the reader can do about it." }),
    excerpt: z.string().openapi({ description: "The beginning of what the source sent." }),
    createdAt: z.iso.datetime(),
  })
  .openapi("RunError");

export function runErrorView({ createdAt, ...own }: RunError): z.infer<typeof runError> {
  return { ...own, createdAt: createdAt.toISOString() };
}

export const product = z
  .object({
    id: z.uuid(),
    name: z.string(),
    identifier: z.string(),
    upid: z.string(),
    status: z.enum(["published", "unpublished", "archived", "scheduled"]),
    price: z.string().nullable().openapi({ example: "49.90" }),
    currency: z.string().nullable().openapi({ example: "EUR" }),
    category: z.string().nullable(),
    season: z.string().nullable(),
    image: z.string().nullable(),
    variantCount: z.int(),
    updatedAt: z.iso.datetime(),
  })
  .openapi("Product");

export function productView(row: ProductSummary): z.infer<typeof product> {
  const { id, name, upid, status, price, currency, category, season, image, variantCount } = row;
  const identifier = row.productIdentifier;
  const updatedAt = row.updatedAt.toISOString();
  return {
    id,
    name,
    identifier,
    upid,
    status,
    price,
    currency,
    category,
    season,
    image,
    variantCount,
    updatedAt,
  };
}

export const triggered = z
  .object({
    runId: z.uuid(),
    alreadyActive: z.boolean().openapi({ description: "True where a run was under way: it is that one." }),
  })
  .openapi("Triggered");
