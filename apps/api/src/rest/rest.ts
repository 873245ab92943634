import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type ApiVariables, createContext } from "../context.ts";
import type { ApiDeps } from "../deps.ts";
import { internalRouter } from "../routers/internal.ts";
import { callerOf } from "../trpc.ts";
import * as passportRoutes from "./passport-routes.ts";
import { passportView, versionView } from "./passport-schemas.ts";
import * as routes from "./routes.ts";
import { connectionView, productView, runErrorView, runView } from "./schemas.ts";

type Env = { Variables: ApiVariables };

const DOCUMENT = {
  openapi: "3.1.0",
  info: {
    title: "Sync API",
    version: "1",
    description:
      "Start syncs and see how they go, from other services. Errors are problem+json (RFC 9457) with a code, a message, a hint and the request's id.",
  },
  servers: [{ url: "/v1" }],
};

const internal = callerOf(internalRouter);

/** The internal procedures as REST, with their description at /openapi.json. */
export function restRoutes(deps: ApiDeps) {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw result.error;
    },
  });
  const as = (c: Context<Env>) => internal(createContext(deps, c));
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key of the brand (v1k_…); an owner makes one in the brand's settings.",
  });
  app.openapi(routes.listConnections, async (c) =>
    c.json({ items: (await as(c).connections()).map(connectionView) }, 200),
  );
  app.openapi(routes.triggerRun, async (c) => {
    // Without a body nothing was checked, and so no default was filled in.
    const body: Partial<{ mode: "auto" | "full" | "incremental" }> = c.req.valid("json");
    return c.json(await as(c).trigger({ ...c.req.valid("param"), ...body }), 202);
  });
  app.openapi(routes.getRun, async (c) => c.json(runView(await as(c).run(c.req.valid("param"))), 200));
  app.openapi(routes.listRunErrors, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const { items, nextCursor } = await as(c).runErrors(input);
    return c.json({ items: items.map(runErrorView), nextCursor }, 200);
  });
  app.openapi(routes.listProducts, async (c) => {
    const { items, nextCursor } = await as(c).products(c.req.valid("query"));
    return c.json({ items: items.map(productView), nextCursor }, 200);
  });
  app.openapi(passportRoutes.getPassport, async (c) =>
    c.json(passportView(await as(c).passport(c.req.valid("param"))), 200),
  );
  app.openapi(passportRoutes.listVersions, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const { items, nextCursor } = await as(c).passportVersions(input);
    return c.json({ items: items.map(versionView), nextCursor }, 200);
  });
  app.openapi(passportRoutes.getVersion, async (c) =>
    c.json(passportView(await as(c).passport(c.req.valid("param"))), 200),
  );
  app.doc31("/openapi.json", DOCUMENT);
  return app;
}
