import type { WorkerDb } from "../client.ts";

/** What people are called, by id: a name, or the address where none was given. */
export async function namesOfPeople(
  db: WorkerDb,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const { rows } = await db.pool.query<{ id: string; name: string }>(
    "select id, coalesce(full_name, email) as name from users where id = any($1::uuid[])",
    [ids.filter((id) => id !== null)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
