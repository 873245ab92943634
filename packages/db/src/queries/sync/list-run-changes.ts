import { and, asc, count, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { products } from "../../schema/products/products.ts";
import { syncChanges } from "../../schema/sync/sync-changes.ts";
import type { BrandScope } from "../../scope.ts";

export interface RunChange {
  productId: string;
  product: string;
  variantId: string | null;
  /** A key of the field registry, or `$created`, `$status`, `$tombstoned`, `$restored`, `$linked`. */
  fieldKey: string;
  before: unknown;
  after: unknown;
  createdAt: Date;
}

/** How many values a run changed, by field. */
export function countRunChanges({ tx, brandId }: BrandScope, runId: string) {
  return tx
    .select({ fieldKey: syncChanges.fieldKey, count: count() })
    .from(syncChanges)
    .where(and(eq(syncChanges.brandId, brandId), eq(syncChanges.runId, runId)))
    .groupBy(syncChanges.fieldKey)
    .orderBy(desc(count()), asc(syncChanges.fieldKey));
}

const cursor = z.tuple([z.uuid(), z.string(), z.string()]);
const NONE = "00000000-0000-0000-0000-000000000000";
const place = sql`(${syncChanges.productId}, coalesce(${syncChanges.variantId}, ${NONE}::uuid), ${syncChanges.fieldKey})`;

/** What a run changed, with before and after, product by product. */
export async function listRunChanges(
  { tx, brandId }: BrandScope,
  request: PageRequest & { runId: string; fieldKey?: string },
): Promise<Page<RunChange>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const rows = await tx
    .select({
      productId: syncChanges.productId,
      product: products.name,
      variantId: syncChanges.variantId,
      fieldKey: syncChanges.fieldKey,
      before: syncChanges.before,
      after: syncChanges.after,
      createdAt: syncChanges.createdAt,
    })
    .from(syncChanges)
    .innerJoin(products, and(eq(products.brandId, brandId), eq(products.id, syncChanges.productId)))
    .where(
      and(
        eq(syncChanges.brandId, brandId),
        eq(syncChanges.runId, request.runId),
        request.fieldKey ? eq(syncChanges.fieldKey, request.fieldKey) : undefined,
        after
          ? sql`${syncChanges.productId} >= ${after[0]} and ${place} > (${after[0]}::uuid, ${after[1]}::uuid, ${after[2]})`
          : undefined,
      ),
    )
    .orderBy(
      syncChanges.productId,
      sql`coalesce(${syncChanges.variantId}, ${NONE}::uuid)`,
      syncChanges.fieldKey,
    )
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.productId, row.variantId ?? NONE, row.fieldKey]);
}
