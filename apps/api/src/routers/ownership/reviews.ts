import { getReview, ignoreReview, reopenReview, unlinkReview } from "@v1/db/ownership";
import { createFromRecord, linkRecord } from "@v1/integrations/ownership";
import { z } from "zod";
import { memberProcedure, router } from "../../trpc.ts";
import { ownershipQueue } from "../../verbs/ownership-queue.ts";

const record = z.object({ connectionId: z.uuid(), externalId: z.string().min(1).max(1_000) });

/** The list itself is that of a connection's runs. */
export const reviewsRouter = router({
  get: memberProcedure.input(record).query(({ ctx, input }) => ctx.read((scope) => getReview(scope, input))),

  /** Merged by a run at once, or by the next one where the connection is busy. */
  link: memberProcedure
    .input(record.extend({ productId: z.uuid() }))
    .mutation(({ ctx, input }) => linkRecord(ownershipQueue(ctx.deps), ctx.scope, input)),

  create: memberProcedure.input(record).mutation(async ({ ctx, input }) => {
    const review = await ctx.read((scope) => getReview(scope, input));
    return createFromRecord(ownershipQueue(ctx.deps), ctx.scope, review);
  }),

  ignore: memberProcedure
    .input(record)
    .mutation(({ ctx, input }) => ignoreReview(ctx.deps.worker, { ...ctx.scope, ...input })),

  reopen: memberProcedure
    .input(record)
    .mutation(({ ctx, input }) => reopenReview(ctx.deps.worker, { ...ctx.scope, ...input })),

  /** Takes a link made by hand back. */
  unlink: memberProcedure
    .input(record)
    .mutation(({ ctx, input }) => unlinkReview(ctx.deps.worker, { ...ctx.scope, ...input })),
});
