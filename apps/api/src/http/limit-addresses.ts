import { createMiddleware } from "hono/factory";
import type { ApiVariables } from "../context.ts";
import type { ApiDeps } from "../deps.ts";
import { callerAddress } from "./caller-address.ts";
import { callsOf, countCalls, DEFAULT_LIMITS, rateHeaders, tooMany } from "./rate-limit.ts";

/**
 * Limits each address before anything is looked up, and writes the headers of whichever limit is
 * nearest: of the address, or of the user or key that the request turned out to be from.
 */
export function limitAddresses({ kv, log, limits }: ApiDeps, options: { behindProxy: boolean }) {
  const limit = limits?.address ?? DEFAULT_LIMITS.address;
  return createMiddleware<{ Variables: ApiVariables }>(async (c, next) => {
    const id = callerAddress(c, options);
    const state = await countCalls({ kv, log, subject: "address", id, limit, calls: callsOf(c.req.path) });
    if (state) c.set("rate", state);
    if (state && state.remaining < 0) {
      for (const [name, value] of Object.entries(rateHeaders(state))) c.header(name, value);
      throw tooMany(state);
    }
    await next();
    const nearest = c.get("rate");
    if (!nearest) return;
    for (const [name, value] of Object.entries(rateHeaders(nearest))) c.res.headers.set(name, value);
  });
}
