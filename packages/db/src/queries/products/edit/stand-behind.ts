import type { Queryable } from "../../jobs/queryable.ts";
import type { Change } from "./change.ts";

interface Author {
  brandId: string;
  productId: string;
  userId: string;
}

/** Writes of each value that this person typed it, or keeps it by a pin. A reset to inherit has no author. */
export async function standBehind(
  client: Queryable,
  author: Author,
  { changes, reason }: { changes: readonly Change[]; reason: "manual" | "pin" },
): Promise<void> {
  const { brandId, productId, userId } = author;
  await client.query(
    "insert into value_origins (brand_id, user_id, reason) values ($1, $2, $3) on conflict do nothing",
    [brandId, userId, reason],
  );
  await client.query(
    `with origin as (
      select id from value_origins where brand_id = $1 and user_id = $3 and connection_id is null and reason = $4
    ), changed as (
      select x.variant_id, jsonb_object_agg(x.key, case when not x.inherits then (select id from origin) || ':0' end) as fields
      from jsonb_to_recordset($5::jsonb) x(variant_id uuid, key text, inherits boolean) group by x.variant_id
    )
    insert into value_provenance (brand_id, product_id, variant_id, fields)
    select $1, $2, variant_id, jsonb_strip_nulls(fields) from changed
    on conflict (brand_id, product_id, variant_id) do update set fields = jsonb_strip_nulls(
      value_provenance.fields || (select c.fields from changed c where c.variant_id is not distinct from excluded.variant_id))`,
    [
      brandId,
      productId,
      userId,
      reason,
      JSON.stringify(
        changes.map(({ variantId, key, after }) => ({
          variant_id: variantId,
          key,
          inherits: variantId !== null && after === null,
        })),
      ),
    ],
  );
}

export interface Pin {
  reason?: string;
  expiresAt?: Date;
}

/** Keeps the fields from now on, whoever owns them; a pin that is there is renewed. */
export async function pinFields(
  client: Queryable,
  author: Author,
  { changes, pin }: { changes: readonly Change[]; pin: Pin },
): Promise<void> {
  await client.query(
    `insert into field_pins (brand_id, product_id, variant_id, field_key, author_id, reason, expires_at)
    select $1, $2, x.variant_id, x.key, $3, $5, $6
    from unnest($4::uuid[], $7::text[]) x(variant_id, key)
    on conflict (brand_id, product_id, variant_id, field_key) do update set
      author_id = excluded.author_id, reason = excluded.reason, expires_at = excluded.expires_at, updated_at = now()`,
    [
      author.brandId,
      author.productId,
      author.userId,
      changes.map((change) => change.variantId),
      pin.reason ?? null,
      pin.expiresAt ?? null,
      changes.map((change) => change.key),
    ],
  );
}

/** Open conflicts tell the new value; they close where it is what the source says, and under a pin. */
export async function settleConflicts(
  client: Queryable,
  { brandId, productId }: Author,
  { changes, pinned }: { changes: readonly Change[]; pinned: boolean },
): Promise<void> {
  await client.query(
    `update sync_conflicts c set canonical = x.after,
      closed_at = case when $4 or c.observed in (x.after, jsonb_build_object('name', x.after)) then now() end,
      close_reason = case when $4 then 'pinned'
        when c.observed in (x.after, jsonb_build_object('name', x.after)) then 'agreed' end
    from jsonb_to_recordset($3::jsonb) x(variant_id uuid, key text, after jsonb)
    where c.brand_id = $1 and c.product_id = $2 and c.closed_at is null
      and c.field_key = x.key and c.variant_id is not distinct from x.variant_id`,
    [
      brandId,
      productId,
      JSON.stringify(changes.map(({ variantId, key, after }) => ({ variant_id: variantId, key, after }))),
      pinned,
    ],
  );
}
