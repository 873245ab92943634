import { createRoute, z } from "@hono/zod-openapi";
import { json, missing, refusals, security } from "./answers.ts";
import * as schemas from "./passport-schemas.ts";

const productId = z.uuid();

export const getPassport = createRoute({
  method: "get",
  path: "/products/{productId}/passport",
  operationId: "getPassport",
  summary: "A product's published passport",
  description:
    "Scope `read`. Its published version, as it was published, whatever became of the product since. 404 where nothing was published yet.",
  security,
  request: { params: z.object({ productId }) },
  responses: { 200: json("The version.", schemas.passport), ...refusals, ...missing },
});

export const listVersions = createRoute({
  method: "get",
  path: "/products/{productId}/passport/versions",
  operationId: "listPassportVersions",
  summary: "A passport's versions, newest first",
  description: "Scope `read`.",
  security,
  request: {
    params: z.object({ productId }),
    query: z.object({
      cursor: z.string().max(1_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: json(
      "A page; `nextCursor` is null on the last one.",
      z.object({ items: z.array(schemas.version), nextCursor: z.string().nullable() }),
    ),
    ...refusals,
  },
});

export const getVersion = createRoute({
  method: "get",
  path: "/products/{productId}/passport/versions/{version}",
  operationId: "getPassportVersion",
  summary: "One version of a passport",
  description: "Scope `read`. A version never changes.",
  security,
  request: { params: z.object({ productId, version: z.coerce.number().int().min(1).max(2_147_483_647) }) },
  responses: { 200: json("The version.", schemas.passport), ...refusals, ...missing },
});
