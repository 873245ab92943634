import type { FieldKey } from "@v1/core";
import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { observationsOf } from "../../sync/restate/observations.ts";
import { rehearse } from "../../sync/restate/restate.ts";
import { ensureOrigins } from "../../sync/runs/origins.ts";
import { withSession } from "../../sync/session.ts";

/** What adopting one field would do on one side, in numbers of products or variants. */
export interface AdoptionCounts {
  /** Another value than what stands there now. */
  change: number;
  /** A value where none stands now. */
  fill: number;
  /** The value that stands there already. */
  stay: number;
  /** The new owner says nothing of it: the value stays. */
  noValue: number;
  /** Held by a pin. */
  pinned: number;
  /** The value cannot be taken: a code that another variant carries, percentages that do not sum. */
  refused: number;
}

interface FieldCounts {
  key: FieldKey;
  products: AdoptionCounts;
  variants: AdoptionCounts;
}

export interface TransferCounts {
  fields: FieldCounts[];
  /** Records of the new owner that were looked at, and how many it has. */
  looked: number;
  of: number;
}

export interface PreviewRequest {
  brandId: string;
  connectionId: string;
  fields: readonly FieldKey[];
  complete: ReadonlySet<FieldKey>;
  /** Milliseconds after which no further chunk is begun: the answer then covers the first ones. */
  patienceMs?: number;
  size?: number;
}

const RECORDS = `
select external_id as "externalId", product_id as "productId" from product_sources
where brand_id = $1 and connection_id = $2 and state = 'live' and external_id > $3
order by external_id limit $4`;

/**
 * One row per field and side. A value that is asserted and has no effect stays, unless a pin holds it or
 * an error was written for it; what is asserted null has no value.
 */
const QUESTION = `
with asserted as (
  select f.key, r.variant_id is not null as "ofVariants", count(*) as rows,
    count(*) filter (where jsonb_typeof(r.observed->f.key) <> 'null') as said,
    count(*) filter (where jsonb_typeof(r.observed->f.key) <> 'null' and pin.id is not null) as pinned
  from r_assertions r
  cross join unnest(:keys::text[]) f(key)
  left join field_pins pin on pin.brand_id = :brand and pin.product_id = r.product_id
    and pin.variant_id is not distinct from r.variant_id and pin.field_key = f.key
  group by 1, 2
), planned as (
  select field_key as key, variant_id is not null as "ofVariants",
    count(*) filter (where effect = 'set' and before is not null and before <> '[]' or effect in ('clear', 'inherit')) as change,
    count(*) filter (where effect = 'set' and (before is null or before = '[]')) as fill,
    count(*) filter (where effect in ('clear', 'inherit')) as emptied
  from w_effects group by 1, 2
), refused as (
  select field as key, position is not null as "ofVariants", count(*) as refused
  from w_errors where field is not null group by 1, 2
)
select a.key, a."ofVariants", coalesce(p.change, 0)::int as change, coalesce(p.fill, 0)::int as fill,
  greatest(a.said - a.pinned - coalesce(p.change, 0) + coalesce(p.emptied, 0) - coalesce(p.fill, 0) - coalesce(e.refused, 0), 0)::int as stay,
  (a.rows - a.said - coalesce(p.emptied, 0))::int as "noValue", a.pinned::int as pinned, coalesce(e.refused, 0)::int as refused
from asserted a
left join planned p using (key, "ofVariants")
left join refused e using (key, "ofVariants")`;

type Answer = AdoptionCounts & { key: FieldKey; ofVariants: boolean };

/**
 * Rehearses a transfer with the statements that would carry it out, chunk by chunk, and takes each back.
 * Products that the new owner has no live record of are in none of the numbers.
 */
export async function previewTransfer(db: WorkerDb, request: PreviewRequest): Promise<TransferCounts> {
  const { brandId, connectionId, fields, patienceMs = 8_000, size = 4_000 } = request;
  const origins = await ensureOrigins(db, { brandId, connectionId });
  const counts = new Map(fields.map((key) => [key, { key, products: none(), variants: none() }]));
  const until = performance.now() + patienceMs;
  let after = "";
  let looked = 0;
  for (;;) {
    const { rows } = await db.pool.query<{ externalId: string; productId: string }>(RECORDS, [
      brandId,
      connectionId,
      after,
      size,
    ]);
    if (rows.length > 0) {
      const products = [...new Set(rows.map(({ productId }) => productId))];
      const answers = await withSession(db, (client) => ask(client, request, { products, origins }));
      for (const answer of answers) add(counts, answer);
    }
    looked += rows.length;
    after = rows.at(-1)?.externalId ?? after;
    if (rows.length < size) return { fields: [...counts.values()], looked, of: looked };
    if (performance.now() > until) break;
  }
  return { fields: [...counts.values()], looked, of: await countRecords(db, request) };
}

async function ask(
  client: ClientBase,
  { brandId, connectionId, fields, complete }: PreviewRequest,
  { products, origins }: { products: string[]; origins: { owner: number; kept: number } },
): Promise<Answer[]> {
  await client.query("begin");
  try {
    const clear = await client.query<{ key: FieldKey }>(
      `select field_key as key from field_owners where brand_id = $1 and field_key = any($2::text[]) and on_null = 'clear'`,
      [brandId, fields],
    );
    const restatement = {
      brandId,
      connectionId,
      runId: NO_RUN,
      runSeq: 0,
      fields,
      assertions: observationsOf(fields),
      params: { products, keys: fields },
      clear: new Set(clear.rows.map(({ key }) => key)),
      complete,
      takesOver: true,
      origins,
    };
    return await rehearse<Answer>(client, restatement, QUESTION);
  } finally {
    await client.query("rollback");
  }
}

/** Nothing of a rehearsal is kept under it. */
const NO_RUN = "00000000-0000-0000-0000-000000000000";

async function countRecords(db: WorkerDb, { brandId, connectionId }: PreviewRequest): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select count(*)::int as count from product_sources where brand_id = $1 and connection_id = $2 and state = 'live'`,
    [brandId, connectionId],
  );
  return rows[0]?.count ?? 0;
}

function none(): AdoptionCounts {
  return { change: 0, fill: 0, stay: 0, noValue: 0, pinned: 0, refused: 0 };
}

function add(counts: Map<FieldKey, FieldCounts>, { key, ofVariants, ...answer }: Answer): void {
  const found = counts.get(key);
  if (!found) return;
  const side = ofVariants ? found.variants : found.products;
  for (const name of Object.keys(side) as (keyof AdoptionCounts)[]) side[name] += answer[name];
}
