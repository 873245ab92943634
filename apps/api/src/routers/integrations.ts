import { getRun, listConnections, listRunErrors, listRuns } from "@v1/db";
import { requestCancel } from "@v1/integrations";
import { z } from "zod";
import { memberProcedure, ownerProcedure, router } from "../trpc.ts";
import { approveAndResume } from "../verbs/approve-run.ts";
import { triggerRun } from "../verbs/trigger-run.ts";

const page = z.object({
  cursor: z.string().max(500).nullish(),
  limit: z.int().min(1).max(200).default(50),
});
const oneRun = z.object({ runId: z.uuid() });
const trigger = z.object({
  connectionId: z.uuid(),
  mode: z.enum(["auto", "full", "incremental"]).default("auto"),
});

const connectionsRouter = router({
  list: memberProcedure.query(({ ctx }) => ctx.read((scope) => listConnections(scope))),
});

const runsRouter = router({
  list: memberProcedure
    .input(page.extend({ connectionId: z.uuid().optional() }))
    .query(({ ctx, input }) => ctx.read((scope) => listRuns(scope, input))),

  get: memberProcedure
    .input(oneRun)
    .query(({ ctx, input }) => ctx.read((scope) => getRun(scope, input.runId))),

  errors: memberProcedure
    .input(page.extend(oneRun.shape))
    .query(({ ctx, input }) => ctx.read((scope) => listRunErrors(scope, input))),

  trigger: memberProcedure
    .input(trigger)
    .mutation(({ ctx, input: { connectionId, mode } }) =>
      triggerRun(ctx.deps, { brandId: ctx.brandId, userId: ctx.userId, connectionId, mode }),
    ),

  cancel: memberProcedure.input(oneRun).mutation(async ({ ctx, input }) => {
    const run = await ctx.read((scope) => getRun(scope, input.runId));
    await requestCancel(ctx.deps.worker, { brandId: ctx.brandId, runId: run.id });
  }),

  approve: ownerProcedure.input(oneRun).mutation(async ({ ctx, input }) => {
    const run = await ctx.read((scope) => getRun(scope, input.runId));
    return approveAndResume(ctx.deps, run, ctx);
  }),
});

export const integrationsRouter = router({ connections: connectionsRouter, runs: runsRouter });
