import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import {
  type BrandTable,
  countErasedFiles,
  type ErasureReceipt,
  eraseBrandRow,
  eraseRows,
  haltBrand,
  inTransaction,
  listBrandTables,
  openErasure,
} from "@v1/db/jobs";
import type { FileStore } from "@v1/integrations/files";

interface Deps {
  db: WorkerDb;
  files: FileStore;
}

interface Options {
  signal?: AbortSignal;
  /** Rows, or files, in one transaction. */
  batch?: number;
}

interface Erasure {
  brandId: string;
  receiptId: string;
  batch: number;
  signal: AbortSignal | undefined;
}

/**
 * Erases everything of a brand that is marked as deleted. May be stopped anywhere and run again: it
 * goes on where it was, under the same receipt, and does nothing once it is complete.
 * @returns the receipt with rows by table
 * @throws AppError `not_found`, or `precondition_failed` where the brand is not marked as deleted
 */
export async function eraseBrand(
  { db, files }: Deps,
  { brandId, kind }: { brandId: string; kind: string },
  { signal, batch = 2000 }: Options = {},
): Promise<ErasureReceipt> {
  const opened = await inTransaction(db, (client) => openErasure(client, { brandId, kind }));
  if (opened.state === "missing") throw notFound("brand", brandId);
  if (opened.state === "alive") throw notDeleted(brandId);
  if (opened.state === "complete") return opened.receipt;
  const erasure = { brandId, receiptId: opened.receipt.id, batch, signal };
  await haltBrand(db.pool, brandId);
  await eraseFiles(db, files, erasure);
  await eraseTables(db, erasure);
  await eraseBrandRow(db.pool, brandId, erasure.receiptId);
  return await eraseBrand({ db, files }, { brandId, kind }, { signal, batch });
}

async function eraseFiles(db: WorkerDb, files: FileStore, erasure: Erasure): Promise<void> {
  const { brandId, receiptId, batch, signal } = erasure;
  for (;;) {
    signal?.throwIfAborted();
    const { removed, left } = await files.removeSome(brandId, batch);
    if (removed > 0) await countErasedFiles(db.pool, receiptId, removed);
    if (!left) return;
  }
}

/** Again until a whole round finds nothing: triggers, or a worker's last chunk, may have written. */
async function eraseTables(db: WorkerDb, erasure: Erasure): Promise<void> {
  const tables = await listBrandTables(db.pool);
  for (;;) {
    let erased = 0;
    for (const table of tables) erased += await eraseTable(db, table, erasure);
    if (erased === 0) return;
  }
}

async function eraseTable(db: WorkerDb, { name, oids }: BrandTable, erasure: Erasure): Promise<number> {
  const { brandId, receiptId, batch, signal } = erasure;
  let total = 0;
  for (const oid of oids) {
    let erased = batch;
    while (erased === batch) {
      signal?.throwIfAborted();
      erased = await inTransaction(db, (client) =>
        eraseRows(client, { brandId, receiptId, limit: batch, table: { name, oid } }),
      );
      total += erased;
    }
  }
  return total;
}

function notDeleted(brandId: string): AppError {
  return new AppError({
    code: "precondition_failed",
    message: `The brand ${brandId} is not marked as deleted, so nothing of it was erased.`,
    hint: "Delete the brand first; only then may it be erased.",
  });
}
