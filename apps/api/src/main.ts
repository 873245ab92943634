import { writeSync } from "node:fs";
import { dbEnv, listenRuns, openDb, openWorkerDb } from "@v1/db";
import { connectors, createHttpClient, postgresRates } from "@v1/integrations";
import { parseKeyRing } from "@v1/integrations/credentials";
import { folderFileStore } from "@v1/integrations/files";
import { closeQueue, jobQueue } from "@v1/jobs/client";
import { startTracing, tracedClient } from "@v1/jobs/tracing";
import { kvEnv, openKeyValue } from "@v1/kv";
import { supabaseEnv, tokenVerifier } from "@v1/supabase";
import { createApp } from "./app.ts";
import { rememberTokens } from "./auth/remember-tokens.ts";
import { apiEnv } from "./env.ts";
import { collected, describeError, jsonLog } from "./log.ts";
import { keepSearchFresh } from "./search/keep-search-fresh.ts";

const env = apiEnv();
const auth = supabaseEnv();
const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
const endTracing = endpoint ? startTracing({ service: "v1-api", endpoint }) : undefined;
const output = collected((text) => writeSync(1, text));
const log = jsonLog(output.write);
process.on("exit", output.flush);
const { DATABASE_URL: url, DATABASE_POOL_MAX: max } = dbEnv();
const onIdleError = (error: unknown) => log("warn", "database connection lost", describeError(error));
const db = openDb({
  url: env.DATABASE_API_URL ?? url,
  max,
  onIdleError,
  keepsPlans: env.DATABASE_NAMED_STATEMENTS ?? env.DATABASE_LISTEN_URL === undefined,
});
const worker = openWorkerDb({ url, max, onIdleError });
const kv = await openKeyValue(kvEnv(), (error) => log("warn", "redis", describeError(error)));
const verifyToken = rememberTokens(
  tokenVerifier({
    secret: auth.SUPABASE_JWT_SECRET,
    jwksUrl: auth.SUPABASE_JWKS_URL,
    issuer: auth.SUPABASE_JWT_ISSUER,
    audience: auth.SUPABASE_JWT_AUDIENCE,
  }),
);
/** Tells subscriptions, which never end by themselves, that the process does. */
const leaving = new AbortController();
const runs = listenRuns(env.DATABASE_LISTEN_URL ?? url, onIdleError);
const http = tracedClient(
  createHttpClient({ allowPrivate: env.ALLOW_PRIVATE_ADDRESSES, rates: postgresRates(worker.pool) }),
);
const app = createApp(
  {
    db,
    worker,
    kv,
    verifyToken,
    queue: jobQueue(),
    runs,
    connectors,
    http,
    files: folderFileStore(env.FILES_DIR),
    ring: () => parseKeyRing(env.CREDENTIALS_KEYS),
    log,
    limits: { user: env.RATE_LIMIT_USER, key: env.RATE_LIMIT_KEY, address: env.RATE_LIMIT_ADDRESS },
    leaving: leaving.signal,
  },
  { origins: env.APP_ORIGINS, behindProxy: env.TRUST_PROXY },
);
const search = keepSearchFresh({ worker, log });

const server = Bun.serve({
  port: env.API_PORT,
  hostname: env.API_HOST,
  // Longer than the pings of a subscription are apart.
  idleTimeout: 60,
  fetch: (request, bun) => app.fetch(request, { requestIP: (asked: Request) => bun.requestIP(asked) }),
});
log("info", "listening", { url: server.url.href });

let stopping = false;
/** Lets running requests end, then closes what they used. */
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log("info", "stopping", { signal });
  setTimeout(() => process.exit(1), 10_000).unref();
  // Whoever watches comes back to another process; all else may end by itself.
  leaving.abort();
  await server.stop();
  await search.stop();
  await Promise.all([runs.close(), http.close(), closeQueue()]);
  await Promise.all([db.close(), worker.close(), kv.close()]);
  await endTracing?.();
  process.exit(0);
}
process.on("SIGTERM", () => stop("SIGTERM"));
process.on("SIGINT", () => stop("SIGINT"));
