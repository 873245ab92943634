import { z } from "zod";

const schema = z.object({
  API_URL: z
    .url("API_URL must be the API's address as this server reaches it")
    .default("http://127.0.0.1:4000"),
  SUPABASE_URL: z.url("SUPABASE_URL must be the auth server's address as this server reaches it"),
  /** Where browsers reach it themselves; without it they are led through this server. */
  SUPABASE_PUBLIC_URL: z.url("SUPABASE_PUBLIC_URL must be the auth server's address for browsers").optional(),
  SUPABASE_PUBLISHABLE_KEY: z
    .string("SUPABASE_PUBLISHABLE_KEY must be the project's publishable (or anon) key")
    .min(1),
});

export type AppEnv = z.infer<typeof schema>;

/** Read when a request comes, never at build time: one build runs at any address. */
export function appEnv(source: Record<string, string | undefined> = process.env): AppEnv {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => issue.message).join("; "));
}

/** Where a build is put and found: tests keep one of their own. */
export function buildEnv(source: Record<string, string | undefined> = process.env) {
  return { NEXT_DIST_DIR: source.NEXT_DIST_DIR || ".next" };
}
