import {
  cancelImport,
  commitImport,
  getImport,
  importMapping,
  listImportRows,
  listImports,
  listUnknownValues,
  MAPPABLE_FIELDS,
  mapValue,
  previewImport,
  proposeMapping,
  setMapping,
  TARGETS,
  validateImport,
} from "@v1/integrations/imports";
import { z } from "zod";
import { page } from "../inputs/page.ts";
import { memberProcedure as plainMember, router } from "../trpc.ts";
import { importDeps } from "../verbs/import-deps.ts";

const one = z.object({ importId: z.uuid() });
const look = one.extend({
  sheet: z.string().max(200).optional(),
  headerRow: z.int().min(1).max(1_000).optional(),
  headerRows: z.int().min(1).max(5).optional(),
});
const meaning = z.object({
  field: z.enum(MAPPABLE_FIELDS),
  value: z.string().min(1).max(1_000),
  /** An entry that is there, a new one, or null to leave such values out. */
  to: z
    .union([z.object({ id: z.uuid() }), z.object({ create: z.string().trim().min(1).max(300) })])
    .nullable(),
});

const memberProcedure = plainMember.use(({ ctx, next }) => next({ ctx: { imports: importDeps(ctx.deps) } }));

/** Spreadsheets. A file is sent to POST /imports?filename=…; its errors come from GET /imports/{id}/report. */
export const importsRouter = router({
  /** What a column can be mapped to. */
  targets: memberProcedure.query(() => [...TARGETS]),

  list: memberProcedure.input(page).query(({ ctx, input }) => listImports(ctx.imports, ctx.scope, input)),

  get: memberProcedure
    .input(one)
    .query(({ ctx, input }) => getImport(ctx.imports, ctx.scope, input.importId)),

  /** How the file could be read, from its headings and first rows. */
  propose: memberProcedure
    .input(look)
    .query(({ ctx, input }) => proposeMapping(ctx.imports, ctx.scope, input)),

  setMapping: memberProcedure
    .input(one.extend({ mapping: importMapping }))
    .mutation(({ ctx, input }) => setMapping(ctx.imports, ctx.scope, input)),

  validate: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => validateImport(ctx.imports, ctx.scope, input)),

  rows: memberProcedure
    .input(page.extend(one.shape).extend({ only: z.enum(["all", "issues"]).default("all") }))
    .query(({ ctx, input }) => listImportRows(ctx.imports, ctx.scope, input)),

  unknownValues: memberProcedure
    .input(one)
    .query(({ ctx, input }) => listUnknownValues(ctx.imports, ctx.scope, input)),

  mapValue: memberProcedure
    .input(meaning)
    .mutation(({ ctx, input }) => mapValue(ctx.imports, ctx.scope, input)),

  /** What a commit would do, by the engine itself; writes nothing. */
  preview: memberProcedure
    .input(one.extend({ most: z.int().min(1).max(100_000).optional() }))
    .query(({ ctx, input }) => previewImport(ctx.imports, ctx.scope, input)),

  commit: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => commitImport(ctx.imports, ctx.scope, input)),

  cancel: memberProcedure
    .input(one)
    .mutation(({ ctx, input }) => cancelImport(ctx.imports, ctx.scope, input)),
});
