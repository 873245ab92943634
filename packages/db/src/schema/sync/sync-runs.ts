import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { childOf } from "../references.ts";

/** What a run does. A replay reads from the source like a sync, and takes the connection for itself. */
export const RUN_KINDS = ["sync", "replay", "preview", "transfer", "unpin", "undo"] as const;
export const RUN_MODES = ["full", "incremental"] as const;
export const RUN_TRIGGERS = ["manual", "schedule", "api", "reconnect", "retry"] as const;
export const RUN_STATUSES = [
  "queued",
  "running",
  "awaiting_approval",
  "completed",
  "failed",
  "cancelled",
] as const;
export type RunKind = (typeof RUN_KINDS)[number];
export type RunMode = (typeof RUN_MODES)[number];
export type RunTrigger = (typeof RUN_TRIGGERS)[number];
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunError {
  code: string;
  message: string;
  hint?: string;
}

export const syncRuns = brandTable(
  "sync_runs",
  {
    /** Order of runs over all brands; provenance names a run by it. */
    seq: bigint("seq", { mode: "number" })
      .notNull()
      .generatedAlwaysAsIdentity()
      .unique("sync_runs_seq_unique"),
    connectionId: uuid("connection_id").notNull(),
    kind: text("kind").$type<RunKind>().notNull().default("sync"),
    mode: text("mode").$type<RunMode>().notNull(),
    trigger: text("trigger").$type<RunTrigger>().notNull(),
    startedBy: uuid("started_by"),
    /** The run that this one undoes, replays or takes over. No foreign key: runs are kept for less long. */
    subjectRunId: uuid("subject_run_id"),
    status: text("status").$type<RunStatus>().notNull().default("queued"),
    /** Where the run goes on after a stop: opaque to all but its connector. */
    checkpoint: jsonb("checkpoint").$type<Record<string, unknown>>(),
    tallies: jsonb("tallies").$type<Record<string, number>>().notNull().default({}),
    total: integer("total"),
    /** Records read, mapped and staged, while it runs; the tallies say what is merged. */
    ahead: jsonb("ahead").$type<{ read: number; mapped: number; staged: number }>(),
    watermarkFrom: timestamp("watermark_from", { withTimezone: true }),
    watermarkTo: timestamp("watermark_to", { withTimezone: true }),
    mappingVersion: integer("mapping_version"),
    verified: boolean("verified"),
    cancelRequestedAt: timestamp("cancel_requested_at", { withTimezone: true }),
    /** The figures of a mass archive that waits for approval. */
    guard: jsonb("guard").$type<Record<string, number>>(),
    approvedAt: timestamp("approved_at", { withTimezone: true }),
    approvedBy: uuid("approved_by"),
    error: jsonb("error").$type<RunError>(),
    /** What a preview found, counted; what it was asked for before that. */
    report: jsonb("report").$type<Record<string, unknown>>(),
    /** When a preview's rows go. */
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    attempts: integer("attempts").notNull().default(0),
    queuedAt: timestamp("queued_at", { withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  {
    access: "read-only",
    extra: (t) => [
      uniqueIndex("sync_runs_active_unique")
        .on(t.brandId, t.connectionId)
        .where(
          sql`${t.status} in ('queued', 'running', 'awaiting_approval') and ${t.kind} in ('sync', 'replay')`,
        ),
      // The few transfers under way, which every list of owners asks for.
      index("sync_runs_adopting_idx")
        .on(t.brandId)
        .where(sql`${t.kind} = 'transfer' and ${t.status} in ('queued', 'running')`),
      index("sync_runs_connection_idx").on(t.brandId, t.connectionId, t.seq.desc()),
      index("sync_runs_subject_idx").on(t.subjectRunId, t.brandId).where(sql`${t.subjectRunId} is not null`),
      childOf(t.brandId, t.connectionId, brandIntegrations),
      oneOf(t.kind, RUN_KINDS),
      oneOf(t.mode, RUN_MODES),
      oneOf(t.trigger, RUN_TRIGGERS),
      oneOf(t.status, RUN_STATUSES),
    ],
  },
);
