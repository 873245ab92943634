import type { Context as HonoContext } from "hono";
import { openSession, type Session } from "./auth/session.ts";
import type { ApiDeps } from "./deps.ts";

export interface ApiVariables {
  requestId: string;
  /** For the request's log line. */
  caller?: { userId: string; brandId?: string };
}

export interface ApiContext extends Record<string, unknown> {
  deps: ApiDeps;
  requestId: string;
  /** The caller; checked once for all procedures of a batch. */
  session: () => Promise<Session>;
  /** What `x-brand-id` says. */
  wantedBrand: string | null;
  note: (caller: { userId: string; brandId?: string }) => void;
}

/** Costs nothing until a procedure asks for its caller. */
export function createContext(deps: ApiDeps, c: HonoContext<{ Variables: ApiVariables }>): ApiContext {
  let session: Promise<Session> | undefined;
  return {
    deps,
    requestId: c.get("requestId"),
    session() {
      session ??= openSession(deps, c.req.header("authorization"));
      return session;
    },
    wantedBrand: c.req.header("x-brand-id") ?? null,
    note: (caller) => c.set("caller", { ...c.get("caller"), ...caller }),
  };
}
