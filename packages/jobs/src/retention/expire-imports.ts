import type { WorkerDb } from "@v1/db";
import { clearExpiredRows, type ExpiredImport, forgetFile, takeExpiredImports } from "@v1/db/imports";
import type { FileStore } from "@v1/integrations/files";

interface Deps {
  db: WorkerDb;
  files: FileStore;
}

interface Options {
  now?: Date;
  /** Days that history is kept. */
  days: number;
  signal?: AbortSignal;
}

/** Days for which an import that ended, or was left behind, can still be looked at and corrected. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Removes files and rows of imports that nobody has touched for a month. What was imported stays, and
 * so does the import itself with its figures. Stopping in between loses nothing.
 * @returns rows and files removed
 */
export async function expireImports(
  { db, files }: Deps,
  { now = new Date(), days, signal }: Options,
): Promise<{ import_rows: number; importFiles: number }> {
  const before = new Date(now.getTime() - Math.min(KEPT_DAYS, days) * DAY_MS);
  const tallies = { import_rows: 0, importFiles: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const expired = await takeExpiredImports(db.pool, before);
    if (expired.length === 0) return tallies;
    for (const one of expired) {
      tallies.import_rows += await clear({ db, files }, one, signal);
      tallies.importFiles += 1;
    }
  }
}

async function clear(
  { db, files }: Deps,
  expired: ExpiredImport,
  signal: AbortSignal | undefined,
): Promise<number> {
  let rows = 0;
  for await (const deleted of clearExpiredRows(db.pool, expired)) {
    rows += deleted;
    signal?.throwIfAborted();
  }
  await files.remove({ brandId: expired.brandId, key: expired.fileKey });
  await forgetFile(db.pool, expired);
  return rows;
}
