import type { Queryable } from "./queryable.ts";

/** Makes the logs' partitions of this month and the months ahead. @returns how many were new */
export async function ensurePartitions(db: Queryable, monthsAhead: number): Promise<number> {
  const { rows } = await db.query<{ made: number }>("select ensure_partitions($1) as made", [monthsAhead]);
  return rows[0]?.made ?? 0;
}

/** Drops the logs' partitions that ended more than so many months ago. @returns how many */
export async function dropOldPartitions(db: Queryable, monthsKept: number): Promise<number> {
  const { rows } = await db.query<{ dropped: number }>("select drop_old_partitions($1) as dropped", [
    monthsKept,
  ]);
  return rows[0]?.dropped ?? 0;
}
