import { Readable } from "node:stream";
import { AppError } from "@v1/core";
import { errorReport, startImport } from "@v1/integrations/imports";
import { Hono } from "hono";
import { z } from "zod";
import { type ApiVariables, createContext } from "../context.ts";
import type { ApiDeps } from "../deps.ts";
import { memberOf } from "../trpc.ts";
import { importDeps } from "../verbs/import-deps.ts";

const upload = z.object({
  filename: z.string().trim().min(1).max(300),
  source: z.string().trim().min(1).max(120).optional(),
  correctionOf: z.uuid().optional(),
  requiresValueApproval: z.stringbool().optional(),
});

/**
 * Files in and out, which are streams and so no procedures: POST / takes a spreadsheet as its body,
 * GET /{id}/report gives the rows that have to be corrected.
 */
export function importRoutes(deps: ApiDeps) {
  return new Hono<{ Variables: ApiVariables }>()
    .post("/", async (c) => {
      const { scope } = await memberOf(createContext(deps, c));
      const input = upload.parse(c.req.query());
      const body = c.req.raw.body;
      if (!body) throw noFile();
      return c.json(await startImport(importDeps(deps), scope, { ...input, body }), 201);
    })
    .get("/:importId/report", async (c) => {
      const { scope } = await memberOf(createContext(deps, c));
      const { importId } = z.object({ importId: z.uuid() }).parse(c.req.param());
      const report = await errorReport(importDeps(deps), scope, { importId });
      return new Response(Readable.toWeb(Readable.from(report.body)) as ReadableStream, {
        headers: {
          "content-type": report.contentType,
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(report.filename)}`,
          "x-content-type-options": "nosniff",
        },
      });
    });
}

function noFile(): AppError {
  return new AppError({
    code: "bad_request",
    message: "The request has no file.",
    hint: "Send the file itself as the body.",
  });
}
