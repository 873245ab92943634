import { AppError } from "@v1/core";
import { z } from "zod";

const origins = z
  .string()
  .default("")
  .transform((list) =>
    list
      .split(",")
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.url("APP_ORIGINS must be origins like https://app.example.com, separated by commas")));

const PORT = "API_PORT must be a port; 0 takes a free one";

const calls = (name: string) =>
  z.coerce
    .number(`${name} must be a number of calls a minute`)
    .int(`${name} must be a whole number of calls a minute`)
    .min(1, `${name} must be at least 1`);

const schema = z.object({
  API_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(4000),
  API_HOST: z.string().default("127.0.0.1"),
  APP_ORIGINS: origins,
  CREDENTIALS_KEYS: z.string().default(""),
  ALLOW_PRIVATE_ADDRESSES: z
    .stringbool({ error: 'ALLOW_PRIVATE_ADDRESSES must be "true" or "false"' })
    .default(false),
  TRUST_PROXY: z.stringbool({ error: 'TRUST_PROXY must be "true" or "false"' }).default(false),
  RATE_LIMIT_USER: calls("RATE_LIMIT_USER").default(1200),
  RATE_LIMIT_KEY: calls("RATE_LIMIT_KEY").default(1200),
  RATE_LIMIT_ADDRESS: calls("RATE_LIMIT_ADDRESS").default(6000),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url("OTEL_EXPORTER_OTLP_ENDPOINT must be the address of an OpenTelemetry collector, or left out")
    .optional(),
  FILES_DIR: z.string().min(1).default(".data/files"),
  DATABASE_NAMED_STATEMENTS: z
    .stringbool({ error: 'DATABASE_NAMED_STATEMENTS must be "true" or "false", or left out' })
    .optional(),
  DATABASE_LISTEN_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "DATABASE_LISTEN_URL must be the database's direct address, where DATABASE_URL is a pooler's",
    })
    .optional(),
  DATABASE_API_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error:
        "DATABASE_API_URL must be the address of a login that may only become authenticated or api_client",
    })
    .optional(),
});

export type ApiEnv = z.infer<typeof schema>;

/** Where the API listens, and whose browsers may call it. */
export function apiEnv(source: Record<string, string | undefined> = process.env): ApiEnv {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new AppError({ code: "bad_request", message, hint: "Correct the environment and start again." });
}
