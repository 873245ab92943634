import { AppError } from "@v1/core";
import { listUnknownNames, moveImport, prepareConnection, standsElsewhere } from "@v1/db/imports";
import { requestCancel, startRun } from "@v1/db/sync";
import { mappedFields, readingOptions } from "../connectors/spreadsheet/mapping.ts";
import { getImport } from "./get-import.ts";
import { requireValidated } from "./require-validated.ts";
import type { ImportDeps, ImportJob, ImportScope } from "./types.ts";

type Deps = Pick<ImportDeps, "db" | "queue">;

/**
 * Lets the engine merge an import's products, in a run like any other: it can be followed, cancelled
 * and undone. What nobody owns yet and the file supplies becomes the connection's.
 * @throws AppError `precondition_failed` where values have to be looked over first, `conflict` where the
 *   import is not validated or its source is being imported
 */
export async function commitImport(
  deps: Deps,
  scope: ImportScope,
  { importId }: { importId: string },
): Promise<ImportJob> {
  const { db, queue } = deps;
  const job = await getImport(deps, scope, importId);
  const ref = { brandId: scope.brandId, importId };
  // A commit that broke off before its run was noted may be asked for again.
  if (job.status !== "COMMITTING" || job.runId !== null) requireValidated(job, "committed");
  if (job.requiresValueApproval) await refuseUnknown(deps, ref);
  const moved = await moveImport(db, ref, { from: ["VALIDATED", "COMMITTING"], to: "COMMITTING" });
  if (!moved) throw standsElsewhere(job.status, "committed");
  const { brandId, userId } = scope;
  const { connectionId } = job;
  const run = await startRun(db, {
    brandId,
    connectionId,
    mode: "full",
    trigger: "manual",
    ...(userId === null ? {} : { startedBy: userId }),
  });
  // A commit that broke off finds its own run.
  if (run.alreadyActive && job.status !== "COMMITTING") {
    await moveImport(db, ref, { from: ["COMMITTING"], to: "VALIDATED" });
    throw otherImport(job.source);
  }
  await prepareConnection(db, {
    brandId,
    connectionId,
    importId,
    fields: mappedFields(job.mapping),
    reading: readingOptions.parse(job.mapping),
  });
  await moveImport(db, ref, { from: ["COMMITTING"], to: "COMMITTING", runId: run.runId });
  await queue.enqueue("commit-import", ref, { key: run.runId });
  return getImport(deps, scope, importId);
}

async function refuseUnknown({ db }: Deps, ref: { brandId: string; importId: string }): Promise<void> {
  const unknown = await listUnknownNames(db, ref);
  if (unknown.length === 0) return;
  throw new AppError({
    code: "precondition_failed",
    message: `${unknown.length.toLocaleString("en")} values of the file are not known yet, such as “${unknown[0]?.name}”.`,
    hint: "Say what each of them means, or that it is new; then commit again.",
  });
}

function otherImport(source: string): AppError {
  return new AppError({
    code: "conflict",
    message: `Another import of “${source}” is being committed.`,
    hint: "Wait until it has ended, or cancel it; then commit this one.",
  });
}

/**
 * Ends an import. What is being merged stops after the chunk at hand; what was merged stays, and its
 * run can be undone.
 * @throws AppError `conflict` where it has ended
 */
export async function cancelImport(
  deps: Pick<ImportDeps, "db">,
  scope: ImportScope,
  { importId }: { importId: string },
): Promise<ImportJob> {
  const job = await getImport(deps, scope, importId);
  const ref = { brandId: scope.brandId, importId };
  if (job.status === "COMMITTING" && job.runId !== null) {
    await requestCancel(deps.db, { brandId: scope.brandId, runId: job.runId });
    return getImport(deps, scope, importId);
  }
  const moved = await moveImport(deps.db, ref, {
    from: ["PENDING", "VALIDATING", "VALIDATED", "COMMITTING"],
    to: "CANCELLED",
  });
  if (!moved) throw standsElsewhere(job.status, "cancelled");
  return getImport(deps, scope, importId);
}

const ENDED = { completed: "COMPLETED", failed: "FAILED", cancelled: "CANCELLED" } as const;

/** Writes down how an import's run ended; nothing happens while it has not. */
export async function settleImport(
  { db }: Pick<ImportDeps, "db">,
  ref: { brandId: string; importId: string },
  outcome: { status: string; error?: object },
): Promise<void> {
  const to = Object.entries(ENDED).find(([status]) => status === outcome.status)?.[1];
  if (!to) return;
  await moveImport(db, ref, { from: ["COMMITTING", to], to, failure: outcome.error ?? null });
}
