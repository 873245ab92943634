import { sql } from "drizzle-orm";
import type { BrandScope } from "../../scope.ts";

export interface AuditEntry {
  /** What was done, as "invite.create". */
  action: string;
  connectionId?: string;
  target?: Record<string, unknown>;
}

/** Writes down what the request does, in its own transaction: both stand, or neither. */
export async function recordAudit({ tx, brandId }: BrandScope, entry: AuditEntry): Promise<void> {
  const { action, connectionId = null, target = {} } = entry;
  await tx.execute(
    sql`select public.record_audit(${brandId}, ${action}, ${connectionId}, ${JSON.stringify(target)}::jsonb)`,
  );
}
