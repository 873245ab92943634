import {
  createProduct,
  createVariant,
  editProduct,
  getProduct,
  listProducts,
  MISSING_FIELDS,
  PRODUCT_SORTS,
  PRODUCT_STATUSES,
} from "@v1/db";
import { z } from "zod";
import { page } from "../inputs/page.ts";
import { pin, productChanges, variantChanges } from "../inputs/product-fields.ts";
import { memberProcedure, router } from "../trpc.ts";
import { minted, mintedProduct } from "../verbs/mint.ts";
import { setStatus } from "../verbs/set-status.ts";

const ids = z.array(z.uuid()).max(50);
const filters = z
  .strictObject({
    status: z.array(z.enum(PRODUCT_STATUSES)),
    salesStatus: z.array(z.string().max(40)).max(10),
    categoryIds: ids,
    seasonIds: ids,
    manufacturerIds: ids,
    tagIds: ids,
    /** Of a live variant. */
    colorIds: ids,
    /** Of the product or of one of its variants. */
    materialIds: ids,
    /** With a live record at one of these connections. */
    connectionIds: ids,
    hasPendingChanges: z.boolean(),
    /** Where nothing is filled in. */
    missing: z.array(z.enum(MISSING_FIELDS)),
  })
  .partial();

const listInput = page.extend({
  /** Beginnings of words of any text of product and variants: name, identifier, codes, description. */
  search: z.string().max(200).nullish(),
  filters: filters.default({}),
  sort: z.enum(PRODUCT_SORTS).default("newest"),
});

const one = z.object({ id: z.uuid() });
const newVariant = z.object({ changes: variantChanges });
const newProduct = z.object({
  identifier: z.string().trim().min(1).max(300),
  name: z.string().trim().min(1).max(1_000),
  changes: productChanges.omit({ "product.identifier": true, "product.name": true }).default({}),
  variants: z.array(newVariant).max(200).default([]),
});
const edit = one.extend({
  changes: productChanges.default({}),
  variants: z
    .array(z.object({ id: z.uuid(), changes: variantChanges }))
    .max(500)
    .default([]),
  pin: pin.optional(),
});

export const productsRouter = router({
  list: memberProcedure
    .input(listInput)
    .query(({ ctx, input }) => ctx.read((scope) => listProducts(scope, input))),

  get: memberProcedure.input(one).query(({ ctx, input }) => ctx.read((scope) => getProduct(scope, input.id))),

  create: memberProcedure
    .input(newProduct)
    .mutation(({ ctx, input }) => createProduct(ctx.deps.worker, { ...ctx.scope, ...mintedProduct(input) })),

  addVariant: memberProcedure
    .input(newVariant.extend({ productId: z.uuid() }))
    .mutation(({ ctx, input }) => createVariant(ctx.deps.worker, { ...ctx.scope, ...minted(input) })),

  /** Refused with a conflict where a connection owns a field here; `pin` keeps the new value instead. */
  update: memberProcedure
    .input(edit)
    .mutation(({ ctx, input: { id, ...rest } }) =>
      editProduct(ctx.deps.worker, { ...ctx.scope, productId: id, ...rest }),
    ),

  setStatus: memberProcedure
    .input(
      z.object({
        ids: z.array(z.uuid()).min(1).max(200),
        status: z.enum(["published", "unpublished", "archived"]),
      }),
    )
    .mutation(({ ctx, input }) => setStatus(ctx, input)),
});
