import { FIELD_KEYS } from "@v1/core";
import { countConflicts, countOpenConflicts, getConflict, listConflicts, readInbox } from "@v1/db/ownership";
import { resolveConflict, resolveMany } from "@v1/integrations/ownership";
import { z } from "zod";
import { page } from "../../inputs/page.ts";
import { memberProcedure, router } from "../../trpc.ts";

const filter = z.object({
  fieldKey: z.enum(FIELD_KEYS).optional(),
  connectionId: z.uuid().optional(),
  productId: z.uuid().optional(),
  openedBefore: z.date().optional(),
  openedAfter: z.date().optional(),
});
const state = z.enum(["open", "dismissed"]);
const search = page.extend(filter.shape).extend({
  search: z.string().trim().max(200).optional(),
  state: state.optional(),
});
const terms = { reason: z.string().trim().max(500).optional(), expiresAt: z.date().optional() };
const one = z.object({ conflictId: z.uuid() });
const resolution = z.discriminatedUnion("by", [
  one.extend({ by: z.literal("pin"), value: z.enum(["ours", "theirs"]), ...terms }),
  one.extend({ by: z.literal("dismiss") }),
  one.extend({ by: z.literal("reopen") }),
]);
const many = z.object({
  filter,
  by: z.enum(["pin", "dismiss"]),
  most: z.number().int().min(1).max(100_000).default(10_000),
  ...terms,
});

export const conflictsRouter = router({
  /** Up to a thousand, for a badge. */
  badge: memberProcedure.query(({ ctx }) => readInbox(ctx.deps.worker, ctx.scope, countOpenConflicts)),

  /** The search is the member's own; without one the inbox is read in its order. */
  list: memberProcedure
    .input(search)
    .query(({ ctx, input }) =>
      input.search
        ? ctx.read((scope) => listConflicts(scope, input))
        : readInbox(ctx.deps.worker, ctx.scope, (scope) => listConflicts(scope, input)),
    ),

  /** By field and connection. */
  counts: memberProcedure
    .input(z.object({ state: state.optional() }).default({}))
    .query(({ ctx, input }) =>
      readInbox(ctx.deps.worker, ctx.scope, (scope) => countConflicts(scope, input.state)),
    ),

  get: memberProcedure
    .input(one)
    .query(({ ctx, input }) => ctx.read((scope) => getConflict(scope, input.conflictId))),

  resolve: memberProcedure.input(resolution).mutation(async ({ ctx, input }) => {
    const conflict = await ctx.read((scope) => getConflict(scope, input.conflictId));
    return resolveConflict({ db: ctx.deps.worker }, ctx.scope, { conflict, resolution: input });
  }),

  resolveMany: memberProcedure
    .input(many)
    .mutation(({ ctx, input }) => resolveMany({ db: ctx.deps.worker }, ctx.scope, input)),
});
