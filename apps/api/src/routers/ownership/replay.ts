import { replayRun } from "@v1/integrations/ownership";
import { z } from "zod";
import { memberProcedure, router } from "../../trpc.ts";
import { ownershipQueue } from "../../verbs/ownership-queue.ts";

const replay = z.object({
  runId: z.uuid(),
  errorIds: z.array(z.uuid()).min(1).max(1_000).optional(),
  code: z.string().max(100).optional(),
  /** Of this field only; null: of whole records. */
  field: z.string().max(100).nullable().optional(),
});

export const replayRouter = router({
  /** Some, one kind, or all of a run's record errors, in a run limited to their records. */
  start: memberProcedure
    .input(replay)
    .mutation(({ ctx, input }) => replayRun(ownershipQueue(ctx.deps), ctx.scope, input)),
});
