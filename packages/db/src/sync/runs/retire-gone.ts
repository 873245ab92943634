import type { QueryResultRow } from "pg";
import type { WorkerDb } from "../../client.ts";
import { lockBrand, renewLease } from "../merge/lease.ts";
import { withSession } from "../session.ts";
import { execute, type Params } from "../statement.ts";
import { addTallies, type RunContext, type Tallies } from "../types.ts";

export interface GoneFigures {
  /** Live links of the connection. */
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
where l.brand_id = :brand and l.connection_id = :connection and l.state = 'live'`;

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
where l.brand_id = :brand and l.connection_id = :connection and l.state = 'live' and not exists (
  select from run_seen s where s.brand_id = :brand and s.run_id = :run and s.external_id = l.external_id
)
order by l.external_id
limit 2000`;

const STEPS = {
  "retire links": `
update product_sources l set state = 'gone', gone_at = now(), gone_run_id = :run, updated_at = now()
from w_retired r where l.brand_id = :brand and l.connection_id = :connection and l.external_id = r.external_id`,
  "retire variant links": `
update variant_sources v set state = 'gone', updated_at = now()
from w_retired r
join product_variants pv on pv.brand_id = :brand and pv.product_id = r.product_id
where v.brand_id = :brand and v.variant_id = pv.id and v.connection_id = :connection
  and v.product_external_id = r.external_id and v.state = 'live'`,
};

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

const SAVE = `update sync_runs set tallies = :tallies::jsonb where brand_id = :brand and id = :run`;

export type RetireResult = { status: "done" | "more"; tallies: Tallies } | { status: "lost" };

/** One bounded step: marks up to 2,000 links gone and archives what nobody else holds. */
export async function retireGone(
  db: WorkerDb,
  run: RunContext,
  options: { before: Tallies; archives: boolean },
): Promise<RetireResult> {
  return withSession(db, async (client) => {
    const params: Params = {
      brand: run.brandId,
      run: run.runId,
      connection: run.connectionId,
      token: run.token,
      seconds: run.leaseSeconds,
    };
    const step = <R extends QueryResultRow>(name: string, text: string, more: Params = {}) =>
      execute<R>(client, { name, text }, { ...params, ...more });
    await client.query("begin");
    try {
      await step("lock brand", lockBrand);
      if ((await step("check lease", renewLease)).rowCount === 0) {
        await client.query("rollback");
        return { status: "lost" };
      }
      const found = (await step("select gone", SELECT_GONE)).rowCount ?? 0;
      for (const [name, text] of Object.entries(STEPS)) await step(name, text);
      const archived = options.archives
        ? ((await step<{ archived: number }>("archive products", ARCHIVE)).rows[0]?.archived ?? 0)
        : 0;
      const tallies = addTallies(options.before, { archived, changes: archived });
      await step("save tallies", SAVE, { tallies: JSON.stringify(tallies) });
      await client.query("commit");
      return { status: found === 2000 ? "more" : "done", tallies };
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}
