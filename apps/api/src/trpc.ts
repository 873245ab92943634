import { initTRPC } from "@trpc/server";
import { AppError } from "@v1/core";
import { asApiKey, asUser, type BrandScope, brandScope } from "@v1/db";
import { tryGetContext } from "hono/context-storage";
import { type ApiScope, requireScope } from "./auth/api-key.ts";
import { chooseBrand } from "./auth/choose-brand.ts";
import type { ApiContext, ApiVariables } from "./context.ts";
import { toTrpcError, trpcShape } from "./errors.ts";
import { transformer } from "./transformer.ts";

const t = initTRPC.context<ApiContext>().create({
  transformer,
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => trpcShape(shape, error, ctx?.requestId ?? requestIdNow()),
  // A proxy ends what is silent; and a client that hears nothing for longer connects anew.
  sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
});

/** What tRPC refuses before it makes a context (a type, an address) has its request's id all the same. */
function requestIdNow(): string {
  return tryGetContext<{ Variables: ApiVariables }>()?.get("requestId") ?? "unknown";
}

export const router = t.router;
/** Calls a router's procedures from within, for other transports. */
export const callerOf = t.createCallerFactory;

/** The one place where failures become tRPC's. */
const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  throw toTrpcError(result.error);
});

/** For whoever is signed in. */
export const userProcedure = procedure.use(async ({ ctx, next }) => {
  const { claims, memberships } = await ctx.session();
  ctx.note({ userId: claims.sub });
  return next({ ctx: { claims, memberships, userId: claims.sub } });
});

/**
 * Who asks, as a member of the chosen brand. `read` and `write` run with the user's own rights, under
 * their policies: a role that was taken away counts at once, whatever is remembered here.
 */
export async function memberOf(ctx: ApiContext) {
  const { claims, memberships } = await ctx.session();
  const userId = claims.sub;
  const { brandId, role } = chooseBrand(memberships, ctx.wantedBrand);
  ctx.note({ userId, brandId });
  const read = <T>(query: (scope: BrandScope) => Promise<T>) =>
    asUser(ctx.deps.db, claims, (tx) => query(brandScope(tx, { brandId, role, userId })));
  return { claims, userId, brandId, role, read, write: read, scope: { brandId, userId } };
}

export type Member = Awaited<ReturnType<typeof memberOf>>;

/** For members of the chosen brand. */
export const memberProcedure = userProcedure.use(async ({ ctx, next }) => next({ ctx: await memberOf(ctx) }));

/**
 * For members who listen. A browser's EventSource cannot read a refusal that is an HTTP status, so the
 * caller is looked at within the stream, and what fails there is told there.
 */
export const streamProcedure = procedure.use(({ ctx, next }) => {
  async function* asMember<T>(stream: (member: Member) => AsyncIterable<T>) {
    try {
      yield* stream(await memberOf(ctx));
    } catch (error) {
      throw toTrpcError(error);
    }
  }
  return next({ ctx: { asMember } });
});

/** For owners of the chosen brand. */
export const ownerProcedure = memberProcedure.use(({ ctx, next }) => {
  if (ctx.role === "owner") return next();
  throw new AppError({
    code: "forbidden",
    message: "Only an owner of the brand may do this.",
    hint: "Ask an owner to do it, or to make you one.",
  });
});

/** For services whose API key has one of the scopes. `read` sees what the key's policies show. */
export const keyProcedure = (...scopes: ApiScope[]) =>
  procedure.use(async ({ ctx, next }) => {
    const key = await ctx.apiKey();
    ctx.note({ apiKeyId: key.id, brandId: key.brandId });
    requireScope(key, scopes);
    const { brandId } = key;
    // Whoever may start syncs may see how they go: the procedure's own scope was checked above.
    const claims = { brand_id: brandId, scopes: ["read"], key_id: key.id };
    const read = <T>(query: (scope: BrandScope) => Promise<T>) =>
      asApiKey(ctx.deps.db, claims, (tx) =>
        query(brandScope(tx, { brandId, role: "api_key", userId: null })),
      );
    return next({ ctx: { scope: { brandId, keyId: key.id }, read } });
  });
