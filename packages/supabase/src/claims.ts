import { z } from "zod";

/**
 * What the API relies on in a user's access token; the rest stays in it untouched.
 * @see https://supabase.com/docs/guides/auth/jwt-fields
 */
export const claimsSchema = z.looseObject({
  sub: z.uuid(),
  /** Anonymous and service keys are tokens too, and no user's. */
  role: z.literal("authenticated"),
  exp: z.number(),
  iat: z.number().optional(),
  email: z.string().optional(),
  session_id: z.string().optional(),
});

export type UserClaims = z.infer<typeof claimsSchema>;
