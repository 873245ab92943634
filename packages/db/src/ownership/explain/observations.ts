import type { WorkerDb } from "../../client.ts";
import type { LinkState } from "../../schema/sync/product-sources.ts";
import type { Place } from "./value-facts.ts";

/** What one connection last said of a field of one record. */
export interface Observation {
  connectionId: string;
  connection: string;
  slug: string;
  config: Record<string, unknown>;
  externalId: string;
  state: LinkState;
  /** One record of a group writes the product's fields, the others only their variants'. */
  isPrimary: boolean;
  present: "value" | "empty" | "absent";
  value: unknown;
  at: Date;
  /** The place that the brand chose for it; null where the connector decides. */
  chosen: { path: string; transform: unknown; enabled: boolean } | null;
  /** The open conflict about it. */
  conflictId: string | null;
}

const COLUMNS = (primary: string) => `
select s.connection_id as "connectionId", c.name as connection, i.slug, c.config, s.external_id as "externalId",
  s.state, ${primary} as "isPrimary",
  case when not s.observed ? $4 then 'absent' when jsonb_typeof(s.observed->$4) = 'null' then 'empty' else 'value' end as present,
  s.observed->$4 as value, s.updated_at as at,
  case when f.path is not null then jsonb_build_object('path', f.path, 'transform', f.transform, 'enabled', f.enabled) end as chosen,
  x.id as "conflictId"`;

const JOINS = `
join brand_integrations c on c.brand_id = s.brand_id and c.id = s.connection_id
join integrations i on i.id = c.integration_id
left join field_sources f on f.brand_id = s.brand_id and f.connection_id = s.connection_id and f.field_key = $4
left join sync_conflicts x on x.brand_id = s.brand_id and x.product_id = $2 and x.variant_id is not distinct from $3::uuid
  and x.field_key = $4 and x.connection_id = s.connection_id and x.closed_at is null`;

const OF_PRODUCT = `${COLUMNS("s.is_primary")}
from product_sources s${JOINS}
where s.brand_id = $1 and s.product_id = $2
order by (s.state = 'live') desc, s.is_primary desc, c.created_at, s.external_id limit 50`;

const OF_VARIANT = `${COLUMNS("true")}
from variant_sources s${JOINS}
where s.brand_id = $1 and s.variant_id = $3
order by (s.state = 'live') desc, c.created_at, s.external_id limit 50`;

/** What every connection says of a place, live records first. */
export async function listObservations(db: WorkerDb, place: Place): Promise<Observation[]> {
  const { brandId, productId, variantId, key } = place;
  const text = variantId === null ? OF_PRODUCT : OF_VARIANT;
  return (await db.pool.query<Observation>(text, [brandId, productId, variantId, key])).rows;
}

export interface PlacePin {
  id: string;
  authorId: string;
  author: string | null;
  reason: string | null;
  expiresAt: Date | null;
  createdAt: Date;
}

/** The pin of a place; one whose time is over counts no more. */
export async function findPin(db: WorkerDb, place: Place): Promise<PlacePin | null> {
  const { rows } = await db.pool.query<PlacePin>(
    `select n.id, n.author_id as "authorId", coalesce(u.full_name, u.email) as author, n.reason,
       n.expires_at as "expiresAt", n.created_at as "createdAt"
     from field_pins n left join users u on u.id = n.author_id
     where n.brand_id = $1 and n.product_id = $2 and n.variant_id is not distinct from $3::uuid and n.field_key = $4`,
    [place.brandId, place.productId, place.variantId, place.key],
  );
  return rows[0] ?? null;
}

export interface PlaceOwner {
  kind: "connection" | "manual" | "nobody";
  connectionId: string | null;
  connection: string | null;
  since: Date | null;
  onNull: "keep" | "clear";
}

/** The field's owner for the brand. */
export async function findOwner(db: WorkerDb, { brandId, key }: Place): Promise<PlaceOwner> {
  const { rows } = await db.pool.query<PlaceOwner>(
    `select o.owner_kind as kind, o.connection_id as "connectionId", c.name as connection, o.since, o.on_null as "onNull"
     from field_owners o left join brand_integrations c on c.brand_id = o.brand_id and c.id = o.connection_id
     where o.brand_id = $1 and o.field_key = $2`,
    [brandId, key],
  );
  return rows[0] ?? { kind: "nobody", connectionId: null, connection: null, since: null, onNull: "keep" };
}
