import type { Queryable } from "./queryable.ts";

/** Rows that only a run under way needs: by which key they belong together, and what keeps them. */
const LEFTOVERS = {
  run_seen: {
    key: "run_id",
    needed: `select from sync_runs r where r.brand_id = part.brand_id and r.id = part.key
      and r.status in ('queued', 'running', 'awaiting_approval')`,
  },
  replay_records: {
    key: "run_id",
    needed: `select from sync_runs r where r.brand_id = part.brand_id and r.id = part.key
      and r.status in ('queued', 'running', 'awaiting_approval')`,
  },
  preview_records: {
    key: "run_id",
    needed: `select from sync_runs r where r.brand_id = part.brand_id and (r.id = part.key and r.expires_at > now()
      or r.subject_run_id = part.key and r.status in ('queued', 'running', 'awaiting_approval'))`,
  },
  staging_products: {
    key: "batch_id",
    needed: `select from connection_leases l where l.brand_id = part.brand_id and l.token = part.key
      and l.expires_at > now() - interval '1 hour'`,
  },
  staging_product_variants: {
    key: "batch_id",
    needed: `select from connection_leases l where l.brand_id = part.brand_id and l.token = part.key
      and l.expires_at > now() - interval '1 hour'`,
  },
} as const;

export type RunLeftovers = keyof typeof LEFTOVERS;
export const RUN_LEFTOVERS = Object.keys(LEFTOVERS) as RunLeftovers[];

interface Part {
  brand_id: string;
  key: string;
}

const ROWS = 10_000;

/**
 * Deletes what ended runs and dead attempts left behind in a table.
 * @yields rows deleted, statement by statement
 */
export async function* clearRunLeftovers(db: Queryable, table: RunLeftovers): AsyncGenerator<number> {
  for (const part of await findLeftovers(db, table)) {
    let deleted = ROWS;
    while (deleted === ROWS) {
      deleted = await deleteSome(db, table, part);
      yield deleted;
    }
  }
}

/** Jumps from key to key along the primary key instead of reading every row. */
async function findLeftovers(db: Queryable, table: RunLeftovers): Promise<Part[]> {
  const { key, needed } = LEFTOVERS[table];
  const { rows } = await db.query<Part>(
    `with recursive part as (
      (select brand_id, ${key} as key from ${table} order by brand_id, ${key} limit 1)
      union all
      select next.brand_id, next.key from part cross join lateral (
        select t.brand_id, t.${key} as key from ${table} t
        where (t.brand_id, t.${key}) > (part.brand_id, part.key)
        order by t.brand_id, t.${key} limit 1
      ) as next
    )
    select brand_id, key from part where not exists (${needed})`,
  );
  return rows;
}

async function deleteSome(db: Queryable, table: RunLeftovers, part: Part): Promise<number> {
  const { rowCount } = await db.query(
    `delete from ${table} where ctid = any (array(
      select ctid from ${table} where brand_id = $1 and ${LEFTOVERS[table].key} = $2 limit ${ROWS}
    ))`,
    [part.brand_id, part.key],
  );
  return rowCount ?? 0;
}
