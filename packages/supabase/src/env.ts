import { AppError } from "@v1/core";
import { z } from "zod";

const schema = z
  .object({
    SUPABASE_URL: z.url({
      protocol: /^https?$/,
      error: "SUPABASE_URL must be the project's address, like https://<ref>.supabase.co",
    }),
    SUPABASE_PUBLISHABLE_KEY: z
      .string({
        error: "SUPABASE_PUBLISHABLE_KEY must be the project's publishable (or anon) key; browsers see it",
      })
      .min(1),
    SUPABASE_JWT_SECRET: z
      .string()
      .min(32, "SUPABASE_JWT_SECRET must be the project's JWT secret of at least 32 characters, or left out")
      .optional(),
    SUPABASE_JWKS_URL: z
      .url("SUPABASE_JWKS_URL must be the address of a JSON Web Key Set, or left out")
      .optional(),
    SUPABASE_JWT_ISSUER: z.string().optional(),
    SUPABASE_JWT_AUDIENCE: z.string().default("authenticated"),
  })
  .transform((env) => ({
    ...env,
    SUPABASE_JWKS_URL:
      env.SUPABASE_JWKS_URL ?? `${env.SUPABASE_URL.replace(/\/$/, "")}/auth/v1/.well-known/jwks.json`,
  }));

export type SupabaseEnv = z.infer<typeof schema>;

/** Where sign-in lives and how its tokens are checked; throws naming each variable that is wrong. */
export function supabaseEnv(source: Record<string, string | undefined> = process.env): SupabaseEnv {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new AppError({ code: "bad_request", message, hint: "Correct the environment and start again." });
}
