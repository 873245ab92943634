import {
  asUser,
  brandOverview,
  getBrand,
  listBrands,
  listInvites,
  listMembers,
  revokeInvite,
  updateBrand,
} from "@v1/db";
import { z } from "zod";
import { memberProcedure, ownerProcedure, router, userProcedure } from "../trpc.ts";
import { changeRole, invite, join, makeBrand, putOut } from "../verbs/brands.ts";

const name = z.string().trim().min(1).max(120);
const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "Use small letters, digits and hyphens, 40 at most.");
const country = z.string().regex(/^[A-Z]{2}$/, "Use the two capitals of ISO 3166, such as SE.");
const role = z.enum(["owner", "member"]);
const email = z.email().max(320);
const person = z.object({ userId: z.uuid() });

const membersRouter = router({
  /** Everybody of the brand, the longest there first. */
  list: memberProcedure.query(({ ctx }) => listMembers(ctx.deps.worker, ctx.brandId)),

  setRole: ownerProcedure
    .input(person.extend({ role }))
    .mutation(({ ctx, input }) =>
      changeRole(ctx.deps, { brandId: ctx.brandId, actorId: ctx.userId, ...input }),
    ),

  remove: ownerProcedure
    .input(person)
    .mutation(({ ctx, input }) => putOut(ctx.deps, { brandId: ctx.brandId, actorId: ctx.userId, ...input })),

  /** Any member leaves by themselves; the last owner cannot. */
  leave: memberProcedure.mutation(({ ctx }) =>
    putOut(ctx.deps, { brandId: ctx.brandId, actorId: ctx.userId, userId: ctx.userId }),
  ),
});

const invitesRouter = router({
  list: ownerProcedure.query(({ ctx }) => ctx.read(listInvites)),

  /** The answer's token is shown this once: it goes into the link that is sent. */
  create: ownerProcedure
    .input(z.object({ email, role: role.default("member") }))
    .mutation(({ ctx, input }) => ctx.write((scope) => invite(scope, input))),

  revoke: ownerProcedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.write((scope) => revokeInvite(scope, input.id))),

  /** For whoever is signed in with the address that was invited. */
  accept: userProcedure
    .input(z.object({ token: z.string().min(20).max(100) }))
    .mutation(({ ctx, input }) => join(ctx.deps, input.token, ctx.claims)),
});

export const brandRouter = router({
  /** The user's brands with name and role. */
  list: userProcedure.query(({ ctx }) => asUser(ctx.deps.db, ctx.claims, (tx) => listBrands(tx))),

  create: userProcedure
    .input(z.object({ name, slug: slug.optional(), countryCode: country.optional() }))
    .mutation(({ ctx, input }) => makeBrand(ctx.deps, { ...input, userId: ctx.userId })),

  get: memberProcedure.query(({ ctx }) => ctx.read(getBrand)),

  update: ownerProcedure
    .input(
      z
        .object({
          name,
          slug,
          email: email.nullable(),
          countryCode: country.nullable(),
          avatarHue: z.int().min(0).max(359).nullable(),
        })
        .partial(),
    )
    .mutation(({ ctx, input }) => ctx.write((scope) => updateBrand(scope, input))),

  /** Counts for the first page. */
  overview: memberProcedure.query(({ ctx }) => ctx.read(brandOverview)),

  members: membersRouter,
  invites: invitesRouter,
});
