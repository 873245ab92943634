import { listApiKeys, revokeApiKey } from "@v1/db";
import { z } from "zod";
import { API_SCOPES } from "../auth/api-key.ts";
import { ownerProcedure, router } from "../trpc.ts";
import { makeApiKey } from "../verbs/api-keys.ts";

const newKey = z.object({
  name: z.string().trim().min(1).max(120),
  scopes: z.array(z.enum(API_SCOPES)).min(1),
  expiresInDays: z.int().min(1).max(3_650).optional(),
});

export const apiKeysRouter = router({
  list: ownerProcedure.query(({ ctx }) => ctx.read(listApiKeys)),

  /** The answer's `key` is shown this once. */
  create: ownerProcedure
    .input(newKey)
    .mutation(({ ctx, input }) => ctx.write((scope) => makeApiKey(scope, input))),

  /** Ends within 30 seconds, wherever the key is in use. */
  revoke: ownerProcedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.write((scope) => revokeApiKey(scope, input.id))),
});
