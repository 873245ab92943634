import { randomUUID } from "node:crypto";
import { AppError } from "@v1/core";
import { endPreview, keepGone } from "@v1/db/ownership";
import { findRun, NO_TALLIES, type Tallies } from "@v1/db/sync";
import type { Page, ReadSummary } from "../kit/connector.ts";
import { readPages } from "../sync/read-pages.ts";
import { checkAccount, openSession, ownershipOf, type Session } from "../sync/session.ts";
import type { SyncDeps, SyncJob } from "../sync/types.ts";
import { PreviewCounts } from "./preview-counts.ts";
import { type PreviewCheckpoint, rehearsePages } from "./rehearse-pages.ts";

export interface PreviewOutcome {
  status: "completed" | "failed" | "cancelled";
  tallies: Tallies;
}

/**
 * Drives the preview of a sync to its end: reads the source as the sync would, rehearses the merge of some
 * thousand records at a time, and keeps what each would become. Writes nothing to products. Killed anywhere, it
 * goes on behind the last chunk that was kept.
 * @param options.patienceMs how long others of the brand may wait for records that are rehearsed together
 * @throws what may pass by itself; else the preview has failed
 */
export async function drivePreview(
  deps: SyncDeps,
  job: SyncJob,
  { patienceMs = 5_000 }: { patienceMs?: number } = {},
): Promise<PreviewOutcome> {
  const { connectionId, slug, status, tallies } = await findRun(deps.db, job);
  if (status !== "queued" && status !== "running")
    return { status: status as PreviewOutcome["status"], tallies };
  const lease = { brandId: job.brandId, connectionId, token: randomUUID(), seconds: 300 };
  try {
    const session = await openSession(deps, job, { lease, slug, borrowed: true });
    if ("status" in session) return { status: session.status as PreviewOutcome["status"], tallies };
    try {
      return await look(session, patienceMs);
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

async function look(session: Session, patienceMs: number): Promise<PreviewOutcome> {
  const { deps, job } = session;
  await checkAccount(session);
  const { counts: known } = session.checkpoint as PreviewCheckpoint;
  const counts = new PreviewCounts(known);
  const summary = await rehearseAll(session, counts, patienceMs);
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

/** Records that are rehearsed together, and held at a time. */
const TOGETHER = 10_000;

/** Null where it was cancelled. */
async function rehearseAll(
  session: Session,
  counts: PreviewCounts,
  patienceMs: number,
): Promise<ReadSummary | null> {
  const pages = readPages(session);
  try {
    for (;;) {
      const { taken, summary } = await nextPages(pages);
      if (!(await rehearsePages(session, { counts, pages: taken, patienceMs }))) return null;
      if (summary) return summary;
    }
  } finally {
    await pages.return({ verified: false });
  }
}

async function nextPages(pages: ReturnType<typeof readPages>) {
  const taken: Page<unknown>[] = [];
  for (let records = 0; records < TOGETHER; ) {
    const next = await pages.next();
    if (next.done) return { taken, summary: next.value };
    taken.push(next.value);
    records += next.value.records.length;
  }
  return { taken, summary: null };
}
