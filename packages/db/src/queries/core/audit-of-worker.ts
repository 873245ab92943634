import type { WorkerDb } from "../../client.ts";
import type { AuditEntry } from "./record-audit.ts";

/** Who did it, where that is no transaction of a user's own. */
export interface Actor {
  brandId: string;
  kind: "user" | "api_key";
  id: string;
}

/** Writes down what was done on the workers' connection: by a service, or in steps that are no one transaction. */
export async function auditByWorker(db: WorkerDb, actor: Actor, entry: AuditEntry): Promise<void> {
  await db.pool.query(
    `insert into audit_log (brand_id, actor_kind, actor_id, action, connection_id, target)
    values ($1, $2, $3, $4, $5, $6)`,
    [
      actor.brandId,
      actor.kind,
      actor.id,
      entry.action,
      entry.connectionId ?? null,
      JSON.stringify(entry.target ?? {}),
    ],
  );
}
