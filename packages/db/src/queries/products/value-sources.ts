import type { FieldKey } from "@v1/core";
import { sql } from "drizzle-orm";
import type { OriginReason } from "../../schema/ownership/value-origins.ts";
import type { BrandScope } from "../../scope.ts";

/** Where one value of the product comes from, and who may write it. */
export interface ValueSource {
  /** Why the value stands: its owner wrote it, somebody typed it, it was pinned, frozen, … */
  reason: OriginReason | null;
  connectionId: string | null;
  connection: string | null;
  userId: string | null;
  /** The run that wrote it; null for what people wrote. */
  runId: string | null;
  /** The connection that owns the field here: it has a live record and a value. Edits are refused then. */
  ownedBy: { connectionId: string; connection: string } | null;
  pinned: boolean;
  /** Open conflicts: other connections that say otherwise. */
  conflicts: number;
}

export interface ValueSources {
  product: Partial<Record<FieldKey, ValueSource>>;
  /** By variant. */
  variants: Record<string, Partial<Record<FieldKey, ValueSource>>>;
}

interface Row extends Record<string, unknown> {
  variantId: string | null;
  fieldKey: FieldKey;
  source: ValueSource;
}

/** Of every value of a product and its variants, where it comes from. */
export async function valueSources({ tx, brandId }: BrandScope, productId: string): Promise<ValueSources> {
  const { rows } = await tx.execute<Row>(sql`
    with provenance as (
      select v.variant_id, f.key as field_key, split_part(f.value, ':', 1)::int as origin,
        split_part(f.value, ':', 2)::bigint as seq
      from value_provenance v cross join lateral jsonb_each_text(v.fields) f
      where v.brand_id = ${brandId} and v.product_id = ${productId}
    ), owning as (
      select null::uuid as variant_id, o.field_key, o.connection_id from field_owners o
      where o.brand_id = ${brandId} and o.owner_kind = 'connection' and exists (
        select from product_sources s where s.brand_id = ${brandId} and s.product_id = ${productId}
          and s.connection_id = o.connection_id and s.state = 'live' and s.is_primary
          and coalesce(s.observed -> o.field_key, 'null') <> 'null')
      union all
      select distinct s.variant_id, o.field_key, o.connection_id from field_owners o
      join variant_sources s on s.brand_id = ${brandId} and s.connection_id = o.connection_id and s.state = 'live'
        and coalesce(s.observed -> o.field_key, 'null') <> 'null'
      where o.brand_id = ${brandId} and o.owner_kind = 'connection' and s.variant_id = any (array(
        select id from product_variants where brand_id = ${brandId} and product_id = ${productId}))
    ), pins as (
      select variant_id, field_key from field_pins where brand_id = ${brandId} and product_id = ${productId}
        and (expires_at is null or expires_at > now())
    ), conflicts as (
      select variant_id, field_key, count(*)::int as count from sync_conflicts
      where brand_id = ${brandId} and product_id = ${productId} and closed_at is null
      group by variant_id, field_key
    ), places as (
      select variant_id, field_key from provenance union select variant_id, field_key from owning
      union select variant_id, field_key from pins union select variant_id, field_key from conflicts
    )
    select l.variant_id as "variantId", l.field_key as "fieldKey", jsonb_build_object(
      'reason', o.reason, 'connectionId', o.connection_id, 'connection', c.name, 'userId', o.user_id,
      'runId', r.id, 'pinned', n.field_key is not null, 'conflicts', coalesce(x.count, 0),
      'ownedBy', case when w.connection_id is not null and n.field_key is null
        then jsonb_build_object('connectionId', w.connection_id, 'connection', wc.name) end) as source
    from places l
    left join provenance p on p.field_key = l.field_key and p.variant_id is not distinct from l.variant_id
    left join value_origins o on o.brand_id = ${brandId} and o.id = p.origin
    left join brand_integrations c on c.brand_id = ${brandId} and c.id = o.connection_id
    left join sync_runs r on r.brand_id = ${brandId} and r.seq = p.seq
    left join owning w on w.field_key = l.field_key and w.variant_id is not distinct from l.variant_id
    left join brand_integrations wc on wc.brand_id = ${brandId} and wc.id = w.connection_id
    left join pins n on n.field_key = l.field_key and n.variant_id is not distinct from l.variant_id
    left join conflicts x on x.field_key = l.field_key and x.variant_id is not distinct from l.variant_id`);
  const sources: ValueSources = { product: {}, variants: {} };
  for (const { variantId, fieldKey, source } of rows) {
    if (variantId === null) sources.product[fieldKey] = source;
    else sources.variants[variantId] = { ...sources.variants[variantId], [fieldKey]: source };
  }
  return sources;
}
