import { AppError, type FieldKey, fieldDefinition } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import {
  liftExpired,
  listPins as list,
  type PinFilter,
  type PinRow,
  pinField,
  type Unpinned,
  unpin,
} from "@v1/db/ownership";
import type { Connector } from "../kit/connector.ts";
import { knownConnector } from "./known-connector.ts";
import type { OwnershipScope } from "./types.ts";

interface Deps {
  db: WorkerDb;
  connector(slug: string): Pick<Connector, "complete">;
}

/** Pins of the brand, product by product. */
export function listPins(
  { db }: Pick<Deps, "db">,
  { brandId }: { brandId: string },
  filter: PinFilter = {},
): Promise<{ items: PinRow[]; nextCursor: string | null }> {
  return list(db, brandId, filter);
}

export interface PinInput {
  productId: string;
  /** Left out, the product's own value is pinned. */
  variantId?: string | null;
  fieldKey: FieldKey;
  reason?: string;
  expiresAt?: Date | null;
}

/**
 * Keeps the value that stands there, whoever owns the field.
 * @throws AppError `bad_request` for a level that the field does not have, or a time that is over; `not_found`
 */
export async function pin(
  { db }: Pick<Deps, "db">,
  scope: OwnershipScope,
  input: PinInput,
): Promise<{ id: string }> {
  const { fieldKey, variantId = null, expiresAt } = input;
  const { label, level, type } = fieldDefinition(fieldKey);
  if (type.kind === "identity" || level === (variantId ? "P" : "V")) {
    const where = variantId ? "a variant" : "a product";
    throw refused(`${label} cannot be pinned on ${where}.`, "Pin it where it lives.");
  }
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    throw refused("The pin would be over already.", "Choose a time to come, or none.");
  }
  return pinField(db, { ...scope, ...input, variantId });
}

function refused(message: string, hint: string): AppError {
  return new AppError({ code: "bad_request", message, hint });
}

/** Lifts pins; what their owners last said is written at once (rule 8). */
export function unpinFields(
  deps: Deps,
  scope: OwnershipScope,
  { pins }: { pins: readonly string[] },
): Promise<Unpinned> {
  return unpin(deps.db, scope, { ids: pins, completeOf: completeOf(deps) });
}

/** Where nobody knows whether a record carries all of a collection, it counts as a part. */
function completeOf(deps: Deps): (slug: string) => ReadonlySet<FieldKey> {
  return (slug) => new Set(knownConnector(deps, slug)?.complete ?? []);
}

/**
 * Lifts pins whose time is over, of one brand after another, and gives their fields back.
 * @returns how many were lifted, and how many values their owners' replaced
 */
export async function liftExpiredPins(
  deps: Deps,
  { signal, batch = 500 }: { signal?: AbortSignal; batch?: number } = {},
): Promise<{ lifted: number; restored: number }> {
  const done = { lifted: 0, restored: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const step = await liftExpired(deps.db, { limit: batch, completeOf: completeOf(deps) });
    if (!step) return done;
    done.lifted += step.lifted;
    done.restored += step.restored;
  }
}
