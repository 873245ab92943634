import { AppError, notFound } from "@v1/core";
import { and, eq, inArray, sql } from "drizzle-orm";
import {
  brandIntegrations,
  type ConnectionStatus,
  DELETION_POLICIES,
} from "../../schema/integrations/brand-integrations.ts";
import type { BrandScope } from "../../scope.ts";
import { recordAudit } from "../core/record-audit.ts";

export { DELETION_POLICIES };

export interface ConnectionChanges {
  name?: string;
  /** A change makes every record be merged again: its mapping may be another one. */
  config?: Record<string, unknown>;
  mayCreate?: boolean;
  matchBy?: string[];
  scheduleCron?: string | null;
  fullReadCron?: string | null;
  deletionPolicy?: (typeof DELETION_POLICIES)[number];
  archiveGuardPercent?: number;
  acceptOlderData?: boolean;
}

/** @throws AppError `not_found`, also for who is no owner any more */
export async function updateConnection(
  scope: BrandScope,
  connectionId: string,
  changes: ConnectionChanges,
): Promise<void> {
  const { tx, brandId } = scope;
  const { config, ...plain } = changes;
  const [updated] = await tx
    .update(brandIntegrations)
    .set({
      ...plain,
      // The scheduler works out times that are missing.
      ...(changes.scheduleCron === undefined ? {} : { nextSyncAt: null }),
      ...(changes.fullReadCron === undefined ? {} : { nextFullSyncAt: null }),
      ...(config === undefined
        ? {}
        : { config, mappingVersion: sql`${brandIntegrations.mappingVersion} + 1`, forceFullRead: true }),
      updatedAt: new Date(),
    })
    .where(and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, connectionId)))
    .returning({ id: brandIntegrations.id });
  if (!updated) throw notFound("connection", connectionId);
  await recordAudit(scope, { action: "connection.update", connectionId, target: { ...changes } });
}

const MOVES = {
  pause: { from: ["connected", "error"], to: "paused", done: "paused" },
  resume: { from: ["paused", "error"], to: "connected", done: "connected" },
} as const satisfies Record<string, { from: ConnectionStatus[]; to: ConnectionStatus; done: string }>;

/**
 * Takes a connection out of the schedule, or puts it back. A run that is under way goes on.
 * @throws AppError `not_found`; `conflict` where its status does not allow it
 */
export async function moveConnection(
  scope: BrandScope,
  connectionId: string,
  move: keyof typeof MOVES,
): Promise<void> {
  const { tx, brandId } = scope;
  const { from, to } = MOVES[move];
  const own = and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, connectionId));
  const [moved] = await tx
    .update(brandIntegrations)
    .set({ status: to, statusReason: null, nextSyncAt: null, nextFullSyncAt: null, updatedAt: new Date() })
    .where(and(own, inArray(brandIntegrations.status, [...from])))
    .returning({ id: brandIntegrations.id });
  if (moved) return recordAudit(scope, { action: `connection.${move}`, connectionId });
  const [found] = await tx.select({ status: brandIntegrations.status }).from(brandIntegrations).where(own);
  if (!found) throw notFound("connection", connectionId);
  throw new AppError({
    code: "conflict",
    message: `This connection is ${found.status}, so there is nothing to ${move}.`,
    hint: found.status === "disconnected" ? "Reconnect it first." : "Reload the page.",
  });
}
