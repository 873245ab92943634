import { AppError } from "@v1/core";
import { z } from "zod";

const schema = z.object({
  DATABASE_URL: z
    .string({ error: "Put the workers' Postgres address here: postgres://user:password@host:5432/database" })
    .regex(/^postgres(ql)?:\/\//, "It must begin with postgres:// or postgresql://"),
  TRIGGER_SECRET_KEY: z
    .string()
    .regex(/^tr_/, "Put the environment's secret key here (tr_prod_…), from the project's API keys page")
    .optional(),
  TRIGGER_API_URL: z
    .url("Put the address of your own Trigger.dev here: https://trigger.example.com")
    .optional(),
  JOBS_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,49}$/, "Put a plain lower-case schema name here, such as pgboss")
    .default("pgboss"),
  JOBS_CONCURRENCY: z.coerce
    .number("Put a whole number here: how many jobs of one task this worker runs at once")
    .int("Put a whole number here")
    .min(1)
    .max(100)
    .default(4),
  SYNC_LEASE_SECONDS: z.coerce
    .number("Put a number of seconds here: how long a connection waits for a worker that fell silent")
    .min(1)
    .max(3600)
    .default(30),
  TRANSFER_CHUNK: z.coerce
    .number("Put a whole number here: how many products a transfer adopts in one transaction")
    .int("Put a whole number here")
    .min(1)
    .max(100_000)
    .optional(),
  CREDENTIALS_KEYS: z.string().default(""),
  ALLOW_PRIVATE_ADDRESSES: z.stringbool({ error: 'Put "true" or "false" here' }).default(false),
  RETENTION_DAYS: z.coerce
    .number("Put a whole number of days here")
    .int("Put a whole number of days here")
    .min(1)
    .max(3650)
    .default(180),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url("Put the address of an OpenTelemetry collector here: http://collector:4318")
    .optional(),
  FILES_DIR: z.string().min(1).default(".data/files"),
});

export type JobsEnv = z.output<typeof schema>;

/**
 * The settings of tasks and their client. Empty values count as unset.
 * @throws AppError that names each variable and what to put there
 */
export function readEnv(source: Record<string, string | undefined> = process.env): JobsEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new AppError({
    code: "precondition_failed",
    message: `The environment is not complete.\n${lines.join("\n")}`,
    hint: "Set the named variables and start again; the README lists them all with their defaults.",
  });
}

/** What a deploy to Trigger.dev needs, on the machine that deploys. */
export function readDeployEnv(source: Record<string, string | undefined> = process.env): {
  TRIGGER_PROJECT_REF: string;
} {
  return { TRIGGER_PROJECT_REF: source.TRIGGER_PROJECT_REF || "proj_set_TRIGGER_PROJECT_REF" };
}
