import type { WorkerDb } from "../../client.ts";

export interface Regrouping {
  productId: string;
  product: string;
  /** `splits`: several records there are one product here; `merges`: one record there is several products. */
  kind: "splits" | "merges";
  /** Records of the new connection that are concerned. */
  records: string[];
  /** Variants of the product that these records list. */
  variants: number;
}

/** Products whose variants the connection lists under more than one record that no group joins. */
const SPLITS = `
select pv.product_id as "productId", p.name as product, 'splits' as kind,
  (array_agg(distinct s.product_external_id))[1:20] as records, count(distinct s.variant_id)::int as variants
from variant_sources s
join product_variants pv on pv.brand_id = $1 and pv.id = s.variant_id
join products p on p.brand_id = $1 and p.id = pv.product_id
left join product_sources l on l.brand_id = $1 and l.connection_id = $2 and l.external_id = s.product_external_id
where s.brand_id = $1 and s.connection_id = $2 and s.state = 'live'
group by pv.product_id, p.name
having count(distinct coalesce('g' || l.group_key, 'x' || s.product_external_id)) > 1`;

/** Records that were not linked, because their codes are carried by variants of several products. */
const MERGES = `
select p.id as "productId", p.name as product, 'merges' as kind, array_agg(distinct r.external_id) as records,
  count(distinct pv.id)::int as variants
from review_records r
cross join lateral unnest(r.candidates) c(product_id)
join products p on p.brand_id = $1 and p.id = c.product_id
left join product_variants pv on pv.brand_id = $1 and pv.product_id = p.id and pv.tombstoned_at is null
  and exists (select from jsonb_array_elements(r.observed->'variants') v
    where v->>'variant.sku' = pv.sku or v->>'variant.barcode' = pv.barcode)
where r.brand_id = $1 and r.connection_id = $2 and r.kind = 'ambiguous' and r.status = 'open'
  and cardinality(r.candidates) > 1
group by p.id, p.name`;

/** Where a connection groups variants into other products than the brand has; the first `limit` of them. */
export async function listRegroupings(
  db: WorkerDb,
  { brandId, connectionId, limit = 50 }: { brandId: string; connectionId: string; limit?: number },
): Promise<{ count: number; items: Regrouping[] }> {
  const { rows } = await db.pool.query<Regrouping & { count: number }>(
    `select x.*, count(*) over ()::int as count from (${SPLITS}\nunion all\n${MERGES}) x
     order by product, "productId", kind limit $3`,
    [brandId, connectionId, limit],
  );
  return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...item }) => item) };
}
