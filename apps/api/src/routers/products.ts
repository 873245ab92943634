import { getProduct, listProducts } from "@v1/db";
import { z } from "zod";
import { memberProcedure, router } from "../trpc.ts";

const listInput = z.object({
  /** Where the last page ended, as it said itself. */
  cursor: z.string().max(500).nullish(),
  limit: z.int().min(1).max(200).default(50),
  /** Part of the name or identifier, in any case. */
  search: z.string().max(200).nullish(),
});

export const productsRouter = router({
  list: memberProcedure
    .input(listInput)
    .query(({ ctx, input }) => ctx.read((scope) => listProducts(scope, input))),

  get: memberProcedure
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => ctx.read((scope) => getProduct(scope, input.id))),
});
