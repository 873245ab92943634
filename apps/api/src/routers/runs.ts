import {
  countRunChanges,
  getRun,
  listReviews,
  listRunChanges,
  listRunErrorGroups,
  listRunErrors,
  listRuns,
  REVIEW_KINDS,
  REVIEW_STATUSES,
} from "@v1/db";
import { z } from "zod";
import { page } from "../inputs/page.ts";
import { memberProcedure, ownerProcedure, router, streamProcedure } from "../trpc.ts";
import { approveAndResume } from "../verbs/approve-run.ts";
import { cancelRun } from "../verbs/cancel-run.ts";
import { triggerRun } from "../verbs/trigger-run.ts";
import { watchRun } from "../verbs/watch-run.ts";

const oneRun = z.object({ runId: z.uuid() });
const trigger = z.object({
  connectionId: z.uuid(),
  mode: z.enum(["auto", "full", "incremental"]).default("auto"),
});
const reviews = page.extend({
  connectionId: z.uuid().optional(),
  runId: z.uuid().optional(),
  kind: z.enum(REVIEW_KINDS).optional(),
  /** Open ones by default. */
  status: z.enum(REVIEW_STATUSES).optional(),
});

export const runsRouter = router({
  list: memberProcedure
    .input(page.extend({ connectionId: z.uuid().optional() }))
    .query(({ ctx, input }) => ctx.read((scope) => listRuns(scope, input))),

  get: memberProcedure
    .input(oneRun)
    .query(({ ctx, input }) => ctx.read((scope) => getRun(scope, input.runId))),

  errors: memberProcedure
    .input(
      page.extend(oneRun.shape).extend({
        code: z.string().max(100).optional(),
        /** Null: those of whole records. */
        field: z.string().max(100).nullable().optional(),
      }),
    )
    .query(({ ctx, input }) => ctx.read((scope) => listRunErrors(scope, input))),

  /** By code and field, the most first. */
  errorGroups: memberProcedure
    .input(oneRun)
    .query(({ ctx, input }) => ctx.read((scope) => listRunErrorGroups(scope, input.runId))),

  changes: memberProcedure
    .input(page.extend(oneRun.shape).extend({ fieldKey: z.string().max(100).optional() }))
    .query(({ ctx, input }) => ctx.read((scope) => listRunChanges(scope, input))),

  /** By field, the most first. */
  changeCounts: memberProcedure
    .input(oneRun)
    .query(({ ctx, input }) => ctx.read((scope) => countRunChanges(scope, input.runId))),

  /** Records that a person must place: more than one product fits, or none. */
  reviews: memberProcedure
    .input(reviews)
    .query(({ ctx, input }) => ctx.read((scope) => listReviews(scope, input))),

  trigger: memberProcedure
    .input(trigger)
    .mutation(({ ctx, input }) => triggerRun(ctx.deps, { ...ctx.scope, ...input, trigger: "manual" })),

  cancel: memberProcedure.input(oneRun).mutation(({ ctx, input }) => cancelRun(ctx.deps, ctx, input.runId)),

  approve: ownerProcedure.input(oneRun).mutation(async ({ ctx, input }) => {
    const run = await ctx.read((scope) => getRun(scope, input.runId));
    return approveAndResume(ctx.deps, run, ctx);
  }),

  /**
   * A run as it moves, until it ends; without an id the brand's newest one, for as long as one listens.
   * Survives a reconnect: who comes back with the last event's id hears only what is new.
   */
  watch: streamProcedure
    .input(z.object({ runId: z.uuid().optional(), lastEventId: z.string().max(100).nullish() }))
    .subscription(({ ctx, input, signal }) =>
      ctx.asMember((member) => watchRun({ deps: ctx.deps, member, signal, ...input })),
    ),
});
