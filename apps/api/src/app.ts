import { trpcServer } from "@hono/trpc-server";
import { AppError } from "@v1/core";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { type ApiVariables, createContext } from "./context.ts";
import type { ApiDeps } from "./deps.ts";
import { problemResponse, toAppError } from "./errors.ts";
import { conditional } from "./http/conditional.ts";
import { healthRoutes } from "./http/health.ts";
import { importRoutes } from "./http/imports.ts";
import { limitAddresses } from "./http/limit-addresses.ts";
import { requestLog } from "./http/request-log.ts";
import { traceRequests } from "./http/trace-requests.ts";
import { describeError } from "./log.ts";
import { restRoutes } from "./rest/rest.ts";
import { appRouter } from "./router.ts";

export interface AppOptions {
  /** Origins of browsers that may call; none by default. */
  origins?: string[];
  /** True where a proxy of ours is in front, whose `x-forwarded-for` may be believed. */
  behindProxy?: boolean;
  /** Bytes of a request's body, 1 MiB by default. */
  maxBodyBytes?: number;
}

/** The API as a fetch handler: `createApp(deps).fetch`. */
export function createApp(deps: ApiDeps, options: AppOptions = {}) {
  const app = new Hono<{ Variables: ApiVariables }>();
  const logFailure = (thrown: unknown, details: Record<string, unknown>) => {
    if (["internal", "unavailable"].includes(toAppError(thrown).code)) {
      deps.log("error", "failure", { ...details, ...describeError(thrown) });
    }
  };

  app.use(requestId({ limitLength: 64 }));
  app.use(traceRequests);
  app.use(requestLog(deps.log));
  app.use(secureHeaders());
  app.use(corsFor(options.origins ?? []));
  app.route("/", healthRoutes(deps));
  app.use(limitAddresses(deps, { behindProxy: options.behindProxy ?? false }));
  app.use(conditional);
  // Files are streamed, and measured while they are.
  app.route("/imports", importRoutes(deps));
  app.use(bodyLimit({ maxSize: options.maxBodyBytes ?? 1_048_576, onError: tooLarge }));
  app.use(
    "/trpc/*",
    trpcServer({
      endpoint: "/trpc",
      router: appRouter,
      maxBatchSize: 20,
      createContext: ({ info }, c) => createContext(deps, c, info.connectionParams),
      onError: ({ error, path, ctx }) => logFailure(error, { requestId: ctx?.requestId, procedure: path }),
    }),
  );
  app.route("/v1", restRoutes(deps));
  app.notFound((c) => problemResponse(noSuchRoute(c.req.method, c.req.path), c.get("requestId")));
  app.onError((thrown, c) => {
    logFailure(thrown, { requestId: c.get("requestId"), path: c.req.path });
    return problemResponse(toAppError(thrown), c.get("requestId"));
  });
  return app;
}

function corsFor(origins: string[]) {
  return cors({
    origin: origins,
    allowMethods: ["GET", "POST"],
    allowHeaders: [
      "authorization",
      "content-type",
      "if-none-match",
      "last-event-id",
      "trpc-accept",
      "x-brand-id",
      "x-request-id",
    ],
    exposeHeaders: [
      "etag",
      "ratelimit-limit",
      "ratelimit-remaining",
      "ratelimit-reset",
      "retry-after",
      "x-request-id",
    ],
    maxAge: 600,
  });
}

function noSuchRoute(method: string, path: string): AppError {
  return new AppError({
    code: "not_found",
    message: `There is no ${method} ${path}.`,
    hint: "Check the address and the method of the request.",
  });
}

function tooLarge(c: { get: (key: "requestId") => string }): Response {
  const error = new AppError({
    code: "bad_request",
    message: "The request's body is too large.",
    hint: "Send less at once; large files have an upload of their own.",
  });
  return problemResponse(error, c.get("requestId"), 413);
}
