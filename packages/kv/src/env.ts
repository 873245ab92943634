import { AppError } from "@v1/core";
import { z } from "zod";

const schema = z.object({
  REDIS_URL: z
    .url({
      protocol: /^rediss?$/,
      error: "REDIS_URL must be like redis://host:6379 or rediss://…; leave it out for memory",
    })
    .optional(),
});

export type KvEnv = z.infer<typeof schema>;

/** Reads `REDIS_URL`; without it the store is this process's memory. */
export function kvEnv(source: Record<string, string | undefined> = process.env): KvEnv {
  const parsed = schema.safeParse({ REDIS_URL: source.REDIS_URL || undefined });
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new AppError({ code: "bad_request", message, hint: "Correct the environment and start again." });
}
