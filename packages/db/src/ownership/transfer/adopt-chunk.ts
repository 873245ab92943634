import { type FieldKey, notFound } from "@v1/core";
import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { retryTransaction } from "../../retry.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { observationsOf } from "../../sync/restate/observations.ts";
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

interface AdoptingRun {
  seq: number;
  connectionId: string;
  status: "queued" | AdoptionStep["status"];
  checkpoint: { fields: FieldKey[]; adopt: "now" | "next_run"; after: string | null };
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

/** Side by side as they were made, whether the connection knows them or not: that is asked with what it said. */
const PRODUCTS = `
select id from products where brand_id = $1 and id > $2::uuid order by id limit $3`;

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
  const save = async (status: AdoptionStep["status"], tallies: Tallies, last: string | null) => {
    // A chunk that a crash of the server takes back takes its checkpoint along, and is adopted again; the end
    // of the run waits for the disk, and so for all before it.
    if (status === "running") await client.query("set local synchronous_commit = off");
    const checkpoint = JSON.stringify({ ...run.checkpoint, after: last });
    await client.query(SAVE, [brandId, runId, status, checkpoint, JSON.stringify(tallies)]);
    return { status, tallies };
  };
  const { after } = run.checkpoint;
  if (run.cancelled) return save("cancelled", before, after);
  const owned = await ownedFields(client, brandId, run);
  if (owned.fields.length === 0) return save("completed", before, after);
  const next = await client.query<{ id: string }>(PRODUCTS, [brandId, after ?? FIRST, terms.size]);
  const products = next.rows.map(({ id }) => id);
  const done = await adoptProducts(client, ref, { run, owned, products, terms });
  const tallies = addTallies(before, { ...done, read: done.updated + done.unchanged });
  return save(products.length < terms.size ? "completed" : "running", tallies, products.at(-1) ?? after);
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
  part: { run: AdoptingRun; owned: Owned; products: string[]; terms: Terms },
): Promise<Tallies> {
  const { run, owned, products, terms } = part;
  if (products.length === 0) return NO_TALLIES;
  return restate(client, {
    brandId,
    connectionId: run.connectionId,
    runId,
    runSeq: run.seq,
    fields: owned.fields,
    assertions: observationsOf(owned.fields),
    params: { products },
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
