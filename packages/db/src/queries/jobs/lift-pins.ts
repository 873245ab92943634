import type { Queryable } from "./queryable.ts";

export interface LiftedPin {
  brandId: string;
  productId: string;
  variantId: string | null;
  fieldKey: string;
}

/**
 * Removes pins whose time is over, the longest over first, and writes each into the audit log.
 * Another worker skips what is locked here. Give it a transaction's client and restore what the
 * pins held back in that same transaction.
 */
export async function liftExpiredPins(client: Queryable, { limit }: { limit: number }): Promise<LiftedPin[]> {
  const { rows } = await client.query<LiftedPin>(
    `with expired as (
      select brand_id, id from field_pins where expires_at <= now()
      order by expires_at limit $1 for update skip locked
    ), lifted as (
      delete from field_pins p using expired e where p.brand_id = e.brand_id and p.id = e.id
      returning p.*
    ), audited as (
      insert into audit_log (brand_id, actor_kind, action, target)
      select brand_id, 'system', 'pin.expired', jsonb_build_object(
        'productId', product_id, 'variantId', variant_id, 'fieldKey', field_key,
        'pinnedBy', author_id, 'reason', reason, 'expiredAt', expires_at)
      from lifted
    )
    select brand_id as "brandId", product_id as "productId", variant_id as "variantId",
      field_key as "fieldKey"
    from lifted`,
    [limit],
  );
  return rows;
}
