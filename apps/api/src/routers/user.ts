import { router, userProcedure } from "../trpc.ts";

export const userRouter = router({
  /** Who is signed in, and the brands that they may choose from. */
  me: userProcedure.query(({ ctx }) => ({
    id: ctx.userId,
    email: ctx.claims.email ?? null,
    memberships: ctx.memberships,
  })),
});
