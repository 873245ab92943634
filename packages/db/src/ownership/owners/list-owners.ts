import type { FieldKey } from "@v1/core";
import type { WorkerDb } from "../../client.ts";

/** Who owns a field of the brand, and what there is to know of that. */
export interface FieldOwner {
  key: FieldKey;
  kind: "connection" | "manual" | "nobody";
  connectionId: string | null;
  connection: string | null;
  /** Who had it before; stays after a disconnect. */
  lastConnectionId: string | null;
  lastConnection: string | null;
  onNull: "keep" | "clear";
  version: number;
  since: Date;
  changedBy: string | null;
  reason: string | null;
}

const OWNERS = `
select o.field_key as key, o.owner_kind as kind, o.connection_id as "connectionId", c.name as connection,
  o.last_connection_id as "lastConnectionId", l.name as "lastConnection", o.on_null as "onNull",
  o.version::int as version, o.since, o.changed_by as "changedBy", o.reason
from field_owners o
left join brand_integrations c on c.brand_id = o.brand_id and c.id = o.connection_id
left join brand_integrations l on l.brand_id = o.brand_id and l.id = o.last_connection_id
where o.brand_id = $1`;

/** Fields that somebody decided on; the others belong to nobody. */
export async function listOwners(db: WorkerDb, brandId: string): Promise<FieldOwner[]> {
  return (await db.pool.query<FieldOwner>(OWNERS, [brandId])).rows;
}

export interface Supplier {
  connectionId: string;
  connection: string;
  slug: string;
  status: string;
  config: Record<string, unknown>;
  /** What it takes from elsewhere than its connector would by itself. */
  sources: { fieldKey: FieldKey; path: string; transform: unknown; enabled: boolean }[];
}

const SUPPLIERS = `
select c.id as "connectionId", c.name as connection, i.slug, c.status, c.config, coalesce((
  select jsonb_agg(jsonb_build_object('fieldKey', s.field_key, 'path', s.path, 'transform', s.transform, 'enabled', s.enabled))
  from field_sources s where s.brand_id = c.brand_id and s.connection_id = c.id), '[]') as sources
from brand_integrations c join integrations i on i.id = c.integration_id
where c.brand_id = $1 order by c.created_at, c.id`;

/** The brand's connections, with what they may say. */
export async function listSuppliers(db: WorkerDb, brandId: string): Promise<Supplier[]> {
  return (await db.pool.query<Supplier>(SUPPLIERS, [brandId])).rows;
}

export interface FieldFacts {
  conflicts: Map<string, number>;
  pins: Map<string, number>;
  /** Transfers that wait or are under way, by field. */
  adopting: Map<string, { runId: string; status: string }>;
  version: number;
}

const FACTS = `
select
  (select coalesce(jsonb_object_agg(field_key, n), '{}') from (
    select field_key, sum(open) as n from conflict_counts
    where brand_id = $1 group by field_key having sum(open) > 0) x) as conflicts,
  (select coalesce(jsonb_object_agg(field_key, n), '{}') from (
    select field_key, count(*) as n from field_pins where brand_id = $1 group by field_key) x) as pins,
  (select coalesce(jsonb_object_agg(f.key, jsonb_build_object('runId', r.id, 'status', r.status)), '{}')
    from sync_runs r cross join lateral jsonb_array_elements_text(r.checkpoint->'fields') f(key)
    where r.brand_id = $1 and r.kind = 'transfer' and r.status in ('queued', 'running')) as adopting,
  coalesce((select version::int from ownership_versions where brand_id = $1), 1) as version`;

/** Open conflicts and pins by field, transfers under way, and the version of the whole. */
export async function fieldFacts(db: WorkerDb, brandId: string): Promise<FieldFacts> {
  const { rows } = await db.pool.query<{
    conflicts: Record<string, number>;
    pins: Record<string, number>;
    adopting: Record<string, { runId: string; status: string }>;
    version: number;
  }>(FACTS, [brandId]);
  const [row] = rows;
  if (!row) throw new Error("A select of one row gave none.");
  const { conflicts, pins, adopting, version } = row;
  return {
    conflicts: new Map(Object.entries(conflicts)),
    pins: new Map(Object.entries(pins)),
    adopting: new Map(Object.entries(adopting)),
    version,
  };
}
