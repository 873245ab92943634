import { AppError, type FieldKey, fieldDefinition } from "@v1/core";
import type { Queryable } from "../../jobs/queryable.ts";

export interface Place {
  variantId: string | null;
  key: FieldKey;
}

interface Owner {
  variantId: string | null;
  key: FieldKey;
  connection: string;
}

/**
 * Where a connection owns one of the fields: it has a live record of this very product or variant and
 * says something of the field, and no pin holds it. Elsewhere a field is free.
 */
const OWNERS = `
select w.variant_id as "variantId", w.field_key as key, c.name as connection
from unnest($3::uuid[], $4::text[]) w(variant_id, field_key)
join field_owners o on o.brand_id = $1 and o.field_key = w.field_key and o.owner_kind = 'connection'
join brand_integrations c on c.brand_id = $1 and c.id = o.connection_id
where case when w.variant_id is null then exists (
    select from product_sources s where s.brand_id = $1 and s.product_id = $2 and s.connection_id = o.connection_id
      and s.state = 'live' and s.is_primary and coalesce(s.observed -> w.field_key, 'null') <> 'null'
  ) else exists (
    select from variant_sources s where s.brand_id = $1 and s.variant_id = w.variant_id and s.connection_id = o.connection_id
      and s.state = 'live' and coalesce(s.observed -> w.field_key, 'null') <> 'null'
  ) end
  and not exists (
    select from field_pins n where n.brand_id = $1 and n.product_id = $2 and n.field_key = w.field_key
      and n.variant_id is not distinct from w.variant_id and (n.expires_at is null or n.expires_at > now())
  )`;

/**
 * Refuses an edit of fields that a connection owns here (rule 8).
 * @throws AppError `conflict`; its fields name each place and owner, its hint the two ways out
 */
export async function refuseOwned(
  client: Queryable,
  product: { brandId: string; productId: string },
  places: Place[],
): Promise<void> {
  const { rows } = await client.query<Owner>(OWNERS, [
    product.brandId,
    product.productId,
    places.map((place) => place.variantId),
    places.map((place) => place.key),
  ]);
  const [first] = rows;
  if (!first) return;
  const labels = [...new Set(rows.map(({ key }) => fieldDefinition(key).label))].join(", ");
  throw new AppError({
    code: "conflict",
    message: `${first.connection} owns this here: ${labels}. The next sync would write over it.`,
    hint: "Pin the field on this product to keep your value, or take the field over for the whole brand.",
    fields: Object.fromEntries(rows.map((row) => [pathOf(row), `Owned by ${row.connection}.`])),
  });
}

/** As the input names it: `changes.<field>`, or `variants.<id>.<field>`. */
function pathOf({ variantId, key }: Owner): string {
  return variantId === null ? `changes.${key}` : `variants.${variantId}.${key}`;
}
