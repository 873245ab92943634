import { promote } from "../../sync/merge/promote.ts";
import { ours } from "../../sync/ours.ts";
import { ENDED } from "../../sync/plan/undone.ts";

/**
 * What an undo does beside values, each statement with the change that it keeps. Links are suppressed, not
 * removed: a person or a new assertion of the source revives them.
 */

const KEEP =
  "on conflict (brand_id, run_id, product_id, variant_id, field_key) do update set after = excluded.after";

/** A product that the run made goes to the archive, and back where that was undone. */
const STATUS = `
with moved as (
  update products p set
    status = case w.verdict when 'archive' then 'archived' else w.before #>> '{}' end,
    status_before_archive = case when w.verdict = 'archive' or w.before = '"archived"' then p.status end,
    updated_at = now()
  from w_undo w
  where p.brand_id = :brand and p.id = w.product_id and w.verdict in ('archive', 'set_status')
    and (w.verdict = 'set_status' or p.status <> 'archived')
  returning p.id, w.after, w.before, w.verdict, p.status, p.status_before_archive
)
insert into sync_changes (brand_id, run_id, product_id, field_key, before, after)
select :brand, :run, id, '$status', case verdict when 'archive' then to_jsonb(status_before_archive) else after end, to_jsonb(status)
from moved ${KEEP}`;

const IDS =
  "jsonb_array_elements_text(case jsonb_typeof(w.after) when 'array' then w.after else jsonb_build_array(w.after) end)";

/** Links of made products, and links that the run made to products that stood already. */
const UNLINK = `
with ended as (
  update product_sources l set state = 'suppressed', updated_at = now()
  from w_undo w
  where l.brand_id = :brand and l.connection_id = :connection and l.product_id = w.product_id and l.state = 'live'
    and (w.verdict = 'archive' or w.verdict = 'unlink' and l.external_id in (select ${IDS}))
  returning l.product_id, l.external_id
), variants as (
  update variant_sources v set state = 'suppressed', updated_at = now()
  from ended e
  where v.brand_id = :brand and v.connection_id = :connection and v.product_external_id = e.external_id and v.state = 'live'
    and v.variant_id in (select pv.id from product_variants pv where pv.brand_id = :brand and pv.product_id = e.product_id)
)
insert into sync_changes (brand_id, run_id, product_id, field_key, after)
select :brand, :run, product_id, '$unlinked', jsonb_agg(external_id order by external_id) from ended group by product_id ${KEEP}`;

/** Not as the primary one where another record leads by now. */
const RELINK = `
with revived as (
  update product_sources l set state = 'live', updated_at = now(), is_primary = l.is_primary and not exists (
    select from product_sources o where o.brand_id = :brand and o.product_id = l.product_id and ${ours("o")}
      and o.state = 'live' and o.is_primary)
  from w_undo w
  where w.verdict = 'relink' and l.brand_id = :brand and l.connection_id = :connection
    and l.product_id = w.product_id and l.state = 'suppressed' and l.external_id in (select ${IDS})
  returning l.product_id, l.external_id
), variants as (
  update variant_sources v set state = 'live', updated_at = now()
  from revived r
  where v.brand_id = :brand and v.connection_id = :connection and v.product_external_id = r.external_id
    and v.state = 'suppressed'
    and v.variant_id in (select pv.id from product_variants pv where pv.brand_id = :brand and pv.product_id = r.product_id)
)
insert into sync_changes (brand_id, run_id, product_id, field_key, after)
select :brand, :run, product_id, '$linked', jsonb_agg(external_id order by external_id) from revived group by product_id ${KEEP}`;

const TOMBSTONE = `
with ended as (
  update product_variants v set tombstoned_at = now(), updated_at = now()
  from w_undo w where w.verdict = 'tombstone' and v.brand_id = :brand and v.id = w.variant_id and v.tombstoned_at is null
  returning v.product_id, v.id
), links as (
  update variant_sources l set state = 'suppressed', updated_at = now()
  from ended e where l.brand_id = :brand and l.connection_id = :connection and l.variant_id = e.id and l.state = 'live'
)
insert into sync_changes (brand_id, run_id, product_id, variant_id, field_key)
select :brand, :run, product_id, id, '$tombstoned' from ended ${KEEP}`;

const REVIVE = `
with back as (
  update product_variants v set tombstoned_at = null, updated_at = now()
  from w_undo w where w.verdict = 'revive' and v.brand_id = :brand and v.id = w.variant_id and v.tombstoned_at is not null
  returning v.product_id, v.id
), links as (
  update variant_sources l set state = 'live', updated_at = now()
  from back b where l.brand_id = :brand and l.connection_id = :connection and l.variant_id = b.id and l.state = 'suppressed'
)
insert into sync_changes (brand_id, run_id, product_id, variant_id, field_key)
select :brand, :run, product_id, id, '$restored' from back ${KEEP}`;

/** A source that left them out has to list them before it can leave them out again. */
const HOLD_REVIVED = `
insert into undone_values (brand_id, product_id, variant_id, field_key, value, run_id)
select :brand, w.product_id, w.variant_id, '${ENDED}', 'true', :run
from w_undo w where w.verdict = 'revive'
on conflict (brand_id, product_id, variant_id, field_key) do update set run_id = excluded.run_id`;

const LEFT = "select distinct product_id from w_undo where verdict in ('unlink', 'relink')";

/** What nobody says any more contradicts nothing. */
const CLOSE_CONFLICTS = `
update sync_conflicts c set closed_at = now(), close_reason = 'gone', updated_run_id = :run
from (select distinct product_id from w_undo where verdict in ('archive', 'unlink')) w
where c.brand_id = :brand and c.product_id = w.product_id and c.connection_id = :connection and c.closed_at is null
  and not exists (
    select from product_sources o where o.brand_id = :brand and o.product_id = c.product_id
      and o.connection_id = :connection and o.state = 'live')`;

const TOUCH = `
update products p set updated_at = now(), has_pending_changes = p.has_pending_changes or p.status = 'published'
from (select distinct product_id from w_undo where verdict in ('tombstone', 'revive')) w
where p.brand_id = :brand and p.id = w.product_id and p.updated_at is distinct from now()`;

export const restoreStructure = [
  { name: "undo statuses", text: STATUS },
  { name: "undo links", text: UNLINK },
  { name: "undo unlinks", text: RELINK },
  { name: "promote", text: promote(LEFT) },
  { name: "undo variants", text: TOMBSTONE },
  { name: "undo tombstones", text: REVIVE },
  { name: "hold revived", text: HOLD_REVIVED },
  { name: "close conflicts", text: CLOSE_CONFLICTS },
  { name: "touch products", text: TOUCH },
];
