import { credentialsState, getConnection, listConnections, moveConnection } from "@v1/db";
import { z } from "zod";
import { attempt, newConnection, secrets, settings } from "../inputs/connection.ts";
import { memberProcedure, ownerProcedure, router } from "../trpc.ts";
import { attemptOf, changeConnection } from "../verbs/change-connection.ts";
import { connectionFields } from "../verbs/connection-fields.ts";
import {
  endConnection,
  makeConnection,
  renewConnection,
  testConnection,
  tryNew,
} from "../verbs/connections.ts";
import { suggestSettings } from "../verbs/suggest-settings.ts";
import { sampleRecords } from "../verbs/try-connection.ts";

const one = z.object({ connectionId: z.uuid() });
const counted = { count: z.int().min(1).max(10).default(3) };

export const connectionsRouter = router({
  /** All of the brand, each with its latest run. */
  list: memberProcedure.query(({ ctx }) => ctx.read((scope) => listConnections(scope))),

  /** Settings and the last 20 runs. */
  get: memberProcedure
    .input(one)
    .query(({ ctx, input }) => ctx.read((scope) => getConnection(scope, input.connectionId))),

  /** When the credentials were saved and until when they hold; never what they are. */
  credentials: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => credentialsState(ctx.deps.worker, { brandId: ctx.brandId, ...input })),

  /** Each field that it can supply: where from, and who owns it. */
  fields: memberProcedure
    .input(one)
    .query(({ ctx, input }) => ctx.read((scope) => connectionFields(ctx.deps, scope, input.connectionId))),

  /** Asks the source who it is, before anything is saved, and says which fields it supplies. */
  try: ownerProcedure
    .input(z.union([attempt, one]))
    .mutation(({ ctx, input }) => tryNew(ctx.deps, ctx, input)),

  /** The first records as they would be brought in, before anything is saved. */
  sample: ownerProcedure
    .input(z.union([attempt.extend(counted), one.extend(counted)]))
    .mutation(async ({ ctx, input: { count, ...asked } }) =>
      sampleRecords(ctx.deps, { ...(await attemptOf(ctx.deps, ctx, asked)), count }),
    ),

  /** What the source's own words for things probably mean, for settings that say so. */
  suggest: ownerProcedure
    .input(z.union([attempt, one.extend({ config: attempt.shape.config.optional() })]))
    .mutation(({ ctx, input }) => suggestSettings(ctx.deps, ctx, input)),

  /** Tests, saves, and by default starts the first run. */
  create: ownerProcedure
    .input(newConnection.extend({ start: z.boolean().default(true) }))
    .mutation(({ ctx, input }) => makeConnection(ctx.deps, { ...input, ...ctx.scope })),

  update: ownerProcedure
    .input(
      one
        .extend(settings.partial().shape)
        .extend(attempt.pick({ config: true, secrets: true }).partial().shape),
    )
    .mutation(({ ctx, input }) => changeConnection(ctx.deps, ctx, input)),

  /** With the credentials that are saved. */
  test: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => testConnection(ctx.deps, ctx, input.connectionId)),

  pause: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => ctx.write((scope) => moveConnection(scope, input.connectionId, "pause"))),

  resume: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => ctx.write((scope) => moveConnection(scope, input.connectionId, "resume"))),

  /** Values stay and are frozen; its fields have no owner any more. */
  disconnect: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => endConnection(ctx.deps, ctx, input.connectionId)),

  /** With the same account only; a full read follows. */
  reconnect: ownerProcedure
    .input(one.extend({ secrets, config: attempt.shape.config.optional() }))
    .mutation(({ ctx, input }) => renewConnection(ctx.deps, ctx, input)),
});
