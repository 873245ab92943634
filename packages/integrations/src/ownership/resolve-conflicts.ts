import type { WorkerDb } from "@v1/db";
import { type Conflict, type ConflictFilter, resolveConflicts, takeTheirs } from "@v1/db/ownership";

interface Deps {
  db: WorkerDb;
}

interface Actor {
  brandId: string;
  userId: string;
}

interface PinTerms {
  reason?: string | undefined;
  expiresAt?: Date | undefined;
}

export type OneResolution =
  | ({ by: "pin"; value: "ours" | "theirs" } & PinTerms)
  | { by: "dismiss" }
  | { by: "reopen" };

/**
 * Resolves one conflict: keeps our value or takes theirs by a pin on this product, dismisses it until the
 * connection says something else, or takes a dismissal back. Giving the whole field to the connection is
 * a transfer of its ownership.
 * @returns 0 where it had closed by itself meanwhile
 */
export async function resolveConflict(
  { db }: Deps,
  actor: Actor,
  { conflict, resolution }: { conflict: Conflict; resolution: OneResolution },
): Promise<{ resolved: number }> {
  if (resolution.by === "pin" && resolution.value === "theirs") {
    const { reason = null, expiresAt = null } = resolution;
    await takeTheirs(db, { ...actor, conflict, reason, expiresAt });
    return { resolved: 1 };
  }
  const terms = resolution.by === "pin" ? resolution : {};
  return resolveConflicts(db, { ...actor, ...terms, by: resolution.by, ids: [conflict.id], limit: 1 });
}

/** Conflicts that one transaction resolves, with the brand's lock in hand. */
const AT_ONCE = 2_000;

interface ManyResolutions extends PinTerms {
  filter: ConflictFilter;
  by: "pin" | "dismiss";
  /** Conflicts at most. */
  most: number;
}

/** Resolves all open conflicts that the filter lets through, in steps that let others take the brand between. */
export async function resolveMany(
  { db }: Deps,
  actor: Actor,
  { most, ...resolution }: ManyResolutions,
): Promise<{ resolved: number; more: boolean }> {
  let resolved = 0;
  while (resolved < most) {
    const limit = Math.min(AT_ONCE, most - resolved);
    const step = await resolveConflicts(db, { ...actor, ...resolution, limit });
    resolved += step.resolved;
    if (step.resolved < limit) return { resolved, more: false };
  }
  return { resolved, more: true };
}
