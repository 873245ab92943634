import { AppError } from "@v1/core";
import { z } from "zod";

const schema = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "DATABASE_URL must be like postgres://user:password@host:5432/database",
  }),
  DATABASE_POOL_MAX: z.coerce
    .number("DATABASE_POOL_MAX must be a number of connections, 5 for instance")
    .int()
    .min(1, "DATABASE_POOL_MAX must be at least 1")
    .max(500, "DATABASE_POOL_MAX must be at most 500")
    .default(5),
});

export type DbEnv = z.infer<typeof schema>;

/** Where the database is, and how many connections one process may hold. */
export function dbEnv(source: Record<string, string | undefined> = process.env): DbEnv {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new AppError({ code: "bad_request", message, hint: "Correct the environment and start again." });
}
