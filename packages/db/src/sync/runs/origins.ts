import type { WorkerDb } from "../../client.ts";

/** The connection's entries in the brand's list of who may stand behind a value. */
export async function ensureOrigins(
  db: WorkerDb,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<{ owner: number; kept: number; seeded: number }> {
  const { rows } = await db.pool.query<{ id: number; reason: "owner" | "kept" | "seeded" }>(
    `with made as (
       insert into value_origins (brand_id, connection_id, reason)
       select $1, $2, x from unnest(array['owner', 'kept', 'seeded']) x
       on conflict do nothing
       returning id, reason
     )
     select id, reason from made
     union
     select id, reason from value_origins
     where brand_id = $1 and connection_id = $2 and user_id is null and reason in ('owner', 'kept', 'seeded')`,
    [brandId, connectionId],
  );
  const id = (reason: string) => {
    const row = rows.find((candidate) => candidate.reason === reason);
    if (!row) throw new Error(`No origin "${reason}" for connection ${connectionId}.`);
    return row.id;
  };
  return { owner: id("owner"), kept: id("kept"), seeded: id("seeded") };
}
