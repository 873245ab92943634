import type { WorkerDb } from "@v1/db";
import { keepImportPreview, type PreviewChunk, previewImport as rehearse } from "@v1/db/imports";
import { mappedFields, readingOptions } from "../connectors/spreadsheet/mapping.ts";
import { PreviewCounts } from "../ownership/preview-counts.ts";
import { ChunkBuilder, contentHash, isStorable } from "../sync/chunk.ts";
import { isTooLong } from "../sync/limits.ts";
import { getImport } from "./get-import.ts";
import { importConnector, productSource } from "./product-source.ts";
import { requireValidated } from "./require-validated.ts";
import type { ImportDeps, ImportJob, ImportPreview, ImportScope } from "./types.ts";

const USUALLY = 2_000;
const MOST = 10_000;
/** The rehearsal is one chunk: all of it is held in memory. */
const MOST_VARIANTS = 30_000;
const PAGE = 1_000;

/**
 * What committing an import would do: the merge itself, on its first products, taken back afterwards.
 * Other syncs of the brand wait meanwhile, so not all of a large file is looked at. What it found is kept for a
 * day as a preview, to be browsed record by record.
 * @param most products that are looked at; 2,000 by default, 10,000 at most
 */
export async function previewImport(
  { db }: Pick<ImportDeps, "db">,
  scope: ImportScope,
  { importId, most = USUALLY }: { importId: string; most?: number },
): Promise<ImportPreview> {
  const job = await getImport({ db }, scope, importId);
  requireValidated(job, "previewed");
  const { brandId, userId } = scope;
  const of = await productSource(db, brandId).products(importId);
  const chunk = await firstProducts(db, {
    brandId,
    job,
    most: Math.max(1, Math.min(Math.trunc(most), MOST)),
  });
  const products = chunk.seen.length;
  const { connectionId } = job;
  const { records, ...report } = await rehearse(db, {
    brandId,
    connectionId,
    fields: mappedFields(job.mapping),
    complete: new Set(importConnector(db, brandId).complete),
    chunk,
  });
  const { tallies } = report;
  const said = new Map(chunk.products.map(({ externalId, observed }) => [externalId, observed]));
  // Without its hash nothing is taken over: a commit reads the rows again.
  const kept = records.map((record, ordinal) => {
    const observed = said.get(record.externalId);
    const mapped = observed === undefined ? null : { observed: JSON.parse(observed) };
    return { ...record, ordinal, mapped, contentHash: null };
  });
  const counts = new PreviewCounts();
  counts.add(kept);
  const runId = await keepImportPreview(db, {
    ...{ brandId, connectionId, importId, userId, tallies, records: kept },
    report: counts.report({ archived: 0, ownershipVersion: 0 }),
  });
  return { runId, products, of, covers: products === of ? "all" : "first", ...report };
}

async function firstProducts(
  db: WorkerDb,
  { brandId, job, most }: { brandId: string; job: ImportJob; most: number },
): Promise<PreviewChunk> {
  const connector = importConnector(db, brandId);
  const config = { importId: job.id, reading: readingOptions.parse(job.mapping) };
  const request = { mode: "full", since: null, position: null, pageSize: Math.min(PAGE, most) } as const;
  const builder = new ChunkBuilder();
  const seen: string[] = [];
  let variants = 0;
  for await (const page of productSource(db, brandId).pages(job.id, request, new AbortController().signal)) {
    for (const record of page.records.slice(0, most - seen.length)) {
      seen.push(record.externalId);
      variants += record.raw.rows.length;
      if (!isStorable(record.externalId) || isTooLong(record.externalId)) builder.refuse(record);
      else builder.add(record, connector.map(record, config), contentHash(record.raw));
    }
    if (seen.length === most || variants >= MOST_VARIANTS) break;
  }
  const { products, errors, failed, namesTwice } = builder;
  const productFields = [...builder.productFields].sort();
  const variantFields = [...builder.variantFields].sort();
  return { products, errors, failed, namesTwice, seen, productFields, variantFields };
}
