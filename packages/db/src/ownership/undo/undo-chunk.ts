import { FIELD_KEYS, type FieldKey, notFound, OWNABLE_FIELDS } from "@v1/core";
import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { retryTransaction } from "../../retry.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { ENDED } from "../../sync/plan/undone.ts";
import { restate } from "../../sync/restate/restate.ts";
import { withSession } from "../../sync/session.ts";
import { execute, type Params } from "../../sync/statement.ts";
import { addTallies, NO_TALLIES, type Tallies } from "../../sync/types.ts";
import { judgeProducts } from "../conflicts/judge-products.ts";
import { COLLECTION_FIELDS } from "./collection-fields.ts";
import { judgeUndo, nextProducts, type Subject, subjectParams } from "./judge-undo.ts";
import { restoreStructure } from "./structure.ts";

export interface UndoRef {
  brandId: string;
  runId: string;
}

export interface UndoStep {
  status: "running" | "completed" | "cancelled" | "failed";
  tallies: Tallies;
}

interface UndoRun {
  seq: number;
  status: "queued" | UndoStep["status"];
  checkpoint: { after: string | null } | null;
  tallies: Partial<Tallies>;
  cancelled: boolean;
  connectionId: string;
  subjectId: string;
  subjectSeq: number | null;
}

const RUN = `
select u.seq::int as seq, u.status, u.checkpoint, u.tallies, u.cancel_requested_at is not null as cancelled,
  u.connection_id as "connectionId", u.subject_run_id as "subjectId",
  (select r.seq::int from sync_runs r where r.brand_id = u.brand_id and r.id = u.subject_run_id) as "subjectSeq"
from sync_runs u where u.brand_id = $1 and u.id = $2 and u.kind = 'undo' for update`;

const SAVE = `
update sync_runs set status = $3, checkpoint = $4, tallies = $5, started_at = coalesce(started_at, now()),
  attempts = greatest(attempts, 1), finished_at = case when $3 = 'running' then null else now() end
where brand_id = $1 and id = $2`;

/**
 * Undoes what a run did to its next `size` products: values, links, history and the checkpoint of the undo in
 * one transaction. The undo's row is held meanwhile, so that two workers take turns, and whatever is killed
 * goes on behind the last chunk.
 */
export function undoChunk(db: WorkerDb, ref: UndoRef, { size = 2_000 } = {}): Promise<UndoStep> {
  return retryTransaction(() =>
    withSession(db, async (client) => {
      await client.query("begin");
      try {
        const step = await undo(client, ref, size);
        await client.query("commit");
        return step;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      }
    }),
  );
}

async function undo(client: ClientBase, ref: UndoRef, size: number): Promise<UndoStep> {
  const { brandId, runId } = ref;
  await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
  const run = (await client.query<UndoRun>(RUN, [brandId, runId])).rows[0];
  if (!run || run.subjectSeq === null) throw notFound("run", run?.subjectId ?? runId);
  const before = { ...NO_TALLIES, ...run.tallies };
  if (run.status !== "queued" && run.status !== "running") return { status: run.status, tallies: before };
  const after = run.checkpoint?.after ?? null;
  const save = async (status: UndoStep["status"], tallies: Tallies, last: string | null) => {
    const saved = [brandId, runId, status, JSON.stringify({ after: last }), JSON.stringify(tallies)];
    await client.query(SAVE, saved);
    return { status, tallies };
  };
  if (run.cancelled) return save("cancelled", before, after);
  const subject = { brandId, runId: run.subjectId, seq: run.subjectSeq, connectionId: run.connectionId };
  const products = await nextProducts(client, subject, { after, size });
  const done = products.length > 0 ? await undoProducts(client, { ref, run, subject, products }) : NO_TALLIES;
  const status = products.length < size ? "completed" : "running";
  return save(status, addTallies(before, done), products.at(-1) ?? after);
}

interface Part {
  ref: UndoRef;
  run: UndoRun;
  subject: Subject;
  products: string[];
}

async function undoProducts(client: ClientBase, { ref, run, subject, products }: Part): Promise<Tallies> {
  await judgeUndo(client, subject, products);
  const params: Params = { ...subjectParams(subject), run: ref.runId };
  for (const { name, text } of restoreStructure) await execute(client, { name, text }, params);
  await execute(client, { name: "let go", text: LET_GO }, params);
  const restated = await restoreValues(client, { ref, run, subject, products });
  await execute(client, { name: "hold undone", text: HOLD }, params);
  const kept = await execute(client, { name: "tell kept", text: TELL_KEPT }, params);
  await judgeRelinked(client, ref);
  const { rows } = await execute<Partial<Tallies>>(client, { name: "count undone", text: COUNT }, params);
  return addTallies(restated, { ...rows[0], read: products.length, errors: kept.rowCount ?? 0 });
}

/** Records that speak again, or lead now, may contradict what stands there by now. */
async function judgeRelinked(client: ClientBase, { brandId, runId }: UndoRef): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "select distinct product_id as id from w_undo where verdict in ('unlink', 'relink')",
  );
  const products = rows.map(({ id }) => id);
  await judgeProducts(client, { brandId, products, fields: new Set(OWNABLE_FIELDS), runId });
}

/** What an earlier undo holds must not stand in the way of its own undo. */
const LET_GO = `
delete from undone_values u using w_undo w
where u.brand_id = :brand and u.product_id = w.product_id and u.variant_id is not distinct from w.variant_id
  and (w.verdict = 'restore' and u.field_key = w.field_key or w.verdict = 'tombstone' and u.field_key = '${ENDED}')`;

/** The values before; a variant that had none inherits again. */
const ASSERTIONS = `
select product_id, variant_id, product_id::text as external_id,
  coalesce(jsonb_object_agg(field_key, before) filter (where not inherits), '{}')
    || case when bool_or(inherits) then jsonb_build_object('$inherit', jsonb_agg(field_key) filter (where inherits)) else '{}' end
    as observed
from (
  select *, variant_id is not null and before = 'null' and field_key like 'product.%' as inherits
  from w_undo where verdict = 'restore'
) w group by product_id, variant_id`;

async function restoreValues(client: ClientBase, { ref, run, subject }: Part): Promise<Tallies> {
  const { rows } = await client.query<{ key: FieldKey }>(
    "select distinct field_key as key from w_undo where verdict = 'restore'",
  );
  if (rows.length === 0) return NO_TALLIES;
  const origin = await undoneOrigin(client, ref.brandId);
  return restate(client, {
    brandId: ref.brandId,
    connectionId: subject.connectionId,
    runId: ref.runId,
    runSeq: run.seq,
    fields: rows.map(({ key }) => key),
    assertions: ASSERTIONS,
    params: {},
    clear: new Set(FIELD_KEYS),
    complete: new Set(COLLECTION_FIELDS),
    ours: true,
    origins: { owner: origin, kept: origin },
  });
}

async function undoneOrigin(client: ClientBase, brandId: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `with made as (
      insert into value_origins (brand_id, reason) values ($1, 'undone') on conflict do nothing returning id
    )
    select id from made union
    select id from value_origins where brand_id = $1 and connection_id is null and user_id is null and reason = 'undone'`,
    [brandId],
  );
  const [row] = rows;
  if (!row) throw new Error("No origin for what is undone.");
  return row.id;
}

const SAME_PLACE = `c.brand_id = :brand and c.run_id = :run and c.product_id = w.product_id
  and c.variant_id is not distinct from w.variant_id and c.field_key = w.field_key`;

/** True where the source says null: it may have emptied a list by that, which the run keeps as `[]`. */
const SAYS_NULL = `coalesce('null' = case when w.variant_id is null then (
    select l.observed->w.field_key from product_sources l
    where l.brand_id = :brand and l.product_id = w.product_id and (l.connection_id = :connection) is true
      and l.state = 'live' and l.is_primary limit 1
  ) else (
    select l.observed->w.field_key from variant_sources l
    where l.brand_id = :brand and l.variant_id = w.variant_id and (l.connection_id = :connection) is true
      and l.state = 'live' order by l.external_id limit 1
  ) end, false)`;

/** From now on the source has to say something else than what was undone. */
const HOLD = `
insert into undone_values (brand_id, product_id, variant_id, field_key, value, run_id)
select :brand, w.product_id, w.variant_id, w.field_key,
  case when w.after = '[]' and ${SAYS_NULL} then 'null' else w.after end, :run
from w_undo w where w.verdict = 'restore' and exists (select from sync_changes c where ${SAME_PLACE})
on conflict (brand_id, product_id, variant_id, field_key) do update set value = excluded.value, run_id = excluded.run_id`;

const REASONS: Record<string, { message: string; hint: string }> = {
  changed_since: {
    message: "It holds another value than the run gave it.",
    hint: "Edit it by hand if the older value is the right one.",
  },
  pinned: {
    message: "A pin holds it.",
    hint: "Edit it by hand; or undo this undo, lift the pin, and undo the run again.",
  },
  touched: {
    message: "The run made it, but it has been changed, pinned or sold elsewhere since.",
    hint: "Archive it by hand if nobody needs it.",
  },
  code_taken: {
    message: "Another variant has its SKU or barcode by now.",
    hint: "Edit it by hand; or undo this undo, free the code there, and undo the run again.",
  },
  refused: {
    message: "The older value could not be put back.",
    hint: "Another variant may carry the code by now; edit it by hand.",
  },
};

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const told = (part: "message" | "hint") =>
  `case verdict ${Object.entries(REASONS)
    .map(([reason, words]) => `when '${reason}' then ${text(words[part])}`)
    .join(" ")} end`;

/** What was not undone, and why: listed like a run's errors. */
const TELL_KEPT = `
insert into sync_errors (brand_id, run_id, connection_id, external_id, variant_external_id, code, field, message, hint, excerpt)
select :brand, :run, :connection, p.product_identifier, v.sku, x.verdict, x.field_key, ${told("message")}, ${told("hint")},
  left(jsonb_build_object('productId', x.product_id, 'variantId', x.variant_id, 'before', x.before, 'after', x.after,
    'current', x.current)::text, 500)
from (
  select w.product_id, w.variant_id, w.field_key, w.before, w.after, w.current, case
    when w.verdict = 'restore' and not exists (select from sync_changes c where ${SAME_PLACE}) then 'refused'
    else w.verdict end as verdict
  from w_undo w
) x
join products p on p.brand_id = :brand and p.id = x.product_id
left join product_variants v on v.brand_id = :brand and v.id = x.variant_id
where x.verdict in (${Object.keys(REASONS).map(text).join(", ")})`;

const COUNT = `
select count(*) filter (where field_key = '$status' and after = '"archived"')::int as archived,
  count(*) filter (where field_key = '$status' and after <> '"archived"')::int as restored,
  count(*) filter (where field_key = '$tombstoned')::int as "variantsTombstoned"
from sync_changes c
where c.brand_id = :brand and c.run_id = :run and c.product_id in (select product_id from w_undo)`;
