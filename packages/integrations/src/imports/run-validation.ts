import { AppError } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import {
  clearRows,
  findImport,
  holdImport,
  type ImportRef,
  joinProducts,
  largestProduct,
  moveImport,
  noteProgress,
  readProducts,
} from "@v1/db/imports";
import type { SyncClient } from "@v1/db/sync";
import { badFile, LIMITS } from "../connectors/spreadsheet/limits.ts";
import { Columns } from "../connectors/spreadsheet/map/columns.ts";
import { readRows } from "../connectors/spreadsheet/open-sheet.ts";
import type { FileStore } from "../files/index.ts";
import { breather } from "../kit/breather.ts";
import { ProductChecker } from "./check-products.ts";
import { sheetFormat } from "./local-file.ts";
import { toJob } from "./present.ts";
import { stageRows } from "./stage-rows.ts";
import { withImportFile } from "./start-import.ts";
import type { ImportJob, ImportSummary } from "./types.ts";

interface Deps {
  db: WorkerDb;
  files: FileStore;
}

const PRODUCTS_AT_ONCE = 1_000;

/** Somebody cancelled the import, or changed its mapping, while it was read. */
class Superseded extends Error {}

/**
 * Reads an import's file, keeps its rows by product and notes what is wrong with each. Delivered twice,
 * one of the two works; killed anywhere, it starts over.
 * @returns how it ended; `superseded` where it is wanted no more
 * @throws AppError `unavailable`, retryable, while another worker is at it
 */
export async function runValidation(
  { db, files }: Deps,
  ref: ImportRef,
  signal?: AbortSignal,
): Promise<{ status: "validated" | "failed" | "superseded" }> {
  const result = await holdImport(db, ref.importId, async (client) => {
    const job = toJob(await findImport(db, ref));
    if (job.status !== "VALIDATING") return { status: "superseded" as const };
    try {
      const summary = await validate({ db, files }, { client, ref, job, signal });
      const moved = await moveImport(db, ref, { from: ["VALIDATING"], to: "VALIDATED", summary });
      return { status: moved ? ("validated" as const) : ("superseded" as const) };
    } catch (error) {
      if (error instanceof Superseded) return { status: "superseded" as const };
      if (!(error instanceof AppError) || error.retryable) throw error;
      const { code, message, hint } = error;
      await moveImport(db, ref, { from: ["VALIDATING"], to: "FAILED", failure: { code, message, hint } });
      return { status: "failed" as const };
    }
  });
  if (result) return result;
  throw new AppError({
    code: "unavailable",
    message: "Another worker is reading this import.",
    retryable: true,
  });
}

interface Validation {
  client: SyncClient;
  ref: ImportRef;
  job: ImportJob;
  signal: AbortSignal | undefined;
}

async function validate(deps: Deps, { client, ref, job, signal }: Validation): Promise<ImportSummary> {
  const columns = new Columns(job.mapping);
  const told = async (rows: number) => {
    signal?.throwIfAborted();
    if (!(await noteProgress(deps.db, ref, rows))) throw new Superseded();
  };
  await clearRows(client, ref);
  const staged = await withImportFile(deps, ref, ({ path, spillFolder }) =>
    stageRows(client, ref, {
      rows: readRows({
        path,
        format: sheetFormat(job.file),
        decimal: job.mapping.decimal,
        spillFolder,
        ...(job.mapping.sheet === undefined ? {} : { sheet: job.mapping.sheet }),
      }),
      columns,
      isReport: job.file.isReport ?? false,
      told,
    }),
  );
  await joinProducts(client, ref);
  await refuseLargeProducts(client, ref);
  const { rows, blankRows } = staged;
  const checker = new ProductChecker(columns);
  await checkAll(client, ref, { checker, told: () => told(rows) });
  return { rows, blankRows, ...checker.counted };
}

async function checkAll(
  client: SyncClient,
  ref: ImportRef,
  { checker, told }: { checker: ProductChecker; told: () => Promise<void> },
): Promise<void> {
  const breathe = breather();
  let after = 0;
  for (;;) {
    const products = await readProducts(client, ref, { after, limit: PRODUCTS_AT_ONCE });
    const last = products.at(-1);
    if (!last) break;
    await checker.check(client, ref, products);
    after = last.productRow;
    await told();
    await breathe();
  }
  await checker.finish(client, ref);
}

/** A wrong column to group by makes one product of everything. */
async function refuseLargeProducts(client: SyncClient, ref: ImportRef): Promise<void> {
  const largest = await largestProduct(client, ref);
  if (!largest || largest.rows <= LIMITS.productRows) return;
  throw badFile(
    `“${largest.key?.slice(0, 60)}” stands in ${largest.rows.toLocaleString("en")} rows, and a product may have ${LIMITS.productRows.toLocaleString("en")}.`,
    "Choose another column to group rows by: one that has a value of its own for each product.",
  );
}
