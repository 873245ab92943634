import type { Queryable } from "./queryable.ts";

/** Tables whose rows are kept for a time, and the column that says since when. */
export const EXPIRING = {
  sync_errors: "created_at",
  sync_changes: "created_at",
  webhook_deliveries: "created_at",
  oauth_states: "expires_at",
  // Null until it has ended: one that is under way stays, however old.
  passport_publications: "finished_at",
} as const;
export type ExpiringTable = keyof typeof EXPIRING;

/** Pages (8 kB) that one statement looks through. */
const PAGES = 1024;

/**
 * Deletes what is older than `before`, walking the table page by page: each row is looked at once,
 * whatever the indexes, and no transaction is long.
 * @yields rows deleted, statement by statement
 */
export async function* expireRows(db: Queryable, table: ExpiringTable, before: Date): AsyncGenerator<number> {
  const size = await db.query<{ pages: number }>(
    "select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as pages",
    [table],
  );
  const pages = size.rows[0]?.pages ?? 0;
  for (let from = 0; from < pages; from += PAGES) {
    const { rowCount } = await db.query(
      `delete from ${table} where ctid >= $1::tid and ctid < $2::tid and ${EXPIRING[table]} < $3`,
      [`(${from},0)`, `(${from + PAGES},0)`, before],
    );
    yield rowCount ?? 0;
  }
}
