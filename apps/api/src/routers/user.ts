import { asUser, getProfile, updateProfile } from "@v1/db";
import { z } from "zod";
import { router, userProcedure } from "../trpc.ts";

const profile = z.object({
  fullName: z.string().trim().min(1).max(200).nullable().optional(),
  avatarHue: z.int().min(0).max(359).nullable().optional(),
});

export const userRouter = router({
  /** Who is signed in, and the brands that they may choose from. Makes no query of its own. */
  me: userProcedure.query(({ ctx: { userId: id, claims, memberships } }) => {
    return { id, email: claims.email ?? null, memberships };
  }),

  profile: userProcedure.query(({ ctx }) => asUser(ctx.deps.db, ctx.claims, getProfile)),

  update: userProcedure
    .input(profile)
    .mutation(({ ctx, input }) => asUser(ctx.deps.db, ctx.claims, (tx) => updateProfile(tx, input))),
});
