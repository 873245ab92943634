import { setOnNull } from "@v1/db/ownership";
import {
  clearOwner,
  fieldCoverageOf,
  listOwnedFields,
  previewPromote,
  previewTransfer,
  promote,
  transferOwnership,
} from "@v1/integrations/ownership";
import { z } from "zod";
import { memberProcedure, ownerProcedure, router } from "../../trpc.ts";
import { ownershipDeps } from "../../verbs/ownership-deps.ts";
import { fieldKey, reason } from "./inputs.ts";

const to = z.union([z.object({ connectionId: z.uuid() }), z.enum(["manual", "nobody"])]);
/** With the version of the owner that one decided on, as the list or a preview gave it. */
const versioned = z.object({ key: fieldKey, version: z.int().min(0) });
const adopt = z.enum(["now", "next_run"]).default("next_run");
const between = z.object({ from: z.uuid(), to: z.uuid() });
const fields = z.array(versioned).min(1).max(50);

export const ownersRouter = router({
  /** All fields that can be owned: owner, observers, open conflicts. */
  list: memberProcedure.query(({ ctx }) => listOwnedFields(ownershipDeps(ctx.deps), ctx.scope)),

  /** How many products and variants have a value. Reads the whole brand, so load it apart. */
  coverage: memberProcedure.query(({ ctx }) => fieldCoverageOf(ownershipDeps(ctx.deps), ctx.scope)),

  previewTransfer: memberProcedure
    .input(z.object({ fields: z.array(fieldKey).min(1).max(50), to }))
    .query(({ ctx, input }) => previewTransfer(ownershipDeps(ctx.deps), ctx.scope, input)),

  /** A compare-and-swap on the owners' versions. */
  transfer: ownerProcedure
    .input(z.object({ fields, to, adopt, reason }))
    .mutation(({ ctx, input }) => transferOwnership(ownershipDeps(ctx.deps), ctx.scope, input)),

  clear: ownerProcedure
    .input(versioned.extend({ reason }))
    .mutation(({ ctx, input }) => clearOwner(ownershipDeps(ctx.deps), ctx.scope, input)),

  setOnNull: ownerProcedure
    .input(versioned.extend({ onNull: z.enum(["keep", "clear"]), reason }))
    .mutation(({ ctx, input }) => setOnNull(ctx.deps.worker, { ...ctx.scope, ...input })),

  /** What one connection would take over from another one. */
  previewPromote: memberProcedure
    .input(between)
    .query(({ ctx, input }) => previewPromote(ownershipDeps(ctx.deps), ctx.scope, input)),

  promote: ownerProcedure
    .input(between.extend({ fields, adopt, reason, confirmRegrouping: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => promote(ownershipDeps(ctx.deps), ctx.scope, input)),
});
