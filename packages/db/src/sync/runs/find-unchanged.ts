import type { ClientBase } from "pg";
import type { Ownership, RunContext } from "../types.ts";

const FIND = `
select x.external_id
from unnest($3::text[], $4::bytea[]) x(external_id, content_hash)
cross join lateral (
  select s.content_hash from product_source_states s
  where s.brand_id = $1 and s.connection_id = $2 and s.external_id = x.external_id
    and s.clean and s.mapping_version = $5 and s.ownership_version = $6
  offset 0
) s
cross join lateral (
  select from product_sources l
  where l.brand_id = $1 and l.connection_id = $2 and l.external_id = x.external_id and l.state = 'live'
  offset 0
) l
where s.content_hash = x.content_hash`;

/**
 * Records that need neither plan nor merge: the same content, merged cleanly before under the same
 * mapping and the same ownership, through a link that is live.
 */
export async function findUnchanged(
  client: ClientBase,
  run: RunContext,
  lookup: { ownership: Ownership; records: { externalId: string; contentHash: Buffer }[] },
): Promise<Set<string>> {
  const { rows } = await client.query<{ external_id: string }>(FIND, [
    run.brandId,
    run.connectionId,
    lookup.records.map((record) => record.externalId),
    lookup.records.map((record) => record.contentHash),
    run.mappingVersion,
    lookup.ownership.version,
  ]);
  return new Set(rows.map((row) => row.external_id));
}
