import { notFound } from "@v1/core";
import type { WorkerDb } from "../client.ts";
import { note } from "../ownership/act.ts";
import { inTransaction, type Queryable } from "../queries/jobs/queryable.ts";
import type { PublicationKind, PublicationStatus } from "../schema/passports/passport-publications.ts";
import { WAITING } from "./publications.ts";
import { publishProducts } from "./publish-products.ts";

interface Ref {
  brandId: string;
  publicationId: string;
}

export interface PublicationStep {
  status: PublicationStatus;
  total: number;
  published: number;
  unchanged: number;
  skipped: number;
}

interface Held extends PublicationStep {
  kind: PublicationKind;
  runId: string | null;
  checkpoint: string | null;
  startedBy: string | null;
  cancelling: boolean;
}

/** Products in a chunk: their merges wait for as long. */
const SIZE = 200;

const HOLD = `
select kind, run_id as "runId", status, checkpoint, total, published, unchanged, skipped, started_by as "startedBy",
  cancel_requested_at is not null as cancelling
from passport_publications where brand_id = $1 and id = $2 for update`;

const NAMED = `
select x as id from passport_publications n cross join lateral unnest(n.product_ids) x
where n.brand_id = $1 and n.id = $2 and ($3::uuid is null or x > $3) order by x limit $4`;

const SAVE = `
update passport_publications set status = $3, checkpoint = coalesce($4, checkpoint), published = $5, unchanged = $6,
  skipped = $7, updated_at = now(), finished_at = case when $3 = 'running' then null else now() end,
  product_ids = case when $3 = 'running' then product_ids end
where brand_id = $1 and id = $2`;

/**
 * Publishes the next products of a publication and moves its checkpoint with them, in one transaction under
 * the brand's lock. Killed anywhere, or delivered twice, it publishes nothing twice and leaves nothing out.
 * @throws AppError `not_found`
 */
export function publishChunk(db: WorkerDb, ref: Ref, { size = SIZE } = {}): Promise<PublicationStep> {
  return inTransaction(db, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtextextended('brand:' || $1::text, 0))", [
      ref.brandId,
    ]);
    const held = (await client.query<Held & Record<string, unknown>>(HOLD, [ref.brandId, ref.publicationId]))
      .rows[0];
    if (!held) throw notFound("publication", ref.publicationId);
    if (held.status !== "queued" && held.status !== "running") return stepOf(held);
    if (held.cancelling) return save(client, ref, { ...held, status: "cancelled" });
    const ids = await next(client, ref, held, size);
    const done = await publishProducts(client, { ...ref, productIds: ids, userId: held.startedBy });
    return save(client, ref, {
      ...held,
      status: ids.length < size ? "completed" : "running",
      checkpoint: ids.at(-1) ?? null,
      published: held.published + done.published.length,
      unchanged: held.unchanged + done.unchanged,
      skipped: held.skipped + done.skipped,
    });
  });
}

async function next(client: Queryable, ref: Ref, held: Held, size: number): Promise<string[]> {
  const text = held.kind === "products" ? NAMED : WAITING[held.kind];
  const of = held.kind === "products" ? ref.publicationId : held.runId;
  const { rows } = await client.query<{ id: string }>(text, [ref.brandId, of, held.checkpoint, size]);
  return rows.map(({ id }) => id);
}

async function save(client: Queryable, ref: Ref, held: Held): Promise<PublicationStep> {
  const { status, checkpoint, published, unchanged, skipped } = held;
  const { brandId, publicationId } = ref;
  await client.query(SAVE, [brandId, publicationId, status, checkpoint, published, unchanged, skipped]);
  if (status !== "running") {
    const target = { publicationId, published, unchanged, skipped };
    const action = `passport.publish_${status}`;
    await note(client, { brandId, userId: held.startedBy }, { action, runId: held.runId, target });
  }
  return stepOf(held);
}

function stepOf({ status, total, published, unchanged, skipped }: Held): PublicationStep {
  return { status, total, published, unchanged, skipped };
}

/** Ends a publication that cannot go on; what it published stays published. */
export async function failPublication(
  db: WorkerDb,
  { brandId, publicationId }: Ref,
  failure: { code: string; message: string; hint: string },
): Promise<void> {
  await db.pool.query(
    `update passport_publications set status = 'failed', finished_at = now(), updated_at = now(), error = $3
     where brand_id = $1 and id = $2 and status in ('queued', 'running')`,
    [brandId, publicationId, JSON.stringify(failure)],
  );
}
