import { AppError, type FieldKey, fieldDefinition, type Reference } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { editProduct } from "../../queries/products/edit/edit-product.ts";
import type { Actor } from "../act.ts";
import type { Conflict } from "./list-conflicts.ts";

interface Taking extends Actor {
  conflict: Conflict;
  reason?: string | null;
  expiresAt?: Date | null;
}

/**
 * Writes what the connection says and pins it, although it does not own the field: for this product or
 * variant alone. All conflicts about the value close.
 * @throws AppError `conflict` for a code that another variant has; `precondition_failed` for an unmapped category
 */
export async function takeTheirs(db: WorkerDb, taking: Taking): Promise<void> {
  const { brandId, userId, conflict, reason, expiresAt } = taking;
  const { productId, variantId, fieldKey } = conflict;
  const changes = { [fieldKey]: await assertedOf(db, brandId, conflict) };
  await editProduct(db, {
    brandId,
    userId,
    productId,
    changes: variantId === null ? changes : {},
    ...(variantId === null ? {} : { variants: [{ id: variantId, changes }] }),
    pin: { ...(reason ? { reason } : {}), ...(expiresAt ? { expiresAt } : {}) },
  });
}

/** An observed value as an edit writes it: names in place of references, a category by its id. */
async function assertedOf(db: WorkerDb, brandId: string, { fieldKey, observed }: Conflict): Promise<unknown> {
  const { kind } = fieldDefinition(fieldKey as FieldKey).type;
  if (kind === "reference") return nameOf(observed as Reference);
  if (kind === "set") return (observed as Reference[]).map(nameOf);
  if (kind !== "category") return observed;
  const { rows } = await db.pool.query<{ id: string }>(
    `select target_id as id from value_mappings where brand_id = $1 and source_column = 'product.category'
      and target = 'category' and normalized_value = normalize_name($2) and target_id is not null`,
    [brandId, nameOf(observed as Reference)],
  );
  if (rows[0]) return rows[0].id;
  throw new AppError({
    code: "precondition_failed",
    message: `The category “${nameOf(observed as Reference)}” is not mapped to one of yours.`,
    hint: "Map it first; then take it.",
  });
}

function nameOf(reference: Reference): string {
  return typeof reference === "string" ? reference : reference.name;
}
