import type { FieldIssue, FieldKey, MappedProduct } from "@v1/core";
import { type ChunkShape, findUnchanged, type Ownership, type SyncClient, stageChunk } from "@v1/db/sync";

import { breather } from "../kit/breather.ts";
import type { Page, Position, RawRecord } from "../kit/connector.ts";
import { recordIssue } from "../kit/issues.ts";
import { applySources } from "../mapping/apply-sources.ts";
import type { CompiledSource } from "../mapping/compile-sources.ts";
import { ChunkBuilder, isStorable, type RecordError } from "./chunk.ts";
import { isTooLong } from "./limits.ts";
import { hashOf, isStored } from "./read-pages.ts";
import type { Session } from "./session.ts";
import { sourcesOf } from "./sources-of.ts";

interface Entry {
  record: RawRecord<unknown>;
  contentHash: Buffer;
}

/** A chunk as it is staged. What the source said of it is let go, but for what was not staged. */
export interface PreparedChunk {
  chunk: number;
  position: Position;
  total: number | null;
  /** Records read. */
  read: number;
  ownership: Ownership;
  shape: ChunkShape | null;
  namesTwice: boolean;
  seen: string[];
  errors: RecordError[];
  unchanged: number;
  failed: number;
  /** For planning it again: what is staged, and what was left as it is under these owners. */
  again: { builder: ChunkBuilder; left: Entry[] };
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
  const entries: Entry[] = [];
  const said = new Set(inFlight);
  const saidAgain = new Set<string>();
  for (const record of page.records) {
    const { externalId } = record;
    if (isStorable(externalId) && !isTooLong(externalId)) {
      entries.push({ record, contentHash: hashOf(record) });
      if (said.has(externalId)) saidAgain.add(externalId);
      else said.add(externalId);
    } else builder.refuse(record);
    await breathe();
  }
  const left = await mapChanged(session, client, { builder, entries, ownership, saidAgain });
  session.ahead.reached("mapped", chunk, page);
  const prepared = {
    chunk,
    position: page.position,
    total: page.total,
    read: page.records.length,
    seen: entries.map((entry) => entry.record.externalId),
    again: { builder, left },
  };
  const staged = await stage(session, client, { ...prepared, ownership });
  session.ahead.reached("staged", chunk, page);
  return staged;
}

/**
 * The same chunk under other owners, once its rows are unstaged: what was staged is staged again, and what
 * had been left as it is now has its say.
 */
export async function prepareAgain(
  session: Session,
  client: SyncClient,
  { prepared, ownership }: { prepared: PreparedChunk; ownership: Ownership },
): Promise<PreparedChunk> {
  const { builder, left: entries } = prepared.again;
  const left = await mapChanged(session, client, { builder, entries, ownership, saidAgain: new Set() });
  return stage(session, client, { ...prepared, ownership, again: { builder, left } });
}

/** Adds to the builder what the stored content does not answer for; gives the rest. */
async function mapChanged(
  session: Session,
  client: SyncClient,
  given: { builder: ChunkBuilder; entries: Entry[]; ownership: Ownership; saidAgain: ReadonlySet<string> },
): Promise<Entry[]> {
  const { builder, entries, ownership, saidAgain } = given;
  const records = entries.map(({ record, ...entry }) => ({ ...entry, externalId: record.externalId }));
  const unchanged = await findUnchanged(client, session.run, { ownership, records });
  const sources = await sourcesOf(session);
  const breathe = breather();
  const left: Entry[] = [];
  for (const entry of entries) {
    const { externalId } = entry.record;
    // Where a record comes twice, the stored content is not what its last word is measured by.
    if (unchanged.has(externalId) && !saidAgain.has(externalId)) left.push(entry);
    else builder.add(entry.record, await mapOne(session, entry.record, sources), entry.contentHash);
    await breathe();
  }
  return left;
}

async function stage(
  session: Session,
  client: SyncClient,
  prepared: Pick<PreparedChunk, "chunk" | "position" | "total" | "read" | "seen" | "ownership" | "again">,
): Promise<PreparedChunk> {
  const { chunk, read, ownership } = prepared;
  const { builder } = prepared.again;
  const { products, namesTwice, errors, failed } = builder;
  const { brandId, token } = session.run;
  if (products.length > 0) await stageChunk(client, { brandId, token, chunk, products });
  const shape = products.length > 0 ? shapeOf(session, builder, ownership) : null;
  builder.forgetNames();
  return { ...prepared, shape, namesTwice, errors, failed, unchanged: read - products.length - failed };
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
