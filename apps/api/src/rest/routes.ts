import { createRoute, z } from "@hono/zod-openapi";
import { json, missing, refusals, security } from "./answers.ts";
import * as schemas from "./schemas.ts";

export const listConnections = createRoute({
  method: "get",
  path: "/connections",
  operationId: "listConnections",
  summary: "The brand's connections",
  description: "Scope `read` or `sync`.",
  security,
  responses: {
    200: json("All of them, by name.", z.object({ items: z.array(schemas.connection) })),
    ...refusals,
  },
});

export const triggerRun = createRoute({
  method: "post",
  path: "/connections/{connectionId}/runs",
  operationId: "triggerRun",
  summary: "Start a sync",
  description: "Scope `sync`. One run at a time per connection: where one is under way, its id is answered.",
  security,
  request: {
    params: z.object({ connectionId: z.uuid() }),
    body: {
      required: false,
      content: {
        "application/json": {
          schema: z.strictObject({ mode: z.enum(["auto", "full", "incremental"]).default("auto") }),
        },
      },
    },
  },
  responses: { 202: json("The run was queued.", schemas.triggered), ...refusals, ...missing },
});

export const getRun = createRoute({
  method: "get",
  path: "/runs/{runId}",
  operationId: "getRun",
  summary: "How a run goes",
  description:
    "Scope `read` or `sync`. Send `If-None-Match` with the last ETag: 304 says that nothing moved.",
  security,
  request: { params: z.object({ runId: z.uuid() }) },
  responses: { 200: json("The run.", schemas.run), ...refusals, ...missing },
});

export const listRunErrors = createRoute({
  method: "get",
  path: "/runs/{runId}/errors",
  operationId: "listRunErrors",
  summary: "What a run could not take, by code",
  description:
    "Scope `read` or `sync`. One entry for each record, variant or field that failed, with what to do about it.",
  security,
  request: {
    params: z.object({ runId: z.uuid() }),
    query: z.object({
      cursor: z.string().max(1_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      code: z.string().max(100).optional(),
    }),
  },
  responses: {
    200: json(
      "A page; `nextCursor` is null on the last one.",
      z.object({ items: z.array(schemas.runError), nextCursor: z.string().nullable() }),
    ),
    ...refusals,
    ...missing,
  },
});

export const listProducts = createRoute({
  method: "get",
  path: "/products",
  operationId: "listProducts",
  summary: "Products, newest first",
  description: "Scope `read`.",
  security,
  request: {
    query: z.object({
      cursor: z.string().max(1_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      search: z.string().max(200).optional(),
    }),
  },
  responses: {
    200: json(
      "A page; `nextCursor` is null on the last one.",
      z.object({ items: z.array(schemas.product), nextCursor: z.string().nullable() }),
    ),
    ...refusals,
  },
});
