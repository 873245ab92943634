import { AppError, type FieldKey, fieldDefinition, OWNABLE_FIELDS } from "@v1/core";
import { changeOwners, findAdoption, type OwnerRef } from "@v1/db/ownership";
import type { Tallies } from "@v1/db/sync";
import { driveAdoption } from "./drive-adoption.ts";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

export interface Transfer {
  /** Each with the version that the decision was made on. */
  fields: readonly { key: FieldKey; version: number }[];
  to: OwnerRef;
  /** `next_run`: first thing in the new owner's next run, an incremental one too. */
  adopt?: "now" | "next_run";
  reason?: string;
}

export interface Transferred {
  /** The run that adopts what the new owner said; null for people and nobody. */
  runId: string | null;
  /** `waiting`: for the new owner's next run; `queued`: a worker adopts now; `nothing`: it was so already. */
  status: "completed" | "queued" | "waiting" | "nothing";
  tallies: Tallies | null;
}

/** Up to this many records are adopted while one waits. */
const AT_ONCE = 2_000;

/**
 * Gives fields to another owner (rule 9), all of them or none.
 * @throws AppError `conflict` where an owner changed since; `forbidden`; `not_found`; `precondition_failed`
 */
export function transferOwnership(
  deps: OwnershipDeps,
  scope: OwnershipScope,
  transfer: Transfer,
): Promise<Transferred> {
  return carryOut(deps, scope, { ...transfer, action: "field.transfer" });
}

/** Takes a field from whoever owns it: values stay, and people may edit it. */
export function clearOwner(
  deps: OwnershipDeps,
  scope: OwnershipScope,
  { key, version, reason }: { key: FieldKey; version: number; reason?: string },
): Promise<Transferred> {
  const fields = [{ key, version }];
  return carryOut(deps, scope, {
    fields,
    to: "nobody",
    ...(reason ? { reason } : {}),
    action: "field.clear",
  });
}

/** Every way of changing owners ends here. */
export async function carryOut(
  deps: OwnershipDeps,
  scope: OwnershipScope,
  transfer: Transfer & { action: string },
): Promise<Transferred> {
  const { adopt = "next_run", fields } = transfer;
  requireOwnable(fields.map(({ key }) => key));
  const { moved, runId } = await changeOwners(deps.db, { ...scope, ...transfer, adopt });
  if (moved.length === 0) return { runId: null, status: "nothing", tallies: null };
  if (runId === null) return { runId, status: "completed", tallies: null };
  if (adopt === "next_run") return { runId, status: "waiting", tallies: null };
  const ref = { brandId: scope.brandId, runId };
  const { records } = await findAdoption(deps.db, ref);
  if (records > AT_ONCE) {
    await deps.queue.enqueue("transfer-ownership", ref, { key: runId });
    return { runId, status: "queued", tallies: null };
  }
  const { tallies } = await driveAdoption(deps, ref);
  return { runId, status: "completed", tallies };
}

function requireOwnable(keys: readonly FieldKey[]): void {
  const strange = keys.find((key) => !(OWNABLE_FIELDS as readonly FieldKey[]).includes(key));
  if (keys.length > 0 && strange === undefined) return;
  throw new AppError({
    code: "bad_request",
    message: strange
      ? `${fieldDefinition(strange).label} is an identity: it finds the product and has no owner.`
      : "No field is named.",
    hint: "Choose among the fields that can be owned.",
  });
}
