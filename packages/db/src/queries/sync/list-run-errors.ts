import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { syncErrors } from "../../schema/sync/sync-errors.ts";
import type { BrandScope } from "../../scope.ts";

export interface RunError {
  id: string;
  externalId: string | null;
  variantExternalId: string | null;
  code: string;
  field: string | null;
  message: string;
  hint: string;
  excerpt: string;
  createdAt: Date;
}

interface ListRunErrors extends PageRequest {
  runId: string;
  code?: string;
  /** Null: those of whole records. Left out: of any. */
  field?: string | null;
}

const cursor = z.tuple([z.string(), z.uuid()]);

/** What a run could not take, by kind of error. */
export async function listRunErrors(
  { tx, brandId }: BrandScope,
  request: ListRunErrors,
): Promise<Page<RunError>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const rows = await tx
    .select({
      id: syncErrors.id,
      externalId: syncErrors.externalId,
      variantExternalId: syncErrors.variantExternalId,
      code: syncErrors.code,
      field: syncErrors.field,
      message: syncErrors.message,
      hint: syncErrors.hint,
      excerpt: syncErrors.excerpt,
      createdAt: syncErrors.createdAt,
    })
    .from(syncErrors)
    .where(
      and(
        eq(syncErrors.brandId, brandId),
        eq(syncErrors.runId, request.runId),
        request.code === undefined ? undefined : eq(syncErrors.code, request.code),
        ofField(request.field),
        after ? sql`(${syncErrors.code}, ${syncErrors.id}) > (${after[0]}, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(syncErrors.code), asc(syncErrors.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => [row.code, row.id]);
}

function ofField(field: string | null | undefined) {
  if (field === undefined) return undefined;
  return field === null ? isNull(syncErrors.field) : eq(syncErrors.field, field);
}
