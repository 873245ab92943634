import { z } from "zod";
import type { WorkerDb } from "../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../page.ts";

/**
 * Published products of which something was written since they were published, the newest product first.
 * What was written may have been taken back meanwhile: only a look at the drafts tells.
 */
export async function listPendingIds(
  db: WorkerDb,
  { brandId, ...request }: PageRequest & { brandId: string },
): Promise<Page<string>> {
  const limit = limitOf(request);
  const before = readCursor(z.uuid(), request.cursor);
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from products
     where brand_id = $1 and has_pending_changes and status = 'published' and ($2::uuid is null or id < $2)
     order by id desc limit $3`,
    [brandId, before, limit + 1],
  );
  const page = toPage(rows, limit, ({ id }) => id);
  return { ...page, items: page.items.map(({ id }) => id) };
}

const MOST = 1_000;

/** How many wait, counted up to 1,000: `more` says that there are others. */
export async function countPending(db: WorkerDb, brandId: string): Promise<{ count: number; more: boolean }> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select count(*)::int as count from (
       select from products where brand_id = $1 and has_pending_changes and status = 'published' limit $2
     ) waiting`,
    [brandId, MOST + 1],
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST), more: count > MOST };
}
