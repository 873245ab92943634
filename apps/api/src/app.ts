import { trpcServer } from "@hono/trpc-server";
import { AppError } from "@v1/core";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { contextStorage } from "hono/context-storage";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { type ApiVariables, createContext } from "./context.ts";
import type { ApiDeps } from "./deps.ts";
import { refusal, toAppError } from "./errors.ts";
import { conditional } from "./http/conditional.ts";
import { healthRoutes } from "./http/health.ts";
import { importRoutes } from "./http/imports.ts";
import { limitAddresses } from "./http/limit-addresses.ts";
import { callsOf } from "./http/rate-limit.ts";
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

/** Of one batch. */
const MOST_CALLS = 20;

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
  app.use("/trpc/*", contextStorage());
  app.use("/trpc/*", async (c, next) => {
    if (callsOf(c.req.path) > MOST_CALLS) throw tooMany();
    await next();
  });
  app.use(
    "/trpc/*",
    trpcServer({
      endpoint: "/trpc",
      router: appRouter,
      maxBatchSize: MOST_CALLS,
      createContext: ({ info }, c) => createContext(deps, c, info.connectionParams),
      onError: ({ error, path, ctx }) => logFailure(error, { requestId: ctx?.requestId, procedure: path }),
    }),
  );
  app.route("/v1", restRoutes(deps));
  app.notFound((c) => refusal(c, noSuchRoute(c.req.method, c.req.path)));
  app.onError((thrown, c) => {
    logFailure(thrown, { requestId: c.get("requestId"), path: c.req.path });
    return refusal(c, toAppError(thrown));
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

function tooMany(): AppError {
  return new AppError({
    code: "bad_request",
    message: `One request has more than ${MOST_CALLS} calls.`,
    hint: "Spread them over several requests.",
  });
}

function tooLarge(c: Context<{ Variables: ApiVariables }>): Response {
  const error = new AppError({
    code: "bad_request",
    message: "The request's body is too large.",
    hint: "Send less at once; large files have an upload of their own.",
  });
  return refusal(c, error, 413);
}
