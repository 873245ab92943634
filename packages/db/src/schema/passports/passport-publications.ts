import { sql } from "drizzle-orm";
import { index, integer, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";

/** Which products: those named, all whose passport waits for its changes, or those that a run changed. */
export const PUBLICATION_KINDS = ["products", "pending", "run"] as const;
export const PUBLICATION_STATUSES = ["queued", "running", "completed", "failed", "cancelled"] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];
export type PublicationStatus = (typeof PUBLICATION_STATUSES)[number];

/** The publishing of many passports: what a worker has to do, and how far it is. */
export const passportPublications = brandTable(
  "passport_publications",
  {
    kind: text("kind").$type<PublicationKind>().notNull(),
    /** Of kind `products`, until it has ended. */
    productIds: uuid("product_ids").array(),
    /** Of kind `run`. No foreign key: runs are kept for less long. */
    runId: uuid("run_id"),
    status: text("status").$type<PublicationStatus>().notNull().default("queued"),
    /** The last product that was dealt with; a worker goes on behind it. */
    checkpoint: uuid("checkpoint"),
    /** Products to deal with, as counted at the start. */
    total: integer("total").notNull(),
    published: integer("published").notNull().default(0),
    /** Already published exactly as they are. */
    unchanged: integer("unchanged").notNull().default(0),
    /** Archived meanwhile, or not there. */
    skipped: integer("skipped").notNull().default(0),
    /** Null where the brand publishes by itself. */
    startedBy: uuid("started_by"),
    cancelRequestedAt: timestamp("cancel_requested_at", { withTimezone: true }),
    error: jsonb("error").$type<{ code: string; message: string; hint?: string }>(),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  {
    access: "read-only",
    root: true,
    extra: (t) => [
      index("passport_publications_active_idx")
        .on(t.brandId, t.createdAt)
        .where(sql`${t.status} in ('queued', 'running')`),
      oneOf(t.kind, PUBLICATION_KINDS),
      oneOf(t.status, PUBLICATION_STATUSES),
    ],
  },
);
