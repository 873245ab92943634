import type { WorkerDb } from "@v1/db";
import { type PreviewChunk, previewImport as rehearse } from "@v1/db/imports";
import type { ProductSource } from "../connectors/spreadsheet/connector.ts";
import { mappedFields, readingOptions } from "../connectors/spreadsheet/mapping.ts";
import { ChunkBuilder, contentHash, isStorable } from "../sync/chunk.ts";
import { isTooLong } from "../sync/limits.ts";
import { getImport } from "./get-import.ts";
import { importConnector, productSource } from "./product-source.ts";
import { requireValidated } from "./require-validated.ts";
import type { ImportDeps, ImportJob, ImportPreview, ImportScope } from "./types.ts";

const CHUNK = 2_000;
const USUALLY = 2_000;
const MOST = 10_000;

/**
 * What committing an import would do: the merge itself, on its first products, taken back afterwards.
 * Other syncs of the brand wait meanwhile, so not all of a large file is looked at.
 * @param most products that are looked at; 2,000 by default, 10,000 at most
 */
export async function previewImport(
  { db }: Pick<ImportDeps, "db">,
  scope: ImportScope,
  { importId, most = USUALLY }: { importId: string; most?: number },
): Promise<ImportPreview> {
  const job = await getImport({ db }, scope, importId);
  requireValidated(job, "previewed");
  const { brandId } = scope;
  const source = productSource(db, brandId);
  const of = await source.products(importId);
  const products = Math.min(of, Math.max(1, Math.min(Math.trunc(most), MOST)));
  const report = await rehearse(db, {
    brandId,
    connectionId: job.connectionId,
    fields: mappedFields(job.mapping),
    complete: new Set(importConnector(db, brandId).complete),
    chunks: chunksOf(db, { brandId, job, source, most: products }),
  });
  return { products, of, covers: products === of ? "all" : "first", ...report };
}

async function* chunksOf(
  db: WorkerDb,
  { brandId, job, source, most }: { brandId: string; job: ImportJob; source: ProductSource; most: number },
): AsyncGenerator<PreviewChunk> {
  const connector = importConnector(db, brandId);
  const config = { importId: job.id, reading: readingOptions.parse(job.mapping) };
  const request = { mode: "full", since: null, position: null, pageSize: Math.min(CHUNK, most) } as const;
  const { signal } = new AbortController();
  let left = most;
  for await (const page of source.pages(job.id, request, signal)) {
    const builder = new ChunkBuilder();
    const records = page.records.slice(0, left);
    for (const record of records) {
      if (!isStorable(record.externalId) || isTooLong(record.externalId)) builder.refuse(record);
      else builder.add(record, connector.map(record, config), contentHash(record.raw));
    }
    left -= records.length;
    const { products, errors, failed, namesTwice } = builder;
    yield {
      products,
      errors,
      failed,
      namesTwice,
      seen: records.map(({ externalId }) => externalId),
      productFields: [...builder.productFields].sort(),
      variantFields: [...builder.variantFields].sort(),
    };
    if (left === 0) return;
  }
}
