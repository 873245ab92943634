import type { FieldIssue, FieldKey, MappedProduct } from "@v1/core";
import { type ChunkShape, findUnchanged, type Ownership, type SyncClient, stageChunk } from "@v1/db/sync";

import { breather } from "../kit/breather.ts";
import type { Page, RawRecord } from "../kit/connector.ts";
import { recordIssue } from "../kit/issues.ts";
import { applySources } from "../mapping/apply-sources.ts";
import type { CompiledSource } from "../mapping/compile-sources.ts";
import { ChunkBuilder, isStorable, type RecordError } from "./chunk.ts";
import { isTooLong } from "./limits.ts";
import { hashOf, isStored } from "./read-pages.ts";
import type { Session } from "./session.ts";
import { sourcesOf } from "./sources-of.ts";

export interface PreparedChunk {
  chunk: number;
  page: Page<unknown>;
  ownership: Ownership;
  shape: ChunkShape | null;
  namesTwice: boolean;
  seen: string[];
  errors: RecordError[];
  unchanged: number;
  failed: number;
}

export interface PreparationInput {
  chunk: number;
  page: Page<unknown>;
  ownership: Ownership;
  /** Ids of the chunk before, while it is being merged: what they said last is not known yet. */
  inFlight?: readonly string[];
}

/** Maps what changed since the last clean merge and stages it; the rest is only logged as seen. */
export async function prepareChunk(
  session: Session,
  client: SyncClient,
  { chunk, page, ownership, inFlight = [] }: PreparationInput,
): Promise<PreparedChunk> {
  const breathe = breather();
  session.ahead.reached("read", chunk, page);
  const builder = new ChunkBuilder();
  const records: { record: RawRecord<unknown>; contentHash: Buffer }[] = [];
  const said = new Set(inFlight);
  const saidAgain = new Set<string>();
  for (const record of page.records) {
    const { externalId } = record;
    if (isStorable(externalId) && !isTooLong(externalId)) {
      records.push({ record, contentHash: hashOf(record) });
      if (said.has(externalId)) saidAgain.add(externalId);
      else said.add(externalId);
    } else builder.refuse(record);
    await breathe();
  }
  const unchanged = await findUnchanged(client, session.run, {
    ownership,
    records: records.map((entry) => ({
      externalId: entry.record.externalId,
      contentHash: entry.contentHash,
    })),
  });
  const sources = await sourcesOf(session);
  for (const entry of records) {
    const { externalId } = entry.record;
    // Where a record comes twice, the stored content is not what its last word is measured by.
    if (unchanged.has(externalId) && !saidAgain.has(externalId)) continue;
    builder.add(entry.record, await mapOne(session, entry.record, sources), entry.contentHash);
    await breathe();
  }
  session.ahead.reached("mapped", chunk, page);
  const { products } = builder;
  const { brandId, token } = session.run;
  if (products.length > 0) await stageChunk(client, { brandId, token, chunk, products });
  session.ahead.reached("staged", chunk, page);
  return {
    chunk,
    page,
    ownership,
    shape: products.length > 0 ? shapeOf(session, builder, ownership) : null,
    namesTwice: builder.namesTwice,
    seen: records.map((entry) => entry.record.externalId),
    errors: builder.errors,
    unchanged: page.records.length - products.length - builder.failed,
    failed: builder.failed,
  };
}

/** A record that the mapping stumbles over fails alone, whatever it holds. */
async function mapOne(
  { connector, context }: Session,
  record: RawRecord<unknown>,
  sources: readonly CompiledSource[],
): Promise<MappedProduct | FieldIssue> {
  if (isStored(record)) return record.mapped;
  try {
    const mapped = connector.map(record, context.config);
    const isChosen = sources.length > 0 && "observed" in mapped;
    return isChosen ? await applySources(mapped, record.raw, sources) : mapped;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The record is not as the source describes its records: ${reason.slice(0, 200)}`;
    return recordIssue(message, "Correct it at the source, or report it with the excerpt.", record.raw);
  }
}

function shapeOf(session: Session, builder: ChunkBuilder, ownership: Ownership): ChunkShape {
  const sorted = (keys: Set<FieldKey>) => [...keys].sort();
  return {
    product: sorted(builder.productFields),
    variant: sorted(builder.variantFields),
    owned: ownership.owned,
    clear: ownership.clear,
    complete: session.run.complete,
  };
}
