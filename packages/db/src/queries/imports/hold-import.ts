import type { PoolClient } from "pg";
import type { WorkerDb } from "../../client.ts";
import { withSession } from "../../sync/session.ts";

/**
 * Works on an import as the only one: a second delivery of its task finds it held. A session that dies
 * gives it back.
 * @returns null where somebody else holds it
 */
export async function holdImport<T>(
  db: WorkerDb,
  importId: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | null> {
  return withSession(db, async (client) => {
    const key = `import:${importId}`;
    const { rows } = await client.query<{ held: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as held",
      [key],
    );
    if (!rows[0]?.held) return null;
    const result = await work(client);
    await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]);
    return result;
  });
}
