import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openQueue } from "./client.ts";
import { readEnv } from "./env.ts";
import { makeBrand } from "./testing/rows.ts";
import { runProcess } from "./testing/run-process.ts";
import { until } from "./testing/until.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test("a client alone can enqueue; a worker takes the job up, keeps the schedules, and ends on SIGTERM", async () => {
  const brandId = await makeBrand(client, { deleted: true });
  const queue = openQueue(readEnv({ DATABASE_URL: database.url }));
  // Before any worker was there: the client makes the queue with the task's own options.
  const { id } = await queue.enqueue("erase-brand", { brandId });
  await queue.close();
  const { rows } = await client.query(
    "select policy, retry_limit, heartbeat_seconds from pgboss.queue where name = $1",
    ["erase-brand"],
  );
  expect(rows).toEqual([{ policy: "exclusive", retry_limit: 9, heartbeat_seconds: 10 }]);

  const worker = run({ DATABASE_URL: database.url });
  await until(() => worker.output().includes("worker ready"));
  await until(async () => {
    const job = await client.query("select from pgboss.job where id = $1 and state = 'completed'", [id]);
    return job.rowCount === 1;
  });
  expect(await client.query("select from brands where id = $1", [brandId])).toMatchObject({ rowCount: 0 });
  const schedules = await client.query("select name, cron, timezone from pgboss.schedule order by name");
  expect(schedules.rows).toEqual([
    { name: "expire-data", cron: "30 2 * * *", timezone: "UTC" },
    { name: "lift-expired-pins", cron: "*/5 * * * *", timezone: "UTC" },
    { name: "schedule-syncs", cron: "* * * * *", timezone: "UTC" },
  ]);
  worker.process.kill("SIGTERM");
  expect(await worker.ended).toEqual([0, null]);
});

test("without a database it says which variable to set, and ends", async () => {
  const worker = run({ DATABASE_URL: "", JOBS_CONCURRENCY: "many" });
  expect(await worker.ended).toEqual([1, null]);
  expect(worker.output()).toContain("DATABASE_URL: Put the workers' Postgres address here");
  expect(worker.output()).toContain("JOBS_CONCURRENCY: Put a whole number here");
});

test("with a key for Trigger.dev it leaves the tasks to it", async () => {
  const worker = run({ DATABASE_URL: database.url, TRIGGER_SECRET_KEY: "tr_prod_secret" });
  expect(await worker.ended).toEqual([0, null]);
  expect(worker.output()).toContain("Trigger.dev runs the tasks");
  expect(worker.output()).not.toContain("tr_prod_secret");
});

const run = (env: Record<string, string>) => runProcess(join(import.meta.dirname, "worker.ts"), env);
