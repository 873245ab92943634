import { randomUUID } from "node:crypto";
import { AppError, type FieldIssue, type MappedProduct } from "@v1/core";
import { endPreview, type KeptRecord, keepGone, keepRehearsed, rehearseChunk } from "@v1/db/ownership";
import { findRun, NO_TALLIES, type Tallies } from "@v1/db/sync";
import type { Page, Position, ReadSummary } from "../kit/connector.ts";
import { type PreparedChunk, prepareChunk } from "../sync/prepare-chunk.ts";
import { hashOf, readPages } from "../sync/read-pages.ts";
import { checkAccount, openSession, ownershipOf, type Session } from "../sync/session.ts";
import type { SyncDeps, SyncJob } from "../sync/types.ts";
import { PreviewCounts } from "./preview-counts.ts";

export interface PreviewOutcome {
  status: "completed" | "failed" | "cancelled";
  tallies: Tallies;
}

/** How often a chunk is rehearsed again because an owner changed under it. */
const MOST_REPLANS = 20;

/**
 * Drives the preview of a sync to its end: reads the source as the sync would, rehearses chunk by chunk, and
 * keeps what each record would become. Writes nothing to products. Killed anywhere, it goes on behind the
 * last chunk.
 * @throws what may pass by itself; else the preview has failed
 */
export async function drivePreview(deps: SyncDeps, job: SyncJob): Promise<PreviewOutcome> {
  const { connectionId, slug, status, tallies } = await findRun(deps.db, job);
  if (status !== "queued" && status !== "running")
    return { status: status as PreviewOutcome["status"], tallies };
  const lease = { brandId: job.brandId, connectionId, token: randomUUID(), seconds: 300 };
  try {
    const session = await openSession(deps, job, { lease, slug, borrowed: true });
    if ("status" in session) return { status: session.status as PreviewOutcome["status"], tallies };
    try {
      return await look(session);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    const { code, message, hint } = error;
    await endPreview(deps.db, job, { status: "failed", error: { code, message, ...(hint ? { hint } : {}) } });
    return { status: "failed", tallies: NO_TALLIES };
  }
}

interface Checkpoint {
  chunk: number;
  position: Position | null;
  counts?: PreviewCounts["counts"];
}

async function look(session: Session): Promise<PreviewOutcome> {
  const { deps, job } = session;
  await checkAccount(session);
  const { counts: known } = session.checkpoint as Checkpoint;
  const counts = new PreviewCounts(known);
  const summary = await rehearseAll(session, counts);
  if (summary === null) {
    await endPreview(deps.db, job, { status: "cancelled", tallies: session.tallies });
    return { status: "cancelled", tallies: session.tallies };
  }
  const { connection, mode } = session.opened;
  const archives = mode === "full" && summary.verified && connection.deletionPolicy === "archive";
  const archived = archives ? await keepGone(deps.db, job) : 0;
  const { version } = await ownershipOf(session);
  const report = counts.report({
    archived,
    ownershipVersion: version,
    verified: summary.verified,
    ...(summary.sourceTime ? { sourceTime: summary.sourceTime } : {}),
  });
  const tallies = { ...session.tallies, archived };
  await endPreview(deps.db, job, { status: "completed", tallies, report });
  return { status: "completed", tallies };
}

/** Null where it was cancelled. */
async function rehearseAll(session: Session, counts: PreviewCounts): Promise<ReadSummary | null> {
  const { deps, job, context } = session;
  const pages = readPages(session);
  let { chunk } = session.checkpoint;
  try {
    for (let next = await pages.next(); ; next = await pages.next()) {
      if (next.done) return next.value;
      context.signal.throwIfAborted();
      const { records, tallies } = await rehearsePage(session, { chunk, page: next.value, counts });
      chunk += 1;
      session.tallies = tallies;
      const checkpoint: Checkpoint = { chunk, position: next.value.position, counts: counts.counts };
      const report = counts.report({ archived: 0, ownershipVersion: 0 });
      const { total } = next.value;
      const saved = await keepRehearsed(deps.db, job, { records, checkpoint, tallies, total, report });
      if (saved.cancelled) return null;
    }
  } finally {
    await pages.return({ verified: false });
  }
}

async function rehearsePage(
  session: Session,
  { chunk, page, counts }: { chunk: number; page: Page<unknown>; counts: PreviewCounts },
): Promise<{ records: KeptRecord[]; tallies: Tallies }> {
  for (let attempt = 0; attempt < MOST_REPLANS; attempt += 1) {
    let prepared: PreparedChunk | undefined;
    const ownership = await ownershipOf(session);
    const rehearsal = await rehearseChunk(session.deps.db, session.run, async (client) => {
      prepared = await prepareChunk(session, client, { chunk, page, ownership });
      const { shape, namesTwice, seen, errors, unchanged, failed } = prepared;
      return {
        ...{ chunk, shape, namesTwice, ownership, seen, errors, before: session.tallies },
        counted: { read: page.records.length, unchanged, failed },
        checkpoint: null,
        total: page.total,
      };
    });
    if (rehearsal.status === "moved" || !prepared) continue;
    const found = new Map(rehearsal.records.map((record) => [record.externalId, record]));
    const issues = Map.groupBy(prepared.errors, ({ externalId }) => externalId);
    const records = page.records.map((record, n): KeptRecord => {
      const known = found.get(record.externalId);
      return {
        ...(known ?? { effect: "rejected", productId: null, identifier: null, name: null, diff: null }),
        externalId: record.externalId,
        ordinal: counts.counts.records + n,
        mapped: plannedOf(known?.mapped ?? null, issues.get(record.externalId) ?? []),
        contentHash: hashOf(record).toString("hex"),
      };
    });
    counts.add(records);
    return { records, tallies: rehearsal.tallies };
  }
  throw new Error(`Ownership changed ${MOST_REPLANS} times while chunk ${chunk} was rehearsed.`);
}

/** What taking over merges: the record with its issues, why it cannot be mapped, or null where it is unchanged. */
function plannedOf(
  mapped: Record<string, unknown> | null,
  issues: (FieldIssue & { externalId: string })[],
): MappedProduct | FieldIssue | null {
  const plain = issues.map(({ externalId: _, ...issue }) => issue);
  return mapped ? ({ ...mapped, issues: plain } as unknown as MappedProduct) : (plain[0] ?? null);
}
