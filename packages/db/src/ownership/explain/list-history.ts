import type { FieldKey } from "@v1/core";
import { z } from "zod";
import type { WorkerDb } from "../../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import type { RunKind } from "../../schema/sync/sync-runs.ts";

export interface HistoryRequest extends PageRequest {
  brandId: string;
  productId: string;
  /** Null for the product's own values alone; left out for all of the product and its variants. */
  variantId?: string | null;
  /** One field; all of them where it is left out. */
  key?: FieldKey;
}

/** One change of a value, or of the record itself: `$created`, `$status`, `$linked`, `$pinned`, `$published`, … */
export interface HistoryEntry {
  at: Date;
  kind: "run" | "person" | "time";
  fieldKey: string;
  variantId: string | null;
  /** The variant's SKU. */
  variant: string | null;
  before: unknown;
  after: unknown;
  runId: string | null;
  runKind: RunKind | null;
  connectionId: string | null;
  connection: string | null;
  userId: string | null;
  user: string | null;
  /** What a person gave as the reason. */
  reason: string | null;
}

interface Row extends HistoryEntry {
  /** The exact time, and what tells entries of one time apart. */
  place: [string, string];
}

const TIME = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
const NONE = "00000000-0000-0000-0000-000000000000";

/** Of two entries of one moment the order is that of their keys, downwards like the times. */
const AFTER = (at: string, key: string) =>
  `($5::timestamptz is null or ${at} <= $5 and (${at} < $5 or ${key} < $6))`;

const RUNS = `
select h.created_at as at, 'r' || h.run_id || coalesce(h.variant_id, '${NONE}') || h.field_key as key, 'run' as kind,
  h.field_key, h.variant_id, h.before, h.after, h.run_id, null::uuid as user_id, null::text as reason
from sync_changes h
where h.brand_id = $1 and h.product_id = $2 and (not $7::boolean or h.variant_id is not distinct from $3::uuid
    or h.field_key = '$created' and h.variant_id is null)
  and ($4::text is null or h.field_key = $4 or h.field_key = '$created')
  and ${AFTER("h.created_at", `'r' || h.run_id || coalesce(h.variant_id, '${NONE}') || h.field_key`)}
order by 1 desc, 2 desc limit $8`;

/** Edits carry their changes; pins are entries of their own. */
const PEOPLE = `
select a.created_at as at, 'a' || a.id || coalesce(x.variant_id, '${NONE}') || x.field_key as key,
  case when a.actor_kind = 'system' then 'time' else 'person' end as kind,
  x.field_key, x.variant_id, x.before, x.after, null::uuid as run_id, a.actor_id as user_id, a.target->>'reason' as reason
from audit_log a
cross join lateral (
  select c->>'key' as field_key, (c->>'variantId')::uuid as variant_id, c->'before' as before, c->'after' as after
  from jsonb_array_elements(case when jsonb_typeof(a.target->'changes') = 'array' then a.target->'changes' else '[]' end) c
  union all
  select '$created', null, null, null where a.action = 'product.create'
  union all
  select case a.action when 'pin.set' then '$pinned' else '$unpinned' end, (a.target->>'variantId')::uuid,
    to_jsonb(a.target->>'fieldKey'), null
  where a.action in ('pin.set', 'pin.lift', 'pin.expired') and ($4::text is null or a.target->>'fieldKey' = $4)
) x
where a.brand_id = $1 and a.target->>'productId' = $2::uuid::text
  and (not $7::boolean or x.variant_id is not distinct from $3::uuid or x.field_key = '$created')
  and ($4::text is null or x.field_key = $4 or x.field_key like '$%')
  and ${AFTER("a.created_at", `'a' || a.id || coalesce(x.variant_id, '${NONE}') || x.field_key`)}
order by 1 desc, 2 desc limit $8`;

/** Of the whole product alone: a version is not of one value. */
const PUBLISHED = `
select v.created_at as at, 'v' || lpad(v.version::text, 10, '0') as key, case when v.published_by is null then 'time' else 'person' end as kind,
  '$published' as field_key, null::uuid as variant_id, null::jsonb as before, to_jsonb(v.version) as after, null::uuid as run_id,
  v.published_by as user_id, null::text as reason
from passport_versions v
where v.brand_id = $1 and v.product_id = $2 and not $7::boolean and $4::text is null
  and ${AFTER("v.created_at", "'v' || lpad(v.version::text, 10, '0')")}
order by 1 desc, 2 desc limit $8`;

const HISTORY = `
select h.at, h.kind, h.field_key as "fieldKey", h.variant_id as "variantId", v.sku as variant, h.before, h.after,
  r.id as "runId", r.kind as "runKind", r.connection_id as "connectionId", c.name as connection,
  coalesce(h.user_id, r.started_by) as "userId", coalesce(u.full_name, u.email) as "user", h.reason,
  array[to_char(h.at at time zone 'utc', ${TIME}), h.key] as place
from (
  select * from ((${RUNS}) union all (${PEOPLE}) union all (${PUBLISHED})) all_kinds order by at desc, key desc limit $8
) h
left join product_variants v on v.brand_id = $1 and v.id = h.variant_id
left join sync_runs r on r.brand_id = $1 and r.id = h.run_id
left join brand_integrations c on c.brand_id = $1 and c.id = r.connection_id
left join users u on u.id = coalesce(h.user_id, r.started_by)
order by h.at desc, h.key desc`;

const cursor = z.tuple([z.iso.datetime({ precision: 6 }), z.string().max(500)]);

/** What became of a value, or of a whole product, newest first: runs, edits and pins in one line of time. */
export async function listHistory(db: WorkerDb, request: HistoryRequest): Promise<Page<HistoryEntry>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const { rows } = await db.pool.query<Row>(HISTORY, [
    request.brandId,
    request.productId,
    request.variantId ?? null,
    request.key ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    request.variantId !== undefined,
    limit + 1,
  ]);
  const page = toPage(rows, limit, ({ place }) => place);
  return { ...page, items: page.items.map(({ place: _, ...entry }) => entry) };
}
