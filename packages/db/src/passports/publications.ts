import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../client.ts";
import { type Actor, lockAsMember, note } from "../ownership/act.ts";
import { inTransaction, type Queryable } from "../queries/jobs/queryable.ts";
import type { PublicationKind, PublicationStatus } from "../schema/passports/passport-publications.ts";

/** Which products to publish. */
export type Selection =
  | { kind: "products"; productIds: readonly string[] }
  | { kind: "pending" }
  | { kind: "run"; runId: string };

export interface Publication {
  id: string;
  kind: PublicationKind;
  status: PublicationStatus;
  total: number;
  published: number;
  unchanged: number;
  skipped: number;
  startedBy: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  cancelling: boolean;
  error: { code: string; message: string; hint?: string } | null;
}

const COLUMNS = `id, kind, status, total, published, unchanged, skipped, started_by as "startedBy",
  created_at as "startedAt", finished_at as "finishedAt", cancel_requested_at is not null as cancelling, error`;

/** Published products that wait, of those that a run changed. `$3` is where the last look ended. */
export const WAITING: Record<"pending" | "run", string> = {
  pending: `
select p.id from products p
where p.brand_id = $1 and p.has_pending_changes and p.status = 'published' and $2::uuid is null
  and ($3::uuid is null or p.id > $3)
order by p.id limit $4`,
  run: `
select x.product_id as id
from (
  select distinct c.product_id from sync_changes c
  where c.brand_id = $1 and c.run_id = $2 and ($3::uuid is null or c.product_id > $3) order by 1
) x
cross join lateral (
  select from products p
  where p.brand_id = $1 and p.id = x.product_id and p.has_pending_changes and p.status = 'published' offset 0
) p
order by x.product_id limit $4`,
};

/**
 * Writes down what is to be published; the caller hands it to a worker.
 * @returns the publication, or null where nothing waits
 * @throws AppError `forbidden` for who is no member any more
 */
export function startPublication(
  db: WorkerDb,
  request: { brandId: string; userId: string | null; selection: Selection },
): Promise<Publication | null> {
  const { brandId, userId, selection } = request;
  return inTransaction(db, async (client) => {
    if (userId !== null) await lockAsMember(client, { brandId, userId });
    const total = await count(client, brandId, selection);
    if (total === 0) return null;
    const productIds = selection.kind === "products" ? [...new Set(selection.productIds)].sort() : null;
    const runId = selection.kind === "run" ? selection.runId : null;
    const { rows } = await client.query<Publication & Record<string, unknown>>(
      `insert into passport_publications (brand_id, kind, product_ids, run_id, total, started_by)
       values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
      [brandId, selection.kind, productIds, runId, total, userId],
    );
    const [made] = rows;
    if (!made) throw new Error("The publication was not written.");
    const target = { publicationId: made.id, kind: selection.kind, products: total };
    await note(client, { brandId, userId }, { action: "passport.publish_many", runId, target });
    return made;
  });
}

async function count(client: Queryable, brandId: string, selection: Selection): Promise<number> {
  if (selection.kind === "products") return new Set(selection.productIds).size;
  const runId = selection.kind === "run" ? selection.runId : null;
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from (${WAITING[selection.kind]}) waiting`,
    [brandId, runId, null, null],
  );
  return rows[0]?.count ?? 0;
}

/** How a publication goes. @throws AppError `not_found` */
export async function getPublication(
  db: WorkerDb,
  { brandId, publicationId }: { brandId: string; publicationId: string },
): Promise<Publication> {
  const { rows } = await db.pool.query<Publication & Record<string, unknown>>(
    `select ${COLUMNS} from passport_publications where brand_id = $1 and id = $2`,
    [brandId, publicationId],
  );
  const [found] = rows;
  if (!found) throw notFound("publication", publicationId);
  return found;
}

/** The brand's publications that are under way, the newest first. */
export async function listActivePublications(db: WorkerDb, brandId: string): Promise<Publication[]> {
  const { rows } = await db.pool.query<Publication & Record<string, unknown>>(
    `select ${COLUMNS} from passport_publications
     where brand_id = $1 and status in ('queued', 'running') order by created_at desc limit 20`,
    [brandId],
  );
  return rows;
}

/** Publications of all brands that nobody has moved on for a while: their job got lost, or its worker. */
export async function findStalledPublications(
  db: WorkerDb,
  { seconds }: { seconds: number },
): Promise<{ brandId: string; publicationId: string }[]> {
  const { rows } = await db.pool.query<{ brandId: string; publicationId: string }>(
    `select n.brand_id as "brandId", n.id as "publicationId" from passport_publications n
     join brands b on b.id = n.brand_id and b.deleted_at is null
     where n.status in ('queued', 'running') and n.updated_at < now() - make_interval(secs => $1)
     order by n.updated_at limit 100`,
    [seconds],
  );
  return rows;
}

/**
 * Asks for its end: it stops before its next products, and what is published by then stays published.
 * @throws AppError `not_found`; `conflict` where it has ended
 */
export function cancelPublication(db: WorkerDb, request: Actor & { publicationId: string }): Promise<void> {
  const { brandId, publicationId } = request;
  return inTransaction(db, async (client) => {
    await lockAsMember(client, request);
    const { rowCount } = await client.query(
      `update passport_publications set cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now()
       where brand_id = $1 and id = $2 and status in ('queued', 'running')`,
      [brandId, publicationId],
    );
    if (rowCount) {
      await note(client, request, { action: "passport.publish_cancel", target: { publicationId } });
      return;
    }
    await getPublication(db, request);
    throw new AppError({
      code: "conflict",
      message: "The publishing has ended already.",
      hint: "Look at what it did.",
    });
  });
}
