import type { Page, PageRequest } from "@v1/db";
import { findImport, listImports as listStored } from "@v1/db/imports";
import { toJob } from "./present.ts";
import type { ImportDeps, ImportJob, ImportScope } from "./types.ts";

type Deps = Pick<ImportDeps, "db">;

/** @throws AppError `not_found` where the brand has no such import */
export async function getImport(
  { db }: Deps,
  { brandId }: ImportScope,
  importId: string,
): Promise<ImportJob> {
  return toJob(await findImport(db, { brandId, importId }));
}

/** A brand's imports, the newest first. */
export async function listImports(
  { db }: Deps,
  { brandId }: ImportScope,
  request: PageRequest = {},
): Promise<Page<ImportJob>> {
  const { items, nextCursor } = await listStored(db, brandId, request);
  return { items: items.map(toJob), nextCursor };
}
