import { FIELD_KEYS } from "@v1/core";
import { credentialsState, DELETION_POLICIES, getConnection, listConnections, moveConnection } from "@v1/db";
import { z } from "zod";
import { cron } from "../inputs/cron.ts";
import { memberProcedure, ownerProcedure, router } from "../trpc.ts";
import { changeConnection } from "../verbs/change-connection.ts";
import { connectionFields } from "../verbs/connection-fields.ts";
import {
  endConnection,
  makeConnection,
  renewConnection,
  testConnection,
  tryNew,
} from "../verbs/connections.ts";
import { sampleRecords } from "../verbs/try-connection.ts";

const one = z.object({ connectionId: z.uuid() });
const secrets = z.record(z.string().max(100), z.string().max(10_000));
const attempt = z.object({
  slug: z.string().max(100),
  config: z.record(z.string().max(100), z.unknown()),
  secrets,
});
const matchBy = z.array(z.enum(["barcode", "sku", "identifier"])).max(3);
const settings = z.object({
  name: z.string().trim().min(1).max(120),
  mayCreate: z.boolean(),
  matchBy,
  scheduleCron: cron,
  fullReadCron: cron,
  deletionPolicy: z.enum(DELETION_POLICIES),
  archiveGuardPercent: z.int().min(0).max(100),
  acceptOlderData: z.boolean(),
});

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
  try: ownerProcedure.input(attempt).mutation(({ ctx, input }) => tryNew(ctx.deps, input)),

  /** The first records as they would be brought in, before anything is saved. */
  sample: ownerProcedure
    .input(attempt.extend({ count: z.int().min(1).max(10).default(3) }))
    .mutation(({ ctx, input: { count, ...rest } }) => sampleRecords(ctx.deps, rest, count)),

  /** Tests, saves, and by default starts the first run. */
  create: ownerProcedure
    .input(
      attempt
        .extend(
          settings.pick({ name: true, mayCreate: true, matchBy: true, scheduleCron: true }).partial().shape,
        )
        .extend({
          name: settings.shape.name,
          /** What it shall own of what it supplies and nobody owns: all of it by default. */
          fields: z.array(z.enum(FIELD_KEYS)).max(FIELD_KEYS.length).optional(),
          start: z.boolean().default(true),
        }),
    )
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
