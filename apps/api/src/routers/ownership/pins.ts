import { listPins, pin, unpinFields } from "@v1/integrations/ownership";
import { z } from "zod";
import { page } from "../../inputs/page.ts";
import { memberProcedure, router } from "../../trpc.ts";
import { ownershipDeps } from "../../verbs/ownership-deps.ts";
import { fieldKey, reason } from "./inputs.ts";

const filter = z.object({
  fieldKey: fieldKey.optional(),
  productId: z.uuid().optional(),
  authorId: z.uuid().optional(),
  expiring: z.boolean().default(false),
});

export const pinsRouter = router({
  list: memberProcedure
    .input(page.extend(filter.shape))
    .query(({ ctx, input }) => listPins(ownershipDeps(ctx.deps), ctx.scope, input)),

  /** Keeps the value as it stands; with a new value it is `products.update` with a pin. */
  pin: memberProcedure
    .input(
      z.object({
        productId: z.uuid(),
        variantId: z.uuid().nullish(),
        fieldKey,
        reason,
        expiresAt: z.date().nullish(),
      }),
    )
    .mutation(({ ctx, input }) => pin(ownershipDeps(ctx.deps), ctx.scope, input)),

  /** The owners' latest values are back at once. */
  unpin: memberProcedure
    .input(z.object({ pins: z.array(z.uuid()).min(1).max(200) }))
    .mutation(({ ctx, input }) => unpinFields(ownershipDeps(ctx.deps), ctx.scope, input)),
});
