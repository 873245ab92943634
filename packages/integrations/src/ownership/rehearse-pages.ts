import type { FieldIssue, MappedProduct } from "@v1/core";
import { type KeptRecord, keepRehearsed, type RehearsedChunk, rehearseChunks } from "@v1/db/ownership";
import type { Page } from "../kit/connector.ts";
import { type PreparedChunk, prepareChunk } from "../sync/prepare-chunk.ts";
import { hashOf } from "../sync/read-pages.ts";
import { type Checkpoint, ownershipOf, type Session } from "../sync/session.ts";
import type { PreviewCounts } from "./preview-counts.ts";

/** How often chunks are rehearsed again because an owner changed under them. */
const MOST_REPLANS = 20;

/** Where a preview goes on. */
export interface PreviewCheckpoint extends Checkpoint {
  counts?: PreviewCounts["counts"];
}

/**
 * Rehearses pages and keeps what became of each record. They are rehearsed together, as far as patience
 * goes: a record finds what the ones before it would have done.
 * @returns false where the preview was cancelled meanwhile
 */
export async function rehearsePages(
  session: Session,
  {
    counts,
    pages,
    patienceMs,
  }: { counts: PreviewCounts; pages: readonly Page<unknown>[]; patienceMs: number },
): Promise<boolean> {
  for (let left = pages; left.length > 0; ) {
    session.context.signal.throwIfAborted();
    const rehearsed = await rehearseTogether(session, left, patienceMs);
    for (const chunk of rehearsed) if (!(await keep(session, counts, chunk))) return false;
    left = left.slice(rehearsed.length);
  }
  return true;
}

interface Rehearsed extends RehearsedChunk {
  page: Page<unknown>;
  prepared: PreparedChunk;
}

async function rehearseTogether(
  session: Session,
  pages: readonly Page<unknown>[],
  patienceMs: number,
): Promise<Rehearsed[]> {
  const { deps, run, checkpoint } = session;
  for (let attempt = 0; attempt < MOST_REPLANS; attempt += 1) {
    const ownership = await ownershipOf(session);
    const prepared: PreparedChunk[] = [];
    const stages = pages.map((page, n) => async (client: Parameters<typeof prepareChunk>[1]) => {
      const inFlight = prepared.flatMap(({ seen }) => seen);
      const input = { chunk: checkpoint.chunk + n, page, ownership, inFlight };
      const chunk = await prepareChunk(session, client, input);
      prepared.push(chunk);
      return inputOf(session, chunk);
    });
    const rehearsal = await rehearseChunks(deps.db, run, { stages, patienceMs });
    if (rehearsal.status === "moved") continue;
    return prepared.flatMap((chunk, n) => {
      const [found, page] = [rehearsal.chunks[n], pages[n]];
      return found && page ? [{ ...found, page, prepared: chunk }] : [];
    });
  }
  throw new Error(
    `Ownership changed ${MOST_REPLANS} times while chunk ${session.checkpoint.chunk} was rehearsed.`,
  );
}

function inputOf(session: Session, prepared: PreparedChunk) {
  const { chunk, shape, namesTwice, ownership, seen, errors, read, total, unchanged, failed } = prepared;
  return {
    ...{ chunk, shape, namesTwice, ownership, seen, errors, before: session.tallies },
    counted: { read, unchanged, failed },
    checkpoint: null,
    total,
  };
}

async function keep(
  session: Session,
  counts: PreviewCounts,
  { page, prepared, records: found, tallies }: Rehearsed,
): Promise<boolean> {
  const { chunk } = prepared;
  const records = keptOf(counts.counts.records, { page, errors: prepared.errors }, found);
  counts.add(records);
  const checkpoint: PreviewCheckpoint = { chunk: chunk + 1, position: page.position, counts: counts.counts };
  const report = counts.report({ archived: 0, ownershipVersion: 0 });
  const kept = { records, checkpoint, tallies, total: page.total, report };
  const { cancelled } = await keepRehearsed(session.deps.db, session.job, kept);
  session.checkpoint = checkpoint;
  session.tallies = tallies;
  return !cancelled;
}

function keptOf(
  first: number,
  { page, errors }: Pick<PreparedChunk, "errors"> & { page: Page<unknown> },
  found: RehearsedChunk["records"],
): KeptRecord[] {
  const known = new Map(found.map((record) => [record.externalId, record]));
  const issues = Map.groupBy(errors, ({ externalId }) => externalId);
  return page.records.map((record, n) => {
    const rehearsed = known.get(record.externalId);
    return {
      ...(rehearsed ?? { effect: "rejected", productId: null, identifier: null, name: null, diff: null }),
      externalId: record.externalId,
      ordinal: first + n,
      mapped: plannedOf(rehearsed?.mapped ?? null, issues.get(record.externalId) ?? []),
      contentHash: hashOf(record).toString("hex"),
    };
  });
}

/** What taking over merges: the record with its issues, why it cannot be mapped, or null where it is unchanged. */
function plannedOf(
  mapped: Record<string, unknown> | null,
  issues: (FieldIssue & { externalId: string })[],
): MappedProduct | FieldIssue | null {
  const plain = issues.map(({ externalId: _, ...issue }) => issue);
  return mapped ? ({ ...mapped, issues: plain } as unknown as MappedProduct) : (plain[0] ?? null);
}
