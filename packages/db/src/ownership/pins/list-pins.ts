import type { FieldKey } from "@v1/core";
import { z } from "zod";
import type { WorkerDb } from "../../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";

export interface PinFilter extends PageRequest {
  fieldKey?: FieldKey;
  productId?: string;
  authorId?: string;
  /** Only those that end by themselves. */
  expiring?: boolean;
}

export interface PinRow {
  id: string;
  productId: string;
  product: string;
  variantId: string | null;
  /** The variant's SKU. */
  variant: string | null;
  fieldKey: FieldKey;
  authorId: string;
  author: string | null;
  reason: string | null;
  expiresAt: Date | null;
  createdAt: Date;
  /** The connection that owns the field for the brand, and is kept out here. */
  owner: { connectionId: string; connection: string } | null;
}

/** Ordered by product, as the pins' own index is, so that a page costs the same wherever it lies. */
const LIST = `
select n.id, n.product_id as "productId", p.name as product, n.variant_id as "variantId", v.sku as variant,
  n.field_key as "fieldKey", n.author_id as "authorId", coalesce(u.full_name, u.email) as author, n.reason,
  n.expires_at as "expiresAt", n.created_at as "createdAt",
  case when c.id is not null then jsonb_build_object('connectionId', c.id, 'connection', c.name) end as owner
from field_pins n
join products p on p.brand_id = n.brand_id and p.id = n.product_id
left join product_variants v on v.brand_id = n.brand_id and v.id = n.variant_id
left join users u on u.id = n.author_id
left join field_owners o on o.brand_id = n.brand_id and o.field_key = n.field_key
left join brand_integrations c on c.brand_id = n.brand_id and c.id = o.connection_id
where n.brand_id = $1 and ($2::text is null or n.field_key = $2) and ($3::uuid is null or n.product_id = $3)
  and ($4::uuid is null or n.author_id = $4) and (not $5::boolean or n.expires_at is not null)
  and ($6::uuid is null or n.product_id >= $6 and (n.product_id, coalesce(n.variant_id, $9), n.field_key) > ($6, $7::uuid, $8))
order by n.product_id, coalesce(n.variant_id, $9), n.field_key
limit $10`;

const NONE = "00000000-0000-0000-0000-000000000000";
const cursor = z.tuple([z.uuid(), z.string(), z.string()]);

/** Pins of a brand, product by product. */
export async function listPins(db: WorkerDb, brandId: string, filter: PinFilter): Promise<Page<PinRow>> {
  const limit = limitOf(filter);
  const after = readCursor(cursor, filter.cursor);
  const { rows } = await db.pool.query<PinRow>(LIST, [
    brandId,
    filter.fieldKey ?? null,
    filter.productId ?? null,
    filter.authorId ?? null,
    filter.expiring ?? false,
    after?.[0] ?? null,
    after?.[1] ?? null,
    after?.[2] ?? null,
    NONE,
    limit + 1,
  ]);
  return toPage(rows, limit, (row) => [row.productId, row.variantId ?? NONE, row.fieldKey]);
}
