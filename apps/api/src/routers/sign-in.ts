import { z } from "zod";
import { attempt, choices, secrets } from "../inputs/connection.ts";
import { ownerProcedure, router } from "../trpc.ts";
import { completeSetup, endSignIn, startSignIn, startSignInAgain } from "../verbs/sign-in.ts";

/** The app's page that a provider sends the browser back to; it has to be registered there. */
const redirectUri = z
  .url({ protocol: /^https?$/, error: "This must be the address of the app's own page." })
  .max(500)
  .refine((address) => {
    const parsed = URL.parse(address);
    return parsed?.pathname === "/integrations/sign-in" && parsed.search === "" && parsed.hash === "";
  }, "This must be the address of the app's own page.");

/** Connecting by a sign-in at the provider, for connectors whose `auth.signIn` says so. */
export const signInRouter = router({
  start: ownerProcedure
    .input(attempt.extend({ name: choices.shape.name, redirectUri }))
    .mutation(({ ctx, input }) => startSignIn(ctx.deps, ctx, input)),

  /** For a connection that is there; its client's id and secret are kept unless they are given. */
  startAgain: ownerProcedure
    .input(z.object({ connectionId: z.uuid(), redirectUri, secrets: secrets.optional() }))
    .mutation(({ ctx, input }) => startSignInAgain(ctx.deps, ctx, input)),

  /** With all that the provider added to the address. A new connection is then completed. */
  finish: ownerProcedure
    .input(z.object({ parameters: z.record(z.string().max(100), z.string().max(10_000)) }))
    .mutation(({ ctx, input }) => endSignIn(ctx.deps, ctx, input.parameters)),

  /** Says what a connection that somebody signed in for shall bring in, and starts its first run. */
  complete: ownerProcedure
    .input(choices.extend({ connectionId: z.uuid() }))
    .mutation(({ ctx, input }) => completeSetup(ctx.deps, ctx, input)),
});
