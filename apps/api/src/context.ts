import { AppError } from "@v1/core";
import type { Context as HonoContext } from "hono";
import { type ApiKeyCaller, apiKeyIn, openApiKey } from "./auth/api-key.ts";
import { openSession, type Session } from "./auth/session.ts";
import type { ApiDeps } from "./deps.ts";
import { callsOf, countCalls, DEFAULT_LIMITS, type RateState, tooMany } from "./http/rate-limit.ts";

export interface ApiVariables {
  requestId: string;
  /** For the request's log line. */
  caller?: Caller;
  /** The limit that is nearest, for the answer's headers. */
  rate?: RateState;
}

interface Caller {
  userId?: string;
  brandId?: string;
  apiKeyId?: string;
}

type Ctx = HonoContext<{ Variables: ApiVariables }>;

export interface ApiContext extends Record<string, unknown> {
  deps: ApiDeps;
  requestId: string;
  /** The caller; checked once for all procedures of a batch. */
  session: () => Promise<Session>;
  /** The caller, where it is a service with an API key. */
  apiKey: () => Promise<ApiKeyCaller>;
  /** What `x-brand-id` says. */
  wantedBrand: string | null;
  note: (caller: Caller) => void;
}

/** What a subscription sends in place of headers, which a browser's EventSource cannot. */
type Params = Record<string, string | undefined> | null;

/** Costs nothing until a procedure asks for its caller. */
export function createContext(deps: ApiDeps, c: Ctx, params: Params = null): ApiContext {
  const authorization =
    c.req.header("authorization") ?? (params?.token ? `Bearer ${params.token}` : undefined);
  const once = <T>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  return {
    deps,
    requestId: c.get("requestId"),
    session: once(async () => {
      if (apiKeyIn(authorization)) throw notForKeys();
      const session = await openSession(deps, authorization);
      await limit(deps, c, { subject: "user", id: session.claims.sub });
      return session;
    }),
    apiKey: once(async () => {
      const key = apiKeyIn(authorization);
      if (!key) throw onlyForKeys();
      const caller = await openApiKey(deps, key);
      await limit(deps, c, { subject: "key", id: caller.id });
      return caller;
    }),
    wantedBrand: c.req.header("x-brand-id") ?? params?.brandId ?? null,
    note: (caller) => c.set("caller", { ...c.get("caller"), ...caller }),
  };
}

/** @throws AppError `rate_limited` */
async function limit(deps: ApiDeps, c: Ctx, who: { subject: "user" | "key"; id: string }): Promise<void> {
  const { kv, log, limits } = deps;
  const most = limits?.[who.subject] ?? DEFAULT_LIMITS[who.subject];
  const state = await countCalls({ kv, log, ...who, limit: most, calls: callsOf(c.req.path) });
  if (!state) return;
  const known = c.get("rate");
  if (!known || state.remaining < known.remaining) c.set("rate", state);
  if (state.remaining < 0) throw tooMany(state);
}

function notForKeys(): AppError {
  return new AppError({
    code: "forbidden",
    message: "An API key may not do this.",
    hint: "Keys are for the internal procedures and for /v1; the rest is for people who sign in.",
  });
}

function onlyForKeys(): AppError {
  return new AppError({
    code: "unauthenticated",
    message: "This is for services, and the request has no API key.",
    hint: "Send the key as Authorization: Bearer v1k_…; an owner of the brand makes one in its settings.",
  });
}
