import type { z } from "@hono/zod-openapi";
import * as schemas from "./schemas.ts";

export const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { "application/json": { schema } },
});
const refused = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: schemas.problem } },
});

export const refusals = {
  400: refused("The request is not valid; `fields` says where."),
  401: refused("The API key is missing, unknown, revoked or has expired."),
  403: refused("The key lacks the scope."),
  429: refused("Too many calls; Retry-After says how many seconds to wait."),
};
export const missing = { 404: refused("There is none of this id in the key's brand.") };
export const security = [{ apiKey: [] }];
