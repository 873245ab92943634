import { dbEnv, openDb, openWorkerDb } from "@v1/db";
import { closeQueue, jobQueue } from "@v1/jobs/client";
import { kvEnv, openKeyValue } from "@v1/kv";
import { supabaseEnv, tokenVerifier } from "@v1/supabase";
import { createApp } from "./app.ts";
import { apiEnv } from "./env.ts";
import { describeError, jsonLog } from "./log.ts";

const env = apiEnv();
const auth = supabaseEnv();
const log = jsonLog((line) => process.stdout.write(line));
const { DATABASE_URL: url, DATABASE_POOL_MAX: max } = dbEnv();
const onIdleError = (error: Error) => log("warn", "database connection lost", describeError(error));
const db = openDb({ url: env.DATABASE_API_URL ?? url, max, onIdleError });
const worker = openWorkerDb({ url, max, onIdleError });
const kv = await openKeyValue(kvEnv(), (error) => log("warn", "redis", describeError(error)));
const verifyToken = tokenVerifier({
  secret: auth.SUPABASE_JWT_SECRET,
  jwksUrl: auth.SUPABASE_JWKS_URL,
  issuer: auth.SUPABASE_JWT_ISSUER,
  audience: auth.SUPABASE_JWT_AUDIENCE,
});
const app = createApp({ db, worker, kv, verifyToken, queue: jobQueue(), log }, { origins: env.APP_ORIGINS });

const server = Bun.serve({ port: env.API_PORT, hostname: env.API_HOST, idleTimeout: 60, fetch: app.fetch });
log("info", "listening", { url: server.url.href });

let stopping = false;
/** Lets running requests end, then closes what they used. */
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log("info", "stopping", { signal });
  setTimeout(() => process.exit(1), 10_000).unref();
  await server.stop();
  await Promise.all([db.close(), worker.close(), kv.close(), closeQueue()]);
  process.exit(0);
}
process.on("SIGTERM", () => stop("SIGTERM"));
process.on("SIGINT", () => stop("SIGINT"));
