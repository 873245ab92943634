import type { PoolClient } from "pg";
import type { ImportRef } from "./move-import.ts";

/** What a file says of a product that may lead to one that the brand has. */
export interface AskedProduct {
  key: string;
  identifier: string | null;
  skus: readonly string[];
  /** As 14 digits. */
  gtins: readonly string[];
}

/** No product that another live record of the connection holds: as the plan's candidates. */
const FREE = `not exists (
  select from product_sources l
  where l.brand_id = $1 and l.product_id = p.id and (l.connection_id = j.connection_id) is true
    and l.state = 'live' and l.external_id <> a.key
  offset 0
)`;

const KNOWN = `
with job as materialized (
  select j.connection_id, c.may_create, c.match_by from import_jobs j
  join brand_integrations c on c.brand_id = j.brand_id and c.id = j.connection_id
  where j.brand_id = $1 and j.id = $2
), asked as materialized (
  select * from unnest($3::int[], $4::text[], $5::text[]) a(at, key, identifier)
), codes as materialized (
  select * from unnest($6::int[], $7::text[], $8::text[]) v(at, sku, gtin)
)
select a.at from asked a cross join job j where not j.may_create
union
select a.at from asked a cross join job j cross join lateral (
  select from product_sources l
  where l.brand_id = $1 and l.connection_id = j.connection_id and l.external_id = a.key offset 0
) l
union
select a.at from asked a cross join job j cross join lateral (
  select p.id from products p where p.brand_id = $1 and p.product_identifier = a.identifier offset 0
) p where 'identifier' = any(j.match_by) and ${FREE}
union
select a.at from codes v join asked a using (at) cross join job j cross join lateral (
  select pv.product_id as id from product_variants pv
  where pv.brand_id = $1 and pv.sku = v.sku and pv.tombstoned_at is null offset 0
) p where 'sku' = any(j.match_by) and ${FREE}
union
select a.at from codes v join asked a using (at) cross join job j cross join lateral (
  select pv.product_id as id from product_variants pv
  where pv.brand_id = $1 and coalesce(pv.gtin, pv.barcode) = v.gtin and pv.tombstoned_at is null offset 0
) p where 'barcode' = any(j.match_by) and ${FREE}`;

/**
 * Which of an import's products the brand has already, by their links and then by the identifiers that
 * the connection matches by. All of them where the connection creates none.
 * @returns their places in `asked`
 */
export async function findKnownProducts(
  client: PoolClient,
  { brandId, importId }: ImportRef,
  asked: readonly AskedProduct[],
): Promise<ReadonlySet<number>> {
  if (asked.length === 0) return new Set();
  const codes = asked.flatMap(({ skus, gtins }, at) => [
    ...skus.map((sku) => ({ at, sku, gtin: null })),
    ...gtins.map((gtin) => ({ at, sku: null, gtin })),
  ]);
  const { rows } = await client.query<{ at: number }>(KNOWN, [
    brandId,
    importId,
    asked.map((_, at) => at),
    asked.map(({ key }) => key),
    asked.map(({ identifier }) => identifier),
    codes.map(({ at }) => at),
    codes.map(({ sku }) => sku),
    codes.map(({ gtin }) => gtin),
  ]);
  return new Set(rows.map(({ at }) => at));
}
