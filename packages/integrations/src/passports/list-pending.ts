import type { Page, PageRequest, WorkerDb } from "@v1/db";
import { type Draft, listPendingIds, readDrafts } from "@v1/db/passports";
import { comparePassports } from "./compare.ts";
import type { PassportScope } from "./types.ts";

export interface PendingPassport {
  productId: string;
  product: string;
  productIdentifier: string;
  /** Null where it was published before versions were kept. */
  published: { version: number; publishedAt: Date } | null;
  /** Fields and variants that differ. None where everything was taken back: publishing then only says so. */
  changes: number;
  /** Of the first of them, what they are called. */
  labels: string[];
}

/** Published products of which something was written since, the newest product first, with what differs. */
export async function listPending(
  { db }: { db: WorkerDb },
  { brandId }: PassportScope,
  request: PageRequest,
): Promise<Page<PendingPassport>> {
  const page = await listPendingIds(db, { ...request, brandId });
  if (page.items.length === 0) return { items: [], nextCursor: null };
  const drafts = await readDrafts(db, { brandId, productIds: page.items });
  return { items: drafts.map(summed), nextCursor: page.nextCursor };
}

function summed({
  productId,
  product,
  productIdentifier,
  published,
  content,
  sources,
}: Draft): PendingPassport {
  const changes = comparePassports({ published: published?.content ?? null, current: content, sources });
  return {
    productId,
    product,
    productIdentifier,
    published: published && { version: published.version, publishedAt: published.publishedAt },
    changes: changes.length,
    labels: [...new Set(changes.map(({ label }) => label))].slice(0, 5),
  };
}
