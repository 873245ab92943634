import { type FieldKey, notFound } from "@v1/core";
import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { retryTransaction } from "../../retry.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { heardOf } from "../../sync/restate/observations.ts";
import { restate } from "../../sync/restate/restate.ts";
import { ensureOrigins } from "../../sync/runs/origins.ts";
import { withSession } from "../../sync/session.ts";
import { execute } from "../../sync/statement.ts";
import { addTallies, NO_TALLIES, type Tallies } from "../../sync/types.ts";

export interface AdoptionRef {
  brandId: string;
  runId: string;
}

export interface AdoptionStep {
  status: "running" | "completed" | "cancelled" | "failed";
  tallies: Tallies;
}

interface Progress {
  /** The last product that was adopted. */
  after: string | null;
  /** The last products of the chunks, once they are known. */
  ends?: string[];
}

interface AdoptingRun {
  seq: number;
  connectionId: string;
  status: "queued" | AdoptionStep["status"];
  checkpoint: { fields: FieldKey[]; adopt: "now" | "next_run" } & Progress;
  tallies: Partial<Tallies>;
  cancelled: boolean;
}

const RUN = `
select seq::int as seq, connection_id as "connectionId", status, checkpoint, tallies,
  cancel_requested_at is not null as cancelled
from sync_runs where brand_id = $1 and id = $2 and kind = 'transfer' for update`;

/** Of the run's fields, those that the connection still owns. */
const OWNED = `
select field_key as key, on_null as "onNull" from field_owners
where brand_id = $1 and connection_id = $2 and field_key = any($3::text[]) order by field_key`;

/**
 * Where full chunks end: products side by side as they were made, whether the connection knows them or not, for that is
 * asked with what it said. Found once, from the index alone; the chunks' own writes would have it look at rows.
 */
const ENDS = `
select id from (select id, row_number() over (order by id) as n from products where brand_id = $1) p
where n % $2::int = 0 order by id`;

/** Behind the last of them: what is left, or was made since. */
const REST = `
select id from (select id from products where brand_id = $1 and id > $2::uuid order by id limit $3) p
order by id desc limit 1`;

const FIRST = "00000000-0000-0000-0000-000000000000";

const SAVE = `
update sync_runs set status = $3, checkpoint = $4, tallies = $5, started_at = coalesce(started_at, now()),
  attempts = greatest(attempts, 1), finished_at = case when $3 = 'running' then null else now() end
where brand_id = $1 and id = $2`;

/**
 * Adopts what the new owner said last of the brand's next `size` products: values, provenance, changes and the run's
 * checkpoint in one transaction. The run's row is held meanwhile, so that two workers take turns, and
 * whatever is killed goes on behind the last chunk.
 * @param complete collections of which one of the connection's records carries all there is
 */
export async function adoptChunk(
  db: WorkerDb,
  ref: AdoptionRef,
  { complete, size = 12_500 }: { complete: ReadonlySet<FieldKey>; size?: number },
): Promise<AdoptionStep> {
  const origins = await originsOf(db, ref);
  return retryTransaction(() =>
    withSession(db, async (client) => {
      await client.query("begin");
      try {
        const step = await adopt(client, ref, { complete, size, origins });
        await client.query("commit");
        return step;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      }
    }),
  );
}

async function originsOf(db: WorkerDb, { brandId, runId }: AdoptionRef) {
  const { rows } = await db.pool.query<{ connectionId: string }>(
    `select connection_id as "connectionId" from sync_runs where brand_id = $1 and id = $2`,
    [brandId, runId],
  );
  const [run] = rows;
  if (!run) throw notFound("run", runId);
  return ensureOrigins(db, { brandId, connectionId: run.connectionId });
}

interface Terms {
  complete: ReadonlySet<FieldKey>;
  size: number;
  origins: { owner: number; kept: number };
}

async function adopt(client: ClientBase, ref: AdoptionRef, terms: Terms): Promise<AdoptionStep> {
  const { brandId, runId } = ref;
  await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
  const run = (await client.query<AdoptingRun>(RUN, [brandId, runId])).rows[0];
  if (!run) throw notFound("run", runId);
  const before = { ...NO_TALLIES, ...run.tallies };
  if (run.status !== "queued" && run.status !== "running") return { status: run.status, tallies: before };
  const save = async (status: AdoptionStep["status"], tallies: Tallies, progress: Progress) => {
    // A chunk that a crash of the server takes back takes its checkpoint along, and is adopted again; the end
    // of the run waits for the disk, and so for all before it.
    if (status === "running") await client.query("set local synchronous_commit = off");
    const checkpoint = JSON.stringify({ ...run.checkpoint, ...progress });
    await client.query(SAVE, [brandId, runId, status, checkpoint, JSON.stringify(tallies)]);
    return { status, tallies };
  };
  const { after, ends: found } = run.checkpoint;
  if (run.cancelled) return save("cancelled", before, { after });
  const owned = await ownedFields(client, brandId, run);
  if (owned.fields.length === 0) return save("completed", before, { after });
  const ends = found ?? (await idsOf(client, ENDS, [brandId, terms.size]));
  const from = after ?? FIRST;
  const end = ends.find((id) => id > from);
  const last = end ?? (await idsOf(client, REST, [brandId, from, terms.size]))[0];
  if (last === undefined) return save("completed", before, { after, ends });
  const done = await adoptProducts(client, ref, { run, owned, stretch: { after: from, last }, terms });
  const tallies = addTallies(before, { ...done, read: done.updated + done.unchanged });
  return save("running", tallies, { after: last, ends });
}

async function idsOf(client: ClientBase, text: string, values: unknown[]): Promise<string[]> {
  return (await client.query<{ id: string }>(text, values)).rows.map(({ id }) => id);
}

interface Owned {
  fields: FieldKey[];
  clear: ReadonlySet<FieldKey>;
}

async function ownedFields(client: ClientBase, brandId: string, run: AdoptingRun): Promise<Owned> {
  const { rows } = await client.query<{ key: FieldKey; onNull: "keep" | "clear" }>(OWNED, [
    brandId,
    run.connectionId,
    run.checkpoint.fields,
  ]);
  return {
    fields: rows.map(({ key }) => key),
    clear: new Set(rows.filter(({ onNull }) => onNull === "clear").map(({ key }) => key)),
  };
}

async function adoptProducts(
  client: ClientBase,
  { brandId, runId }: AdoptionRef,
  part: { run: AdoptingRun; owned: Owned; stretch: { after: string; last: string }; terms: Terms },
): Promise<Tallies> {
  const { run, owned, stretch, terms } = part;
  return restate(client, {
    brandId,
    connectionId: run.connectionId,
    runId,
    runSeq: run.seq,
    fields: owned.fields,
    ...heardOf(owned.fields),
    params: { ...stretch },
    clear: owned.clear,
    complete: terms.complete,
    takesOver: true,
    origins: terms.origins,
  });
}

/** Transfers that wait for the connection's next run, or that nobody finished, the oldest first. */
export async function listWaitingAdoptions(
  db: WorkerDb,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from sync_runs where brand_id = $1 and connection_id = $2 and kind = 'transfer'
       and status in ('queued', 'running') order by seq`,
    [brandId, connectionId],
  );
  return rows.map(({ id }) => id);
}

/** Of a transfer: whose connector reads the new owner's records, and how many of them there are. */
export async function findAdoption(
  db: WorkerDb,
  { brandId, runId }: AdoptionRef,
): Promise<{ slug: string; records: number }> {
  const { rows } = await db.pool.query<{ slug: string; records: number }>(
    `select i.slug, coalesce(r.total, 0) as records from sync_runs r
     join brand_integrations c on c.brand_id = r.brand_id and c.id = r.connection_id
     join integrations i on i.id = c.integration_id
     where r.brand_id = $1 and r.id = $2 and r.kind = 'transfer'`,
    [brandId, runId],
  );
  const [row] = rows;
  if (!row) throw notFound("run", runId);
  return row;
}
