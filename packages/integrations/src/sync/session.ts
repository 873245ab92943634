import { rm } from "node:fs/promises";
import { AppError } from "@v1/core";
import {
  ensureOrigins,
  findRun,
  type HeldRun,
  holdLease,
  type Lease,
  type OpenedRun,
  openRun,
  type RunContext,
  readOwnership,
  refuseConnection,
  rememberAccount,
  type Tallies,
  takeLease,
} from "@v1/db/sync";
import { guardConnection } from "../http/connection-guard.ts";
import type { Connector, ConnectorContext, Position, ReadSummary } from "../kit/connector.ts";
import { AheadOf } from "./ahead.ts";
import { makeSpillFolder } from "./spill-folder.ts";
import type { SyncDeps, SyncJob, SyncOutcome } from "./types.ts";

/** Where a run goes on: the source's position, the next chunk's number, and whether reading is over. */
export interface Checkpoint {
  chunk: number;
  position: Position | null;
  read?: ReadSummary;
}

/** One attempt at a run, from taking the lease to giving it back. */
export interface Session {
  deps: SyncDeps;
  job: SyncJob;
  connector: Connector;
  lease: Lease;
  opened: OpenedRun;
  run: RunContext;
  context: ConnectorContext<unknown, unknown>;
  checkpoint: Checkpoint;
  /** As of the last committed chunk. */
  tallies: Tallies;
  chunkSize: number;
  ahead: AheadOf;
  /** Aborted when the lease is lost or the process is told to stop. */
  stop: AbortController;
  close(): Promise<void>;
}

/** A connection in this worker's hands, for one run. */
export interface Hold {
  lease: Lease;
  slug: string;
  /** Held within transactions that are taken back only, so that nobody renews it. */
  borrowed?: true;
}

/** Takes the connection for a run; an outcome where there is nothing to do. */
export async function takeConnection(deps: SyncDeps, job: SyncJob): Promise<Hold | SyncOutcome> {
  const found = await findRun(deps.db, job);
  const outcome = endOf(found);
  if (outcome) return outcome;
  const seconds = deps.leaseSeconds ?? 60;
  const want = { brandId: job.brandId, connectionId: found.connectionId, runId: job.runId, seconds };
  const lease = await takeLease(deps.db, want);
  return lease ? { lease, slug: found.slug } : { status: "busy", tallies: found.tallies };
}

/** How a run ended, or null where it has not. */
function endOf({ status, tallies }: Pick<OpenedRun, "status" | "tallies">): SyncOutcome | null {
  return status === "queued" || status === "running" ? null : { status, tallies, endedBefore: true };
}

/** Reads all that the run needs; an outcome where it ended while this worker waited for the connection. */
export async function openSession(
  deps: SyncDeps,
  job: SyncJob,
  { lease, slug, borrowed }: Hold,
): Promise<Session | SyncOutcome> {
  const { brandId, connectionId } = lease;
  const opened = await openRun(deps.db, {
    ...job,
    slug,
    connectorVersion: (wanted) => deps.connector(wanted).mappingVersion,
  });
  const outcome = endOf(opened);
  if (outcome) return outcome;
  const refusal = refuseConnection(opened.connection.status);
  if (refusal) throw refusal;
  const scope = { brandId, connectionId };
  const secrets = await deps.secrets(scope);
  const { connector, http } = guardConnection(deps, {
    connector: deps.connector(slug),
    config: opened.connection.config,
    scope,
    secrets,
  });
  const run = await contextOf(deps, { job, lease, opened, connector });
  const spillFolder = await makeSpillFolder(job.runId, deps.spillRoot);
  const stop = new AbortController();
  const signal = deps.signal ? AbortSignal.any([deps.signal, stop.signal]) : stop.signal;
  const heartbeat = borrowed ? undefined : beat(deps, { lease, runId: job.runId }, stop);
  return {
    deps,
    job,
    connector,
    lease,
    opened,
    run,
    context: { config: opened.connection.config, secrets, http, signal, spillFolder },
    checkpoint: (opened.checkpoint as Checkpoint | null) ?? { chunk: 0, position: null },
    tallies: opened.tallies,
    chunkSize: deps.chunkSize ?? 2_000,
    ahead: new AheadOf(opened.tallies.read, deps.onAhead),
    stop,
    close: async () => {
      clearInterval(heartbeat);
      // A folder that stays is removed later; the lease must be given back now.
      await rm(spillFolder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

/** Holds the lease while the source is slow. A lost lease or a cancelled run ends the attempt at once. */
function beat(deps: SyncDeps, run: HeldRun, stop: AbortController): NodeJS.Timeout {
  let waiting = false;
  const renew = async () => {
    if (waiting) return;
    waiting = true;
    // Where the database cannot be asked, the next chunk's transaction finds out.
    const answer = await holdLease(deps.db, run).catch(() => null);
    waiting = false;
    if (answer?.held === false) stop.abort(new LeaseLost());
    else if (answer?.cancelRequested) stop.abort(new CancelRequested());
  };
  const timer = setInterval(() => void renew(), Math.max(200, (run.lease.seconds * 1000) / 3));
  timer.unref();
  return timer;
}

/** Another worker took the connection over; this attempt writes nothing any more. */
export class LeaseLost extends Error {
  constructor() {
    super("The connection's lease is held by another worker.");
    this.name = "LeaseLost";
  }
}

/** A brand admin asked for the end of the run. */
export class CancelRequested extends Error {
  constructor() {
    super("The run was cancelled.");
    this.name = "CancelRequested";
  }
}

/** The connector's own version and the connection's settings, as one number. */
export function mappingVersionOf(connector: Connector, settings: number): number {
  return connector.mappingVersion * 100_000 + settings;
}

async function contextOf(
  deps: SyncDeps,
  parts: { job: SyncJob; lease: Lease; opened: OpenedRun; connector: Connector },
): Promise<RunContext> {
  const { job, lease, opened, connector } = parts;
  const { connection } = opened;
  const mappingVersion = mappingVersionOf(connector, connection.mappingVersion);
  return {
    brandId: job.brandId,
    connectionId: lease.connectionId,
    runId: job.runId,
    runSeq: opened.seq,
    token: lease.token,
    leaseSeconds: lease.seconds,
    mode: opened.mode,
    mappingVersion,
    mayCreate: connection.mayCreate,
    matchBy: connection.matchBy,
    acceptOlder: connection.acceptOlder,
    origins: await ensureOrigins(deps.db, { brandId: job.brandId, connectionId: lease.connectionId }),
    complete: new Set(connector.complete),
  };
}

/**
 * Asks the source who it is. Another account under the same connection would archive a whole brand.
 * @throws AppError `precondition_failed` where the account is not the one that was connected
 */
export async function checkAccount(session: Session): Promise<void> {
  const { connector, context, opened, run, deps } = session;
  const account = connector.account?.(context.config) ?? (await connector.check(context)).account;
  const { accountId } = opened.connection;
  if (accountId === null) {
    await rememberAccount(deps.db, { brandId: run.brandId, connectionId: run.connectionId, ...account });
  } else if (accountId !== account.id) {
    throw new AppError({
      code: "precondition_failed",
      message: `The credentials lead to another account (${account.name}) than the one that was connected.`,
      hint: "Put the old account's credentials back, or connect the new account as a connection of its own.",
    });
  }
}

export function ownershipOf(session: Session) {
  return readOwnership(session.deps.db.pool, session.run.brandId, session.run.connectionId);
}
