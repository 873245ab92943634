import { FIELD_KEYS } from "@v1/core";
import { getPreview, listPreviewRecords } from "@v1/db/ownership";
import { previewSync, takeOver } from "@v1/integrations/ownership";
import { z } from "zod";
import { page } from "../../inputs/page.ts";
import { memberProcedure, router } from "../../trpc.ts";
import { ownershipQueue } from "../../verbs/ownership-queue.ts";

const oneRun = z.object({ runId: z.uuid() });
const start = z.object({
  connectionId: z.uuid(),
  mode: z.enum(["auto", "full", "incremental"]).default("auto"),
});
const records = page.extend(oneRun.shape).extend({
  effect: z.string().max(40).optional(),
  fieldKey: z.enum(FIELD_KEYS).optional(),
});

export const previewRouter = router({
  /** A run of its own kind, to be followed like any other; kept for a day. */
  start: memberProcedure
    .input(start)
    .mutation(({ ctx, input }) => previewSync(ownershipQueue(ctx.deps), ctx.scope, input)),

  get: memberProcedure
    .input(oneRun)
    .query(({ ctx, input }) => ctx.read((scope) => getPreview(scope, input.runId))),

  /** Record by record; those that nothing happens to only where asked for. */
  records: memberProcedure
    .input(records)
    .query(({ ctx, input }) => ctx.read((scope) => listPreviewRecords(scope, input))),

  /** Merges exactly what was previewed, or says what has changed since. */
  takeOver: memberProcedure
    .input(oneRun.extend({ anyway: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => takeOver(ownershipQueue(ctx.deps), ctx.scope, input)),
});
