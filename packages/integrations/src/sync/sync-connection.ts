import { AppError } from "@v1/core";
import {
  awaitApproval,
  cancelRun,
  completeRun,
  countGone,
  currentMappingVersion,
  dropLease,
  failRun,
  type HeldRun,
  NO_TALLIES,
  noteFailure,
  retireGone,
  saveCheckpoint,
} from "@v1/db/sync";
import type { ReadSummary } from "../kit/connector.ts";
import { adoptWaiting } from "../ownership/drive-adoption.ts";
import { OVERLAP_MS, readAndMerge } from "./read-and-merge.ts";
import {
  CancelRequested,
  checkAccount,
  LeaseLost,
  mappingVersionOf,
  openSession,
  type Session,
  takeConnection,
} from "./session.ts";
import { storableTime } from "./times.ts";
import type { SyncDeps, SyncEvent, SyncFailure, SyncJob, SyncOutcome } from "./types.ts";

/** Failures that trying again cannot mend: somebody has to look at the connection. */
const NEEDS_ATTENTION = new Set(["unauthenticated", "forbidden", "precondition_failed", "bad_request"]);

/** Attempts without any progress after which a run is given up. */
const MOST_ATTEMPTS = 8;

/**
 * Drives one run to its end, or as far as this attempt gets: lease, read, map, stage, plan, merge,
 * and at the end of a full read what is gone. Killing it anywhere loses nothing and repeats nothing.
 *
 * @throws AppError with `retryable` where the same run should be tried again later
 */
export async function* syncConnection(deps: SyncDeps, job: SyncJob): AsyncGenerator<SyncEvent, SyncOutcome> {
  const hold = await takeConnection(deps, job);
  if ("status" in hold) return hold;
  let session: Session | SyncOutcome | undefined;
  try {
    session = await openSession(deps, job, hold);
    if ("status" in session) return session;
    return yield* drive(session);
  } catch (error) {
    const opened = session && "opened" in session ? session : undefined;
    return await ended(deps, { error, run: { lease: hold.lease, runId: job.runId }, session: opened });
  } finally {
    if (session && "close" in session) await session.close();
    await dropLease(deps.db, hold.lease).catch(() => undefined);
  }
}

async function* drive(session: Session): AsyncGenerator<SyncEvent, SyncOutcome> {
  const { opened, job, deps } = session;
  if (opened.cancelRequested) throw new CancelRequested();
  yield {
    type: "started",
    runId: job.runId,
    mode: opened.mode,
    resumed: session.checkpoint.chunk > 0,
    tallies: opened.tallies,
    total: opened.total,
  };
  const summary = yield* readOnce(session);
  const mappingMoved = await hasMappingMoved(session);
  if (mayRetire(session, summary.verified, mappingMoved)) {
    const figures = await countGone(deps.db, session.run);
    if (needsApproval(session, figures)) {
      const { checkpoint } = session;
      orLost(await awaitApproval(deps.db, heldRun(session), { guard: figures, checkpoint }));
      return { status: "awaiting_approval", tallies: session.tallies };
    }
    if (figures.gone > 0) yield* retire(session);
  }
  // A clock that nobody can read is no clock: ours is taken then, as where the source has none.
  const clock = summary.sourceTime ? storableTime(summary.sourceTime) : null;
  const started = clock ? new Date(clock) : opened.startedAt;
  orLost(
    await completeRun(deps.db, session.run, {
      tallies: session.tallies,
      verified: summary.verified,
      watermark: summary.verified ? new Date(started.getTime() - OVERLAP_MS) : null,
      mappingMoved,
    }),
  );
  return { status: "completed", tallies: session.tallies };
}

/** A run that waited for an approval has read everything already. */
async function* readOnce(session: Session): AsyncGenerator<SyncEvent, ReadSummary> {
  const { checkpoint, deps, lease, context } = session;
  if (checkpoint.read) return checkpoint.read;
  await checkAccount(session);
  await adoptWaiting(deps, { ...lease, signal: context.signal });
  const summary = yield* readAndMerge(session);
  session.checkpoint = { ...session.checkpoint, read: summary };
  orLost(await saveCheckpoint(session.deps.db, heldRun(session), session.checkpoint));
  return summary;
}

/** Against the mapping that the run began with, which may have been an earlier attempt's. */
async function hasMappingMoved(session: Session): Promise<boolean> {
  const now = await currentMappingVersion(session.deps.db, session.run);
  return mappingVersionOf(session.connector, now) !== session.opened.mappingVersion;
}

/**
 * Only a verified read of the whole source may call a record gone, with the filters it began with
 * and those of the full read before it (rule 11).
 */
function mayRetire(session: Session, verified: boolean, mappingMoved: boolean): boolean {
  const { connection, mode } = session.opened;
  const sameFilters =
    connection.lastFullMapping === null || connection.lastFullMapping === session.run.mappingVersion;
  return (
    mode === "full" && verified && !mappingMoved && sameFilters && connection.deletionPolicy !== "ignore"
  );
}

function needsApproval(session: Session, figures: { live: number; gone: number }): boolean {
  const { connection, approved } = session.opened;
  if (approved || connection.deletionPolicy !== "archive") return false;
  return figures.gone * 100 > connection.guardPercent * figures.live;
}

async function* retire(session: Session): AsyncGenerator<SyncEvent, void> {
  const archives = session.opened.connection.deletionPolicy === "archive";
  for (;;) {
    session.context.signal.throwIfAborted();
    const result = await retireGone(session.deps.db, session.run, { before: session.tallies, archives });
    if (result.status === "lost") throw new LeaseLost();
    session.tallies = result.tallies;
    yield { type: "retired", runId: session.job.runId, tallies: result.tallies, total: session.opened.total };
    if (result.status === "done") return;
  }
}

function heldRun({ lease, job }: Session): HeldRun {
  return { lease, runId: job.runId };
}

function orLost(written: boolean): void {
  if (!written) throw new LeaseLost();
}

interface Ending {
  error: unknown;
  run: HeldRun;
  /** Missing where the attempt failed before it began. */
  session: Session | undefined;
}

/** What an attempt's failure means for its run. A worker that lost its lease may not judge it. */
async function ended({ db, signal }: SyncDeps, { error, run, session }: Ending): Promise<SyncOutcome> {
  const tallies = session?.tallies ?? NO_TALLIES;
  const cause: unknown = session?.stop.signal.reason ?? error;
  if (cause instanceof LeaseLost) return { status: "busy", tallies };
  if (cause instanceof CancelRequested) {
    return { status: (await cancelRun(db, run)) ? "cancelled" : "busy", tallies };
  }
  if (signal?.aborted) return { status: "interrupted", tallies };
  const failure = describe(error);
  if (isRetryable(error) && (session?.opened.attempts ?? 0) < MOST_ATTEMPTS) {
    const noted = await noteFailure(db, run, failure).catch(() => true);
    if (!noted) return { status: "busy", tallies };
    throw error;
  }
  const needsAttention = NEEDS_ATTENTION.has(failure.code);
  const failed = await failRun(db, run, { ...failure, needsAttention });
  return { status: failed ? "failed" : "busy", tallies, error: failure };
}

function describe(error: unknown): SyncFailure {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.hint ? { hint: error.hint } : {}) };
  }
  return {
    code: "internal",
    message: "The sync stopped on an error of ours.",
    hint: "It was logged with the run's id; syncing again starts where this run stopped.",
  };
}

/** An unknown failure may be the network or a restarted database; a known one says so itself. */
function isRetryable(error: unknown): boolean {
  return error instanceof AppError ? error.retryable : true;
}
