import { traced } from "@v1/jobs/tracing";
import { createMiddleware } from "hono/factory";
import type { ApiVariables } from "../context.ts";

/**
 * A span for each request, in the caller's trace where there is one. The path is told, which names the
 * procedures, and the query never, which holds their input.
 */
export const traceRequests = createMiddleware<{ Variables: ApiVariables }>(async (c, next) => {
  const { method, path } = c.req;
  const attributes = { "http.request.method": method, "url.path": path, "v1.request_id": c.get("requestId") };
  const request = {
    name: `${method} ${path}`,
    kind: "server",
    from: c.req.header("traceparent"),
    attributes,
  } as const;
  await traced(request, async (tell) => {
    await next();
    tell({ "http.response.status_code": c.res.status });
  });
});
