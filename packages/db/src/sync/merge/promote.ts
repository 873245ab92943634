import { ours } from "../ours.ts";

/**
 * Of the connection's records that remain with a product, one takes over its fields where none of them has
 * them; a run that comes to it merges it anew for that. What it said stays known: a link at rest is told by it.
 * The one that led until this run is one of the others when it returns.
 * @param products SQL: product_id of those that records may have left
 */
export function promote(products: string): string {
  return `
with promoted as (
  update product_sources l set is_primary = true, updated_at = now()
  from (
    select distinct on (o.product_id) o.external_id
    from (${products}) r
    join product_sources o on o.brand_id = :brand and o.product_id = r.product_id
      and ${ours("o")} and o.state = 'live'
    where not exists (
      select from product_sources held where held.brand_id = :brand and held.product_id = r.product_id
        and ${ours("held")} and held.state = 'live' and held.is_primary)
    order by o.product_id, o.external_id
  ) x
  where l.brand_id = :brand and l.connection_id = :connection and l.external_id = x.external_id
  returning l.external_id, l.product_id
), yielded as (
  update product_sources o set is_primary = false, updated_at = now()
  from promoted
  where o.brand_id = :brand and o.product_id = promoted.product_id and ${ours("o")}
    and o.external_id <> promoted.external_id and o.is_primary
    and (o.gone_run_id = :run::uuid or o.state = 'suppressed')
)
update product_source_states s set clean = false from promoted
where s.brand_id = :brand and s.connection_id = :connection and s.external_id = promoted.external_id`;
}
