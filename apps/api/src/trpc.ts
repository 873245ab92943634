import { initTRPC } from "@trpc/server";
import { AppError } from "@v1/core";
import { asUser, type BrandScope, brandScope } from "@v1/db";
import superjson from "superjson";
import { chooseBrand } from "./auth/choose-brand.ts";
import type { ApiContext } from "./context.ts";
import { toTrpcError, trpcShape } from "./errors.ts";

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => trpcShape(shape, error, ctx?.requestId ?? "unknown"),
});

export const router = t.router;

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

/** For members of the chosen brand. `read` runs with the user's own rights, under their policies. */
export const memberProcedure = userProcedure.use(({ ctx, next }) => {
  const { brandId, role } = chooseBrand(ctx.memberships, ctx.wantedBrand);
  ctx.note({ userId: ctx.userId, brandId });
  const read = <T>(query: (scope: BrandScope) => Promise<T>) =>
    asUser(ctx.deps.db, ctx.claims, (tx) => query(brandScope(tx, { brandId, role, userId: ctx.userId })));
  return next({ ctx: { brandId, role, read } });
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
