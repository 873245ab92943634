import type { FieldKey } from "@v1/core";
import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { restate } from "../../sync/restate/restate.ts";
import { ensureOrigins } from "../../sync/runs/origins.ts";
import { judgeProducts } from "../conflicts/judge-products.ts";

export interface LiftedPin {
  productId: string;
  variantId: string | null;
  fieldKey: FieldKey;
}

export interface GiveBack {
  brandId: string;
  /** Null where time lifted the pins. */
  userId: string | null;
  pins: readonly LiftedPin[];
  /** Collections of which a record of such a connection carries all there is. */
  completeOf: (slug: string) => ReadonlySet<FieldKey>;
}

export interface GivenBack {
  /** Values that their owner's last word replaced. */
  restored: number;
  /** One for each connection that owns some of the fields. */
  runIds: string[];
}

/** A value that was pinned is what its author typed, until an owner speaks. */
const UNPIN = `
with made as (
  insert into value_origins (brand_id, user_id, reason)
  select distinct o.brand_id, o.user_id, 'manual' from value_origins o where o.brand_id = $1 and o.reason = 'pin'
  on conflict do nothing returning id, user_id
), typed as (
  select id, user_id from made
  union all
  select id, user_id from value_origins where brand_id = $1 and reason = 'manual' and connection_id is null
), lifted as (
  select v.product_id, v.variant_id,
    jsonb_object_agg(p.field_key, t.id || ':' || split_part(v.fields->>p.field_key, ':', 2)) as fields
  from unnest($2::uuid[], $3::uuid[], $4::text[]) p(product_id, variant_id, field_key)
  join value_provenance v on v.brand_id = $1 and v.product_id = p.product_id and v.variant_id is not distinct from p.variant_id
  join value_origins o on o.brand_id = $1 and o.id = split_part(v.fields->>p.field_key, ':', 1)::int and o.reason = 'pin'
  join typed t on t.user_id = o.user_id
  group by 1, 2
)
update value_provenance v set fields = v.fields || l.fields
from lifted l
where v.brand_id = $1 and v.product_id = l.product_id and v.variant_id is not distinct from l.variant_id`;

const OWNERS = `
select o.connection_id as "connectionId", i.slug, array_agg(distinct o.field_key) as fields,
  coalesce(array_agg(distinct o.field_key) filter (where o.on_null = 'clear'), '{}') as clear
from field_owners o
join brand_integrations c on c.brand_id = o.brand_id and c.id = o.connection_id
join integrations i on i.id = c.integration_id
where o.brand_id = $1 and o.owner_kind = 'connection' and o.field_key = any($2::text[])
group by 1, 2 order by 1`;

interface Owner {
  connectionId: string;
  slug: string;
  fields: FieldKey[];
  clear: FieldKey[];
}

/** The owner's last word on exactly the fields that were pinned, each on its product or variant. */
const ASSERTIONS = `
select p.product_id, p.variant_id, s.external_id, (
  select jsonb_object_agg(k, s.observed->k) from unnest(p.keys || array['$inherit']) k where s.observed ? k) as observed
from (
  select product_id, variant_id, array_agg(field_key) as keys
  from unnest(:products::uuid[], :variants::uuid[], :keys::text[]) x(product_id, variant_id, field_key)
  where field_key = any(:owned::text[]) group by 1, 2
) p
cross join lateral (
  select l.external_id, l.observed from product_sources l
  where p.variant_id is null and l.brand_id = :brand and l.product_id = p.product_id and l.connection_id = :connection
    and l.state = 'live' and l.is_primary
  union all
  select l.external_id, l.observed from (
    select l.external_id, l.observed from variant_sources l
    where l.brand_id = :brand and l.variant_id = p.variant_id and l.connection_id = :connection and l.state = 'live'
    order by l.external_id limit 1
  ) l
) s
where s.observed ?| p.keys or s.observed->'$inherit' ?| p.keys`;

/**
 * Gives fields that are pinned no longer back to their owners, at once: their last word is written as a
 * sync would (rule 8). In the transaction that removed the pins, under the brand's lock.
 */
export async function giveBack(db: WorkerDb, client: ClientBase, given: GiveBack): Promise<GivenBack> {
  const { brandId, pins } = given;
  if (pins.length === 0) return { restored: 0, runIds: [] };
  const products = pins.map(({ productId }) => productId);
  const variants = pins.map(({ variantId }) => variantId);
  const keys = pins.map(({ fieldKey }) => fieldKey);
  await client.query(UNPIN, [brandId, products, variants, keys]);
  const { rows } = await client.query<Owner>(OWNERS, [brandId, keys]);
  const done: GivenBack = { restored: 0, runIds: [] };
  for (const owner of rows) {
    const origins = await ensureOrigins(db, { brandId, connectionId: owner.connectionId });
    const run = await openRun(client, given, owner.connectionId);
    const tallies = await restate(client, {
      brandId,
      connectionId: owner.connectionId,
      runId: run.id,
      runSeq: run.seq,
      fields: owner.fields,
      assertions: ASSERTIONS,
      params: { products, variants, keys, owned: owner.fields },
      clear: new Set(owner.clear),
      complete: given.completeOf(owner.slug),
      origins,
    });
    await client.query(
      "update sync_runs set status = 'completed', tallies = $3, finished_at = now() where brand_id = $1 and id = $2",
      [brandId, run.id, JSON.stringify(tallies)],
    );
    done.restored += tallies.changes;
    done.runIds.push(run.id);
  }
  // Without a pin whoever differs is in conflict again, also where no owner has anything to say.
  await judgeProducts(client, { brandId, products, fields: new Set(keys) });
  return done;
}

async function openRun(client: ClientBase, { brandId, userId, pins }: GiveBack, connectionId: string) {
  const { rows } = await client.query<{ id: string; seq: number }>(
    `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, started_by, status, started_at, total)
     values ($1, $2, 'unpin', 'incremental', $3, $4, 'running', now(), $5) returning id, seq::int as seq`,
    [brandId, connectionId, userId ? "manual" : "schedule", userId, pins.length],
  );
  const [run] = rows;
  if (!run) throw new Error("An insert of one run gave none.");
  return run;
}
