import { FIELD_KEYS } from "@v1/core";
import { explain, history } from "@v1/integrations/ownership";
import { z } from "zod";
import { page } from "../../inputs/page.ts";
import { memberProcedure } from "../../trpc.ts";
import { ownershipDeps } from "../../verbs/ownership-deps.ts";

const field = z.enum(FIELD_KEYS);

/** Why a value is what it is. */
export const explainProcedure = memberProcedure
  .input(z.object({ entity: z.enum(["product", "variant"]), id: z.uuid(), field }))
  .query(({ ctx, input }) => explain(ownershipDeps(ctx.deps), ctx.scope, input));

/** A value's history; a whole product's where no field is named, with its variants' where none is. */
export const historyProcedure = memberProcedure
  .input(
    page.extend({ productId: z.uuid(), variantId: z.uuid().nullable().optional(), field: field.optional() }),
  )
  .query(({ ctx, input }) => history(ownershipDeps(ctx.deps), ctx.scope, input));
