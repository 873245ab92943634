import { z } from "zod";

/** What each task is given. One place, so that whoever enqueues and whoever runs agree. */
export const payloads = {
  /** One sync of one connection; without `runId` a run is started first. */
  "sync-connection": z.object({
    brandId: z.uuid(),
    connectionId: z.uuid(),
    runId: z.uuid().optional(),
    mode: z.enum(["full", "incremental", "auto"]).default("auto"),
    trigger: z.enum(["manual", "schedule", "api", "reconnect", "retry"]).default("manual"),
    startedBy: z.uuid().optional(),
    /** The trace that the run belongs to, as W3C Trace Context has it. */
    traceparent: z.string().max(100).optional(),
    /** True on the one look that a delivery takes again after it found the lease held. */
    afterBusy: z.boolean().default(false),
  }),
  "schedule-syncs": z.object({}),
  "lift-expired-pins": z.object({}),
  "expire-data": z.object({}),
  /** The only hard delete. The brand must have been deleted (softly) before. */
  "erase-brand": z.object({
    brandId: z.uuid(),
    kind: z.enum(["brand_deletion", "privacy_request"]).default("brand_deletion"),
  }),
  /** Reads and checks the rows of an uploaded file. */
  "validate-import": z.object({ brandId: z.uuid(), importId: z.uuid() }),
  /** Merges a validated file's products, in the run that was started for it. */
  "commit-import": z.object({ brandId: z.uuid(), importId: z.uuid() }),
  /** Adopts what the new owner of some fields said, in the run that the transfer queued. */
  "transfer-ownership": z.object({ brandId: z.uuid(), runId: z.uuid() }),
  /** Looks what a sync would do, in the run that was queued for it. */
  "preview-sync": z.object({ brandId: z.uuid(), runId: z.uuid() }),
  /** Undoes a run, in the run that was queued for it. */
  "undo-run": z.object({ brandId: z.uuid(), runId: z.uuid() }),
  /** Publishes the passports of a publication, as it was written down. */
  "publish-passports": z.object({ brandId: z.uuid(), publicationId: z.uuid() }),
} satisfies Record<string, z.ZodType>;

export type TaskName = keyof typeof payloads;
/** As one writes it: what has a default may be left out. */
export type TaskInput<N extends TaskName> = z.input<(typeof payloads)[N]>;
/** As the task receives it. */
export type TaskPayload<N extends TaskName> = z.output<(typeof payloads)[N]>;
