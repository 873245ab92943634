import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { startPgBossWorker } from "../runtime/pg-boss-worker.ts";
import { testTask } from "./test-task.ts";

/** A worker process for tests: writes each attempt to a file; the first one never ends. */
const [url = "", file = ""] = process.argv.slice(2);

const task = testTask(async (_payload, { ctx, signal }) => {
  appendFileSync(file, `attempt ${ctx.attempt.number}\n`);
  if (ctx.attempt.number === 1) await sleep(600_000, undefined, { signal });
  appendFileSync(file, "done\n");
});
await startPgBossWorker({
  env: { DATABASE_URL: url, JOBS_SCHEMA: "pgboss", JOBS_CONCURRENCY: 1 },
  tasks: [task],
});
