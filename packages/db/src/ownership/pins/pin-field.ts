import { type FieldKey, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { pinFields, standBehind } from "../../queries/products/edit/stand-behind.ts";
import { type Actor, lockAsMember, note } from "../act.ts";

export interface NewPin extends Actor {
  productId: string;
  /** Null pins the product's own value. */
  variantId: string | null;
  fieldKey: FieldKey;
  reason?: string;
  /** Null keeps it until somebody lifts it. */
  expiresAt?: Date | null;
}

const CLOSE_CONFLICTS = `
update sync_conflicts set closed_at = now(), close_reason = 'pinned'
where brand_id = $1 and product_id = $2 and variant_id is not distinct from $3 and field_key = $4 and closed_at is null`;

/**
 * Keeps the value that stands there, whoever owns the field (rule 3); a pin that is there is renewed.
 * @throws AppError `not_found`; `forbidden` for who is no member any more
 */
export function pinField(db: WorkerDb, pin: NewPin): Promise<{ id: string }> {
  return inTransaction(db, async (client) => {
    const { brandId, productId, variantId, fieldKey, reason, expiresAt } = pin;
    await lockAsMember(client, pin);
    await requireRow(client, pin);
    const changes = [{ variantId, key: fieldKey, before: null, after: "" }];
    await standBehind(client, pin, { changes, reason: "pin" });
    await pinFields(client, pin, {
      changes,
      pin: { ...(reason ? { reason } : {}), ...(expiresAt ? { expiresAt } : {}) },
    });
    await client.query(CLOSE_CONFLICTS, [brandId, productId, variantId, fieldKey]);
    const target = { productId, variantId, fieldKey, reason: reason ?? null, expiresAt: expiresAt ?? null };
    await note(client, pin, { action: "pin.set", target });
    const { rows } = await client.query<{ id: string }>(
      `select id from field_pins where brand_id = $1 and product_id = $2
         and variant_id is not distinct from $3 and field_key = $4`,
      [brandId, productId, variantId, fieldKey],
    );
    const [found] = rows;
    if (!found) throw new Error("A pin that was set is not there.");
    return found;
  });
}

async function requireRow(client: Queryable, { brandId, productId, variantId }: NewPin): Promise<void> {
  const { rowCount } = variantId
    ? await client.query(
        "select from product_variants where brand_id = $1 and product_id = $2 and id = $3 for share",
        [brandId, productId, variantId],
      )
    : await client.query("select from products where brand_id = $1 and id = $2 for share", [
        brandId,
        productId,
      ]);
  if (!rowCount) throw variantId ? notFound("variant", variantId) : notFound("product", productId);
}
