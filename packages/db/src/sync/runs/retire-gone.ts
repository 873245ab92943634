import { OWNABLE_FIELDS } from "@v1/core";
import type { QueryResultRow } from "pg";
import type { WorkerDb } from "../../client.ts";
import { judgeProducts } from "../../ownership/conflicts/judge-products.ts";
import { promote } from "../merge/promote.ts";
import { underLease } from "../merge/under-lease.ts";
import { ours } from "../ours.ts";
import { SET_TABLES, type SetTable } from "../plan/collection-effects.ts";
import { withSession } from "../session.ts";
import { execute, type Params } from "../statement.ts";
import { addTallies, leaseOf, type RunContext, type Tallies } from "../types.ts";

export interface GoneFigures {
  /** Links of the connection that count: live ones, and those of before a disconnect that no read has confirmed yet. */
  live: number;
  /** Of them, those that this full read did not see. */
  gone: number;
}

const COUNT = `
select count(*)::int as live,
  count(*) filter (where not exists (
    select from run_seen s where s.brand_id = :brand and s.run_id = :run and s.external_id = l.external_id
  ))::int as gone
from product_sources l
where l.brand_id = :brand and l.connection_id = :connection and l.state in ('live', 'disconnected')`;

export async function countGone(db: WorkerDb, run: RunContext): Promise<GoneFigures> {
  const { rows } = await withSession(db, (client) =>
    execute<{ live: number; gone: number }>(
      client,
      { name: "count gone", text: COUNT },
      {
        brand: run.brandId,
        run: run.runId,
        connection: run.connectionId,
      },
    ),
  );
  return rows[0] ?? { live: 0, gone: 0 };
}

const SELECT_GONE = `
create temp table w_retired on commit drop as
select l.external_id, l.product_id
from product_sources l
where l.brand_id = :brand and l.connection_id = :connection and l.state in ('live', 'disconnected') and not exists (
  select from run_seen s where s.brand_id = :brand and s.run_id = :run and s.external_id = l.external_id
)
order by l.external_id
limit 2000`;

const RETIRE_LINKS = `
update product_sources l set state = 'gone', gone_at = now(), gone_run_id = :run, updated_at = now()
from w_retired r where l.brand_id = :brand and l.connection_id = :connection and l.external_id = r.external_id`;

/**
 * Variants that only retired records carried are tombstoned where the product itself lives on; those
 * of an archived product stay as they are and come back with it.
 */
const RETIRE_VARIANTS = `
with gone as (
  update variant_sources v set state = 'gone', updated_at = now()
  from w_retired r
  join product_variants pv on pv.brand_id = :brand and pv.product_id = r.product_id
  where v.brand_id = :brand and v.variant_id = pv.id and ${ours("v")}
    and v.product_external_id = r.external_id and v.state in ('live', 'disconnected')
  returning v.variant_id
), tombstoned as (
  update product_variants pv set tombstoned_at = now(), updated_at = now()
  from gone
  where :archives::boolean and pv.brand_id = :brand and pv.id = gone.variant_id and pv.tombstoned_at is null
    and exists (
      select from product_sources o where o.brand_id = :brand and o.product_id = pv.product_id and o.state = 'live')
    and not exists (
      select from variant_sources o where o.brand_id = :brand and o.variant_id = pv.id and o.state = 'live'
        and (o.connection_id <> :connection or o.product_external_id not in (select external_id from w_retired)))
    and not exists (
      select from field_pins f where f.brand_id = :brand and f.product_id = pv.product_id and f.variant_id = pv.id)
  returning pv.product_id, pv.id
), touched as (
  update products p set updated_at = now(), has_pending_changes = p.has_pending_changes or p.status = 'published'
  from (select distinct product_id from tombstoned) x where p.brand_id = :brand and p.id = x.product_id
), kept as (
  insert into sync_changes (brand_id, run_id, product_id, variant_id, field_key)
  select :brand, :run, product_id, id, '$tombstoned' from tombstoned
  on conflict (brand_id, run_id, product_id, variant_id, field_key) do nothing
)
select count(*)::int as tombstoned from tombstoned`;

/** What nobody says any more contradicts nothing. */
const CLOSE_CONFLICTS = `
update sync_conflicts c set closed_at = now(), close_reason = 'gone', updated_run_id = :run
from (select distinct product_id from w_retired) r
where c.brand_id = :brand and c.product_id = r.product_id and c.connection_id = :connection and c.closed_at is null
  and not exists (
    select from product_sources o where o.brand_id = :brand and o.product_id = c.product_id
      and ${ours("o")} and o.state = 'live')`;

const LEFT = "select distinct product_id from w_retired";

/** Products that other records of the connection remain with. */
const REMAINING = `
select distinct r.product_id as id
from w_retired r
join product_sources o on o.brand_id = :brand and o.product_id = r.product_id and ${ours("o")} and o.state = 'live'`;

/** Archived only when no other live link and no pin holds the product; its status is remembered. */
const ARCHIVE = `
with archived as (
  update products p set status_before_archive = p.status, status = 'archived', updated_at = now()
  from (select distinct product_id from w_retired) r
  where p.brand_id = :brand and p.id = r.product_id and p.status <> 'archived'
    and not exists (
      select from product_sources o where o.brand_id = :brand and o.product_id = p.id and o.state = 'live')
    and not exists (select from field_pins f where f.brand_id = :brand and f.product_id = p.id)
  returning p.id, p.status_before_archive
), kept as (
  insert into sync_changes (brand_id, run_id, product_id, field_key, before, after)
  select :brand, :run, id, '$status', to_jsonb(status_before_archive), '"archived"' from archived
  on conflict (brand_id, run_id, product_id, variant_id, field_key) do update set after = excluded.after
)
select count(*)::int as archived from archived`;

/**
 * Tags and claims that only retired records asserted end where others still sell the product. An
 * archived product keeps them and comes back with them, as does a pinned field.
 */
function withdrawSet({ key, table, column, names, name }: SetTable): string {
  return `
with withdrawn as (
  delete from ${table} t
  using (select distinct product_id from w_retired) r
  where t.brand_id = :brand and t.product_id = r.product_id and t.connection_id = :connection
    and exists (
      select from product_sources o where o.brand_id = :brand and o.product_id = r.product_id and o.state = 'live')
    and not exists (
      select from product_sources o where o.brand_id = :brand and o.product_id = r.product_id
        and ${ours("o")} and o.state = 'live')
    and not exists (
      select from field_pins f where f.brand_id = :brand and f.product_id = r.product_id
        and f.variant_id is null and f.field_key = '${key}')
  returning t.product_id, t.${column} as entity_id
), changed as (
  select w.product_id, jsonb_agg(e.${name} order by e.${name}) as before
  from withdrawn w join ${names} e on e.brand_id = :brand and e.id = w.entity_id
  group by w.product_id
), touched as (
  update products p set updated_at = now(), has_pending_changes = p.has_pending_changes or p.status = 'published'
  from changed c where p.brand_id = :brand and p.id = c.product_id
), unbacked as (
  update value_provenance v set fields = v.fields - '${key}'
  from changed c
  where v.brand_id = :brand and v.product_id = c.product_id and v.variant_id is null
    and split_part(v.fields->>'${key}', ':', 1) in (
      select o.id::text from value_origins o where o.brand_id = :brand and o.connection_id = :connection)
), kept as (
  insert into sync_changes (brand_id, run_id, product_id, field_key, before)
  select :brand, :run, product_id, '${key}', before from changed
  on conflict (brand_id, run_id, product_id, variant_id, field_key) do update set after = excluded.after
)
select product_id as id from changed`;
}

const SAVE = `update sync_runs set tallies = :tallies::jsonb where brand_id = :brand and id = :run`;

export type RetireResult = { status: "done" | "more"; tallies: Tallies } | { status: "lost" };

/** One bounded step: marks up to 2,000 links gone and archives what nobody else holds. */
export async function retireGone(
  db: WorkerDb,
  run: RunContext,
  options: { before: Tallies; archives: boolean },
): Promise<RetireResult> {
  const result = await underLease(db, leaseOf(run), async (client) => {
    const params: Params = {
      brand: run.brandId,
      run: run.runId,
      connection: run.connectionId,
      archives: options.archives,
    };
    const step = <R extends QueryResultRow>(name: string, text: string, more: Params = {}) =>
      execute<R>(client, { name, text }, { ...params, ...more });
    const found = (await step("select gone", SELECT_GONE)).rowCount ?? 0;
    await step("retire links", RETIRE_LINKS);
    const variants = await step<{ tombstoned: number }>("retire variants", RETIRE_VARIANTS);
    await step("promote", promote(LEFT));
    const conflictsClosed = (await step("close conflicts", CLOSE_CONFLICTS)).rowCount ?? 0;
    // From now on it is their word that agrees or contradicts.
    const remaining = (await step<{ id: string }>("select remaining", REMAINING)).rows.map(({ id }) => id);
    await judgeProducts(client, { ...run, products: remaining, fields: new Set(OWNABLE_FIELDS) });
    const archived = options.archives
      ? ((await step<{ archived: number }>("archive products", ARCHIVE)).rows[0]?.archived ?? 0)
      : 0;
    let withdrawn = 0;
    for (const set of options.archives ? SET_TABLES : []) {
      const { rows } = await step<{ id: string }>(`withdraw ${set.table}`, withdrawSet(set));
      withdrawn += rows.length;
      // What others say of the set is compared with what is left of it.
      const products = rows.map(({ id }) => id);
      await judgeProducts(client, { ...run, products, fields: new Set([set.key]) });
    }
    const tallies = addTallies(options.before, {
      archived,
      changes: archived + withdrawn,
      variantsTombstoned: variants.rows[0]?.tombstoned ?? 0,
      conflictsClosed,
    });
    await step("save tallies", SAVE, { tallies: JSON.stringify(tallies) });
    return { status: found === 2000 ? ("more" as const) : ("done" as const), tallies };
  });
  return result ?? { status: "lost" };
}
