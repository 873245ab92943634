import { type FieldKey, fieldDefinition } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { readCollection } from "../../queries/products/edit/write-collections.ts";
import type { OriginReason } from "../../schema/ownership/value-origins.ts";
import type { RunKind } from "../../schema/sync/sync-runs.ts";
import { columnFields } from "../../sync/field-sql.ts";

/** One field of one product (`variantId` null) or variant. */
export interface Place {
  brandId: string;
  productId: string;
  variantId: string | null;
  key: FieldKey;
}

/** Who stands behind a value, and why. */
export interface Provenance {
  reason: OriginReason;
  connectionId: string | null;
  connection: string | null;
  userId: string | null;
  user: string | null;
  runId: string | null;
  runKind: RunKind | null;
  at: Date | null;
}

export interface ValueFacts {
  /** As it is shown in changes; null where nothing stands there. */
  value: unknown;
  provenance: Provenance | null;
}

export interface Found {
  productId: string;
  product: string;
  variantId: string | null;
  /** The variant's SKU. */
  variant: string | null;
}

/** The product, or the variant with its product, by id; null where the brand has none. */
export async function findRecord(
  db: WorkerDb,
  { brandId, entity, id }: { brandId: string; entity: "product" | "variant"; id: string },
): Promise<Found | null> {
  const text =
    entity === "product"
      ? `select p.id as "productId", p.name as product, null as "variantId", null as variant
         from products p where p.brand_id = $1 and p.id = $2`
      : `select p.id as "productId", p.name as product, v.id as "variantId", v.sku as variant
         from product_variants v join products p on p.brand_id = v.brand_id and p.id = v.product_id
         where v.brand_id = $1 and v.id = $2`;
  return (await db.pool.query<Found>(text, [brandId, id])).rows[0] ?? null;
}

function valueOfSide({ key, variantId }: Place): { from: string; value: string } {
  const [field] = columnFields([key]);
  if (variantId !== null) {
    return { from: "product_variants t", value: field ? field.canonical : "null::jsonb" };
  }
  const apart = fieldDefinition(key).table === "product_environment";
  return {
    from: `products t
      left join product_environment e on e.brand_id = t.brand_id and e.product_id = t.id`,
    value: field ? (apart ? field.canonical.replaceAll("t.", "e.") : field.canonical) : "null::jsonb",
  };
}

/** What stands at a place now, and who stands behind it. */
export async function valueFacts(db: WorkerDb, place: Place): Promise<ValueFacts> {
  const { brandId, productId, variantId, key } = place;
  const { from, value } = valueOfSide(place);
  const { rows } = await db.pool.query<{ value: unknown; provenance: Provenance | null; at: Date | null }>(
    `select ${value} as value, case when o.id is not null then jsonb_build_object(
        'reason', o.reason, 'connectionId', o.connection_id, 'connection', c.name, 'userId', o.user_id,
        'user', coalesce(u.full_name, u.email), 'runId', r.id, 'runKind', r.kind) end as provenance,
      coalesce(r.finished_at, r.started_at) as at
     from ${from}
     left join value_provenance v on v.brand_id = t.brand_id and v.product_id = $2 and v.variant_id is not distinct from $3::uuid
     left join value_origins o on o.brand_id = t.brand_id and o.id = split_part(v.fields->>$4, ':', 1)::int
     left join brand_integrations c on c.brand_id = t.brand_id and c.id = o.connection_id
     left join users u on u.id = o.user_id
     left join sync_runs r on r.brand_id = t.brand_id and r.seq = split_part(v.fields->>$4, ':', 2)::bigint
     where t.brand_id = $1 and t.id = coalesce($3::uuid, $2::uuid)`,
    [brandId, productId, variantId, key],
  );
  const [row] = rows;
  const provenance = row?.provenance ? { ...row.provenance, at: row.at } : null;
  if (fieldDefinition(key).columns.length > 0) return { value: row?.value ?? null, provenance };
  const items = await readCollection(db.pool, place, key);
  return { value: Array.isArray(items) && items.length > 0 ? items : null, provenance };
}
