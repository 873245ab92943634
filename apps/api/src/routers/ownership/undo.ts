import { getRun } from "@v1/db";
import { listUndoPlaces } from "@v1/db/ownership";
import { undoRun } from "@v1/integrations/ownership";
import { z } from "zod";
import { page } from "../../inputs/page.ts";
import { ownerProcedure, router } from "../../trpc.ts";
import { foresee } from "../../verbs/foresee-undo.ts";

const oneRun = z.object({ runId: z.uuid() });

export const undoRouter = router({
  /** What would be put back, and what would not and why, counted; and how many passports show it until then. */
  preview: ownerProcedure.input(oneRun).query(async ({ ctx, input }) => {
    await ctx.read((scope) => getRun(scope, input.runId));
    return foresee(ctx.deps.worker, { ...ctx.scope, ...input });
  }),

  /** The same change by change; a page is of products. */
  places: ownerProcedure.input(page.extend(oneRun.shape)).query(async ({ ctx, input }) => {
    await ctx.read((scope) => getRun(scope, input.runId));
    return listUndoPlaces(ctx.deps.worker, { ...ctx.scope, ...input });
  }),

  /** The undo is a run of its own, to be followed and undone like any other. */
  start: ownerProcedure
    .input(oneRun)
    .mutation(({ ctx, input }) => undoRun({ db: ctx.deps.worker, queue: ctx.deps.queue }, ctx.scope, input)),
});
