import {
  cancelPublication,
  countPending,
  getPassportSettings,
  getPublication,
  listActivePublications,
  setPassportSettings,
} from "@v1/db/passports";
import { diffPassport, listPending, publishPassports } from "@v1/integrations/passports";
import { z } from "zod";
import { page } from "../inputs/page.ts";
import { memberProcedure, ownerProcedure, router } from "../trpc.ts";
import { ownershipQueue } from "../verbs/ownership-queue.ts";
import { namedVersion, namedVersions } from "../verbs/passport-versions.ts";

const oneProduct = z.object({ productId: z.uuid() });
const onePublication = z.object({ publicationId: z.uuid() });
const settings = z.strictObject({ publishAfterSync: z.boolean() });

/** Those named, or all whose passport waits for its changes. */
const selection = z.union([
  z
    .strictObject({ productIds: z.array(z.uuid()).min(1).max(5_000) })
    .transform(({ productIds }) => ({ kind: "products" as const, productIds })),
  z.strictObject({ all: z.literal("pending") }).transform(() => ({ kind: "pending" as const })),
]);
/** Of the products' own ids, a version counts from 1. */
const version = z.int().min(1).max(2_147_483_647);

export const passportsRouter = router({
  /** A few at once; many by a worker, to be followed by the publication's id. */
  publish: memberProcedure
    .input(selection)
    .mutation(({ ctx, input }) => publishPassports(ownershipQueue(ctx.deps), ctx.scope, input)),

  /** Published products of which something was written since, with what differs. */
  pending: memberProcedure
    .input(page)
    .query(({ ctx, input }) => listPending({ db: ctx.deps.worker }, ctx.scope, input)),

  pendingCount: memberProcedure.query(({ ctx }) => countPending(ctx.deps.worker, ctx.brandId)),

  /** What publishing a product now would change, and who stands behind each new value. */
  diff: memberProcedure
    .input(oneProduct)
    .query(({ ctx, input }) => diffPassport({ db: ctx.deps.worker }, ctx.scope, input)),

  versions: memberProcedure
    .input(page.extend(oneProduct.shape))
    .query(({ ctx, input }) => namedVersions(ctx, input)),

  /** One version as it was published; the published one where none is named. */
  version: memberProcedure
    .input(oneProduct.extend({ version: version.optional() }))
    .query(({ ctx, input }) => namedVersion(ctx, input)),

  publication: memberProcedure
    .input(onePublication)
    .query(({ ctx, input }) => getPublication(ctx.deps.worker, { brandId: ctx.brandId, ...input })),

  /** Those that are under way. */
  publications: memberProcedure.query(({ ctx }) => listActivePublications(ctx.deps.worker, ctx.brandId)),

  /** What is published by then stays published. */
  cancel: memberProcedure
    .input(onePublication)
    .mutation(({ ctx, input }) => cancelPublication(ctx.deps.worker, { ...ctx.scope, ...input })),

  settings: memberProcedure.query(({ ctx }) => ctx.read((scope) => getPassportSettings(scope))),

  setSettings: ownerProcedure
    .input(settings)
    .mutation(({ ctx, input }) => ctx.write((scope) => setPassportSettings(scope, input))),
});
