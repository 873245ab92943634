import { AppError, type FieldKey, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsOwner, note } from "../act.ts";

export interface StoredSource {
  path: string;
  transform: unknown;
  enabled: boolean;
}

interface Ref {
  brandId: string;
  connectionId: string;
}

/** Where a connection takes fields from, in place of its connector's own way. */
export async function readFieldSources(
  db: WorkerDb,
  { brandId, connectionId }: Ref,
): Promise<Partial<Record<FieldKey, StoredSource>>> {
  const { rows } = await db.pool.query<StoredSource & { key: FieldKey }>(
    `select field_key as key, path, transform, enabled from field_sources
     where brand_id = $1 and connection_id = $2 order by field_key`,
    [brandId, connectionId],
  );
  return Object.fromEntries(rows.map(({ key, ...source }) => [key, source]));
}

export interface MappedConnection {
  slug: string;
  name: string;
  status: string;
  config: Record<string, unknown>;
  mappingVersion: number;
  sources: Partial<Record<FieldKey, StoredSource>>;
}

/** @throws AppError `not_found` for a connection that is not the brand's */
export async function readMapping(db: WorkerDb, ref: Ref): Promise<MappedConnection> {
  const { rows } = await db.pool.query<Omit<MappedConnection, "sources">>(
    `select i.slug, c.name, c.status, c.config, c.mapping_version as "mappingVersion"
     from brand_integrations c join integrations i on i.id = c.integration_id
     where c.brand_id = $1 and c.id = $2`,
    [ref.brandId, ref.connectionId],
  );
  const [row] = rows;
  if (!row) throw notFound("connection", ref.connectionId);
  return { ...row, sources: await readFieldSources(db, ref) };
}

export interface SourcesChange extends Actor {
  connectionId: string;
  /** By field; null goes back to the connector's own way. */
  sources: Partial<Record<FieldKey, StoredSource | null>>;
  /** The connection's mapping as it was seen. */
  mappingVersion: number;
  reason?: string;
}

const RAISE = `
update brand_integrations set mapping_version = mapping_version + 1, force_full_read = true, updated_at = now()
where brand_id = $1 and id = $2 and mapping_version = $3 returning mapping_version as "mappingVersion"`;

const STORE = `
insert into field_sources (brand_id, connection_id, field_key, path, transform, enabled)
select $1, $2, x.key, x.path, nullif(x.transform, 'null'), x.enabled
from jsonb_to_recordset($3::jsonb) x(key text, path text, transform jsonb, enabled boolean)
on conflict (brand_id, connection_id, field_key) do update set
  path = excluded.path, transform = excluded.transform, enabled = excluded.enabled, updated_at = now()`;

/** What nobody ever decided on is its first supplier's (rule 3). */
const CLAIM = `
insert into field_owners (brand_id, field_key, owner_kind, connection_id, changed_by, reason)
select $1, key, 'connection', $2, $4, 'nobody owned it yet' from unnest($3::text[]) key
on conflict (brand_id, field_key) do nothing`;

/**
 * Changes where a connection takes fields from. Every record counts as changed by it: the next run reads
 * all of the source and merges it anew.
 * @throws AppError `conflict` where somebody changed the mapping meanwhile; `forbidden`; `not_found`
 */
export function saveFieldSources(db: WorkerDb, change: SourcesChange): Promise<{ mappingVersion: number }> {
  return inTransaction(db, async (client) => {
    await lockAsOwner(client, change);
    const { brandId, userId, connectionId, sources, mappingVersion, reason } = change;
    const { rows } = await client.query<{ mappingVersion: number }>(RAISE, [
      brandId,
      connectionId,
      mappingVersion,
    ]);
    const [raised] = rows;
    if (!raised) throw await whyNot(client, change);
    const given = Object.entries(sources) as [FieldKey, StoredSource | null][];
    const removed = given.filter(([, source]) => source === null).map(([key]) => key);
    const stored = given.flatMap(([key, source]) => (source ? [{ key, ...source }] : []));
    await client.query(
      "delete from field_sources where brand_id = $1 and connection_id = $2 and field_key = any($3::text[])",
      [brandId, connectionId, removed],
    );
    await client.query(STORE, [brandId, connectionId, JSON.stringify(stored)]);
    const enabled = stored.filter((source) => source.enabled).map(({ key }) => key);
    await client.query(CLAIM, [brandId, connectionId, enabled, userId]);
    const target = { sources, reason: reason ?? null, ...raised };
    await note(client, change, { action: "mapping.change", connectionId, target });
    return raised;
  });
}

async function whyNot(client: Queryable, { brandId, connectionId }: SourcesChange): Promise<AppError> {
  const { rowCount } = await client.query("select from brand_integrations where brand_id = $1 and id = $2", [
    brandId,
    connectionId,
  ]);
  if (!rowCount) return notFound("connection", connectionId);
  return new AppError({
    code: "conflict",
    message: "Somebody changed this connection's mapping meanwhile.",
    hint: "Load it again, and make your change on what stands now.",
  });
}
