import type { Queryable } from "./queryable.ts";

/** Rows of a run that nobody asks for once it has ended. */
export const RUN_LEFTOVERS = ["run_seen", "staging_products", "staging_product_variants"] as const;
export type RunLeftovers = (typeof RUN_LEFTOVERS)[number];

interface Run {
  brand_id: string;
  run_id: string;
}

const ROWS = 10_000;

/**
 * Deletes what ended runs, and runs that are no more, left behind in a table.
 * @yields rows deleted, statement by statement
 */
export async function* clearRunLeftovers(db: Queryable, table: RunLeftovers): AsyncGenerator<number> {
  for (const run of await endedRuns(db, table)) {
    let deleted = ROWS;
    while (deleted === ROWS) {
      deleted = await deleteSome(db, table, run);
      yield deleted;
    }
  }
}

/** Jumps from run to run along the primary key instead of reading every row. */
async function endedRuns(db: Queryable, table: RunLeftovers): Promise<Run[]> {
  const { rows } = await db.query<Run>(
    `with recursive run as (
      (select brand_id, run_id from ${table} order by brand_id, run_id limit 1)
      union all
      select next.brand_id, next.run_id from run cross join lateral (
        select t.brand_id, t.run_id from ${table} t
        where (t.brand_id, t.run_id) > (run.brand_id, run.run_id)
        order by t.brand_id, t.run_id limit 1
      ) as next
    )
    select run.brand_id, run.run_id from run
    left join sync_runs r on r.brand_id = run.brand_id and r.id = run.run_id
    where r.id is null or r.status in ('completed', 'failed', 'cancelled')`,
  );
  return rows;
}

async function deleteSome(db: Queryable, table: RunLeftovers, run: Run): Promise<number> {
  const { rowCount } = await db.query(
    `delete from ${table} where ctid = any (array(
      select ctid from ${table} where brand_id = $1 and run_id = $2 limit ${ROWS}
    ))`,
    [run.brand_id, run.run_id],
  );
  return rowCount ?? 0;
}
