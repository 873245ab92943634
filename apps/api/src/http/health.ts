import { ping } from "@v1/db";
import { Hono } from "hono";
import type { ApiVariables } from "../context.ts";
import type { ApiDeps } from "../deps.ts";

/** `/health`: the process answers. `/ready`: what it needs answers too, so traffic may come. */
export function healthRoutes({ db, kv }: ApiDeps) {
  return new Hono<{ Variables: ApiVariables }>()
    .get("/health", (c) => c.json({ status: "ok" }))
    .get("/ready", async (c) => {
      await Promise.all([ping(db), kv.ping()]);
      return c.json({ status: "ready" });
    });
}
