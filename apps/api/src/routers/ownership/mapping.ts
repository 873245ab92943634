import type { FieldKey } from "@v1/core";
import {
  fieldSource,
  getMapping,
  listRecordPaths,
  previewMapping,
  saveMapping,
} from "@v1/integrations/ownership";
import { z } from "zod";
import { memberProcedure, ownerProcedure, router } from "../../trpc.ts";
import { mappingDeps, ownershipDeps } from "../../verbs/ownership-deps.ts";
import { fieldKey, reason } from "./inputs.ts";

const one = z.object({ connectionId: z.uuid() });
/** By field; null goes back to the connector's own way. */
const sources = z.partialRecord(fieldKey, fieldSource.nullable()) satisfies z.ZodType<
  Partial<Record<FieldKey, unknown>>
>;

export const mappingRouter = router({
  /** Each field: what the connector offers, and what the brand chose. */
  get: memberProcedure
    .input(one)
    .query(({ ctx, input }) => getMapping(ownershipDeps(ctx.deps), ctx.scope, input.connectionId)),

  /** Places of the source's first records, read now. */
  paths: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listRecordPaths(mappingDeps(ctx.deps), ctx.scope, input.connectionId)),

  /** Three real records as they are and as they would be; nothing is saved. */
  preview: ownerProcedure
    .input(one.extend({ sources }))
    .mutation(({ ctx, input }) => previewMapping(mappingDeps(ctx.deps), ctx.scope, input)),

  /** The next run reads all of the source and merges it anew. */
  save: ownerProcedure
    .input(one.extend({ sources, mappingVersion: z.int().min(1), reason }))
    .mutation(({ ctx, input }) => saveMapping(ownershipDeps(ctx.deps), ctx.scope, input)),
});
