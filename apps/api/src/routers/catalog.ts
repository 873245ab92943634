import {
  createEntity,
  deleteEntity,
  ENTITY_KINDS,
  listCategories,
  listEntities,
  mapCategory,
  unmappedCategories,
  updateEntity,
} from "@v1/db";
import { z } from "zod";
import { page } from "../inputs/page.ts";
import { memberProcedure, router } from "../trpc.ts";

const kind = z.enum(ENTITY_KINDS);
const name = z.string().trim().min(1).max(300);
const details = z.record(z.string().max(40), z.union([z.string().max(1_000), z.boolean()]).nullable());
const one = z.object({ kind, id: z.uuid() });

/** The look-up tables: seasons, manufacturers, colours, sizes, materials, facilities, tags, … */
export const catalogRouter = router({
  /** The global tree, flat; the same for all brands. */
  categories: memberProcedure.query(({ ctx }) => ctx.read(({ tx }) => listCategories(tx))),

  /** How many names of sources wait for their category, and the run that lists them for mapping. */
  unmappedCategories: memberProcedure.query(({ ctx }) => ctx.read(unmappedCategories)),

  /** Says which category a source's own name is; the connection that owns categories reads all once more. */
  mapCategory: memberProcedure
    .input(z.object({ name, categoryId: z.uuid().nullable() }))
    .mutation(({ ctx, input }) => mapCategory(ctx.deps.worker, { ...ctx.scope, ...input })),

  list: memberProcedure
    .input(
      page.extend({ kind, search: z.string().max(200).nullish(), ids: z.array(z.uuid()).max(50).optional() }),
    )
    .query(({ ctx, input }) => ctx.read((scope) => listEntities(scope, input))),

  create: memberProcedure
    .input(z.object({ kind, name, details: details.optional() }))
    .mutation(({ ctx, input: { kind: of, ...values } }) =>
      ctx.write((scope) => createEntity(scope, of, values)),
    ),

  update: memberProcedure
    .input(one.extend({ name: name.optional(), details: details.optional() }))
    .mutation(({ ctx, input: { kind: of, id, ...values } }) =>
      ctx.write((scope) => updateEntity(scope, { kind: of, id }, values)),
    ),

  delete: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => ctx.write((scope) => deleteEntity(scope, input))),
});
