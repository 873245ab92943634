import { AppError, type FieldKey, fieldDefinition, type Reference } from "@v1/core";
import { createProduct } from "@v1/db";
import { linkReview, type Review } from "@v1/db/ownership";
import { newId, newUpid } from "../sync/ids.ts";
import type { SyncQueue } from "./replay-run.ts";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

interface Deps {
  db: OwnershipDeps["db"];
  queue: SyncQueue;
}

/**
 * Links a record to a product by hand, and has it merged there.
 * @returns the run that does; null where the connection's active run, or its next one, will
 * @throws AppError `not_found`; `conflict` where somebody has decided already
 */
export async function linkRecord(
  { db, queue }: Deps,
  scope: OwnershipScope,
  record: { connectionId: string; externalId: string; productId: string; as?: "linked" | "created" },
): Promise<{ runId: string | null }> {
  const { connectionId, externalId, productId, as = "linked" } = record;
  const { runId } = await linkReview(db, { ...scope, connectionId, externalId }, { productId, as });
  if (runId !== null) {
    await queue.enqueue("sync-connection", { brandId: scope.brandId, connectionId, runId }, { key: runId });
  }
  return { runId };
}

/** What tells variants apart, so that the merge finds ours for each of the record's. */
const TELLING: readonly FieldKey[] = [
  "variant.sku",
  "variant.barcode",
  "variant.color",
  "variant.size",
  "variant.option",
];

/**
 * Makes a product for a record that matched none or several, and links it; whoever owns the fields fills them.
 * @throws AppError `precondition_failed` where the record lacks name or identifier; `conflict` for a taken
 *   identifier, SKU or barcode
 */
export async function createFromRecord(
  deps: Deps,
  scope: OwnershipScope,
  review: Review,
): Promise<{ productId: string; runId: string | null }> {
  const { product = {}, variants = [] } = review.observed as {
    product?: Record<string, unknown>;
    variants?: Record<string, unknown>[];
  };
  const identifier = product["product.identifier"];
  const name = product["product.name"];
  if (typeof identifier !== "string" || typeof name !== "string") throw nameless();
  if (review.status !== "open" && review.status !== "ignored") throw decided();
  const made = await createProduct(deps.db, {
    ...scope,
    id: newId(),
    upid: newUpid(),
    identifier,
    name,
    changes: {},
    variants: variants.map((observed) => ({ id: newId(), upid: newUpid(), changes: telling(observed) })),
  });
  const { connectionId, externalId } = review;
  const place = { connectionId, externalId, productId: made.id, as: "created" } as const;
  return { productId: made.id, ...(await linkRecord(deps, scope, place)) };
}

function telling(observed: Record<string, unknown>): Partial<Record<FieldKey, unknown>> {
  const said = TELLING.filter((key) => observed[key] !== undefined && observed[key] !== null);
  return Object.fromEntries(said.map((key) => [key, plain(key, observed[key])]));
}

function plain(key: FieldKey, value: unknown): unknown {
  if (fieldDefinition(key).type.kind !== "reference") return value;
  const reference = value as Reference;
  return typeof reference === "string" ? reference : reference.name;
}

function nameless(): AppError {
  return new AppError({
    code: "precondition_failed",
    message: "The record has no name or no identifier, and a product needs both.",
    hint: "Fill it in at the source, or link the record to a product that you make.",
  });
}

function decided(): AppError {
  return new AppError({
    code: "conflict",
    message: "Somebody has decided on this record already.",
    hint: "Reload the list.",
  });
}
