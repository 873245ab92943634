import { getRun, listConnections, listProducts, listRunErrors } from "@v1/db";
import { getVersion, listVersions } from "@v1/db/passports";
import { z } from "zod";
import { page } from "../inputs/page.ts";
import { keyProcedure, router } from "../trpc.ts";
import { triggerRun } from "../verbs/trigger-run.ts";

/** For other services, by API key. The same things are at /v1 as REST. */
export const internalRouter = router({
  connections: keyProcedure("read", "sync").query(({ ctx }) => ctx.read((scope) => listConnections(scope))),

  trigger: keyProcedure("sync")
    .input(
      z.object({ connectionId: z.uuid(), mode: z.enum(["auto", "full", "incremental"]).default("auto") }),
    )
    .mutation(({ ctx, input }) => triggerRun(ctx.deps, { ...ctx.scope, ...input, trigger: "api" })),

  run: keyProcedure("read", "sync")
    .input(z.object({ runId: z.uuid() }))
    .query(({ ctx, input }) => ctx.read((scope) => getRun(scope, input.runId))),

  runErrors: keyProcedure("read", "sync")
    .input(page.extend({ runId: z.uuid(), code: z.string().max(100).optional() }))
    .query(({ ctx, input }) =>
      ctx.read((scope) => getRun(scope, input.runId).then(() => listRunErrors(scope, input))),
    ),

  products: keyProcedure("read")
    .input(page.extend({ search: z.string().max(200).nullish() }))
    .query(({ ctx, input }) => ctx.read((scope) => listProducts(scope, input))),

  /** The published version where none is named. */
  passport: keyProcedure("read")
    .input(z.object({ productId: z.uuid(), version: z.int().min(1).max(2_147_483_647).optional() }))
    .query(({ ctx, input }) => ctx.read((scope) => getVersion(scope, input))),

  passportVersions: keyProcedure("read")
    .input(page.extend({ productId: z.uuid() }))
    .query(({ ctx, input }) => ctx.read((scope) => listVersions(scope, input))),
});
