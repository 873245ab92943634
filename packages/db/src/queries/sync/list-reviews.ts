import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { products } from "../../schema/products/products.ts";
import { REVIEW_KINDS, REVIEW_STATUSES, reviewRecords } from "../../schema/sync/review-records.ts";
import type { BrandScope } from "../../scope.ts";

export { REVIEW_KINDS, REVIEW_STATUSES };

export interface ReviewRecord {
  connectionId: string;
  connection: string;
  externalId: string;
  kind: (typeof REVIEW_KINDS)[number];
  status: (typeof REVIEW_STATUSES)[number];
  candidates: { id: string; name: string; productIdentifier: string }[];
  observed: Record<string, unknown>;
  runId: string | null;
  updatedAt: Date;
}

interface ListReviews extends PageRequest {
  connectionId?: string;
  runId?: string;
  kind?: ReviewRecord["kind"];
  status?: ReviewRecord["status"];
}

const cursor = z.tuple([z.uuid(), z.string()]);

/** Records that a person must place, by connection and the source's id; open ones unless said otherwise. */
export async function listReviews(scope: BrandScope, request: ListReviews): Promise<Page<ReviewRecord>> {
  const { tx, brandId } = scope;
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const rows = await tx
    .select({
      connectionId: reviewRecords.connectionId,
      connection: brandIntegrations.name,
      externalId: reviewRecords.externalId,
      kind: reviewRecords.kind,
      status: reviewRecords.status,
      candidates: reviewRecords.candidates,
      observed: reviewRecords.observed,
      runId: reviewRecords.runId,
      updatedAt: reviewRecords.updatedAt,
    })
    .from(reviewRecords)
    .innerJoin(
      brandIntegrations,
      and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, reviewRecords.connectionId)),
    )
    .where(
      and(
        eq(reviewRecords.brandId, brandId),
        eq(reviewRecords.status, request.status ?? "open"),
        request.connectionId ? eq(reviewRecords.connectionId, request.connectionId) : undefined,
        request.runId ? eq(reviewRecords.runId, request.runId) : undefined,
        request.kind ? eq(reviewRecords.kind, request.kind) : undefined,
        after
          ? sql`(${reviewRecords.connectionId}, ${reviewRecords.externalId}) > (${after[0]}::uuid, ${after[1]})`
          : undefined,
      ),
    )
    .orderBy(asc(reviewRecords.connectionId), asc(reviewRecords.externalId))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => [row.connectionId, row.externalId]);
  const named = await namesOf(
    scope,
    page.items.flatMap((row) => row.candidates),
  );
  const items = page.items.map((row) => ({
    ...row,
    candidates: row.candidates.flatMap((id) => named.get(id) ?? []),
  }));
  return { ...page, items };
}

async function namesOf({ tx, brandId }: BrandScope, ids: string[]) {
  if (ids.length === 0) return new Map<string, ReviewRecord["candidates"][number]>();
  const rows = await tx
    .select({ id: products.id, name: products.name, productIdentifier: products.productIdentifier })
    .from(products)
    .where(and(eq(products.brandId, brandId), inArray(products.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}
