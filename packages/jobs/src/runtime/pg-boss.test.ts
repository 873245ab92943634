import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@v1/core";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { testTask } from "../testing/test-task.ts";
import { until } from "../testing/until.ts";
import type { TaskDefinition } from "./definitions.ts";
import { type LocalWorker, startPgBossWorker } from "./pg-boss-worker.ts";

let database: TestDatabase;
let client: Client;
let workers: LocalWorker[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  await client.query("delete from pgboss.job");
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test("a job that throws is run again, with the next attempt's number", async () => {
  const attempts: number[] = [];
  const worker = await start(
    testTask(async (_payload, { ctx }) => {
      attempts.push(ctx.attempt.number);
      if (attempts.length < 3) throw new Error("Not yet.");
    }),
  );
  const { id } = await worker.queue.enqueue("erase-brand", { brandId: randomUUID() });
  await until(async () => (await stateOf(id)) === "completed");
  expect(attempts).toEqual([1, 2, 3]);
});

test("attempts end where the task says so", async () => {
  let attempts = 0;
  const run = async () => {
    attempts += 1;
    throw new Error("Never.");
  };
  const retry = { maxAttempts: 2, minTimeoutInMs: 0, maxTimeoutInMs: 0, factor: 1 };
  const worker = await start(testTask(run, { retry }));
  const { id } = await worker.queue.enqueue("erase-brand", { brandId: randomUUID() });
  await until(async () => (await stateOf(id)) === "failed");
  expect(attempts).toBe(2);
});

test("a failure that trying again cannot mend is not tried again", async () => {
  let attempts = 0;
  const worker = await start(
    testTask(async () => {
      attempts += 1;
      throw new AppError({ code: "forbidden", message: "No.", hint: "Ask.", cause: new Error("secret") });
    }),
  );
  const { id } = await worker.queue.enqueue("erase-brand", { brandId: randomUUID() });
  await until(async () => (await stateOf(id)) === "failed");
  expect(attempts).toBe(1);
  const { rows } = await client.query("select output from pgboss.job where id = $1", [id]);
  expect(rows[0].output).toEqual({ code: "forbidden", message: "No.", hint: "Ask." });
});

test("a key that waits or runs is not taken again, and is free once its job has ended", async () => {
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const worker = await start(
    testTask(async () => {
      runs += 1;
      await gate.promise;
    }),
  );
  const send = (key?: string) =>
    worker.queue.enqueue("erase-brand", { brandId: randomUUID() }, key === undefined ? {} : { key });
  const first = await send("same");
  await until(async () => (await stateOf(first.id)) === "active");
  expect((await send("same")).id).toBeNull();
  const others = [await send("other"), await send(), await send()];
  expect(others.every(({ id }) => id !== null)).toBe(true);
  gate.resolve();
  await until(async () => (await stateOf(first.id)) === "completed");
  expect((await send("same")).id).not.toBeNull();
  await until(() => runs === 5);
});

test("many are taken in one go, in their order, but for those whose key is there", async () => {
  const seen: string[] = [];
  const items = Array.from({ length: 20 }, (_, index) => ({
    payload: { brandId: randomUUID() },
    options: { key: `key ${index % 10}` },
  }));
  const worker = await start(
    testTask(async (payload) => void seen.push((payload as { brandId: string }).brandId), {
      concurrency: { total: 1 },
    }),
  );
  expect(await worker.queue.enqueueMany("erase-brand", items)).toBe(10);
  await until(() => seen.length === 10);
  expect(seen).toEqual(items.slice(0, 10).map(({ payload }) => payload.brandId));
});

test("a delayed job waits until its time", async () => {
  let ran = false;
  const worker = await start(
    testTask(async () => {
      ran = true;
    }),
  );
  const { id } = await worker.queue.enqueue("erase-brand", { brandId: randomUUID() }, { delay: 3600 });
  await worker.queue.enqueue("erase-brand", { brandId: randomUUID() }, { delay: 1 });
  await until(() => ran);
  expect(await stateOf(id)).toBe("created");
  const { rows } = await client.query(
    "select extract(epoch from start_after - created_on)::int as delay from pgboss.job where id = $1",
    [id],
  );
  expect(rows[0].delay).toBe(3600);
});

test("a payload that is not the task's is refused before it is queued", async () => {
  const worker = await start(testTask(async () => {}));
  await expect(worker.queue.enqueue("erase-brand", { brandId: "nobody" })).rejects.toThrow(/UUID/i);
});

test("stopping asks what runs to end, gives the job back, and fetches nothing more", async () => {
  const started = Promise.withResolvers<void>();
  let asked = "";
  const first = await start(
    testTask(async (_payload, { signal }) => {
      started.resolve();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      asked = String(signal.reason);
      throw signal.reason;
    }),
  );
  const { id } = await first.queue.enqueue("erase-brand", { brandId: randomUUID() });
  await started.promise;
  const second = await first.queue.enqueue("erase-brand", { brandId: randomUUID() }, { delay: 1 });
  await first.stop();
  expect(asked).toBe("Error: The worker is stopping.");
  expect(await stateOf(id)).toBe("retry");
  expect(await stateOf(second.id)).toBe("created");
  let runs = 0;
  await start(
    testTask(async () => {
      runs += 1;
    }),
  );
  await until(() => runs === 2);
});

test("one brand's jobs leave room for another's", async () => {
  const [large, small] = [randomUUID(), randomUUID()];
  const gate = Promise.withResolvers<void>();
  const running: string[] = [];
  const worker = await start(
    testTask(
      async (payload) => {
        running.push((payload as { brandId: string }).brandId);
        await gate.promise;
      },
      { concurrency: { perKey: 1 } },
    ),
  );
  await worker.queue.enqueue("erase-brand", { brandId: large });
  await until(() => running.length === 1);
  for (const brandId of [large, large, small]) await worker.queue.enqueue("erase-brand", { brandId });
  await until(() => running.includes(small));
  expect(running.filter((brandId) => brandId === large)).toHaveLength(1);
  gate.resolve();
  await until(() => running.length === 4);
});

test("a job whose worker was killed is taken up by another worker", async () => {
  const folder = mkdtempSync(join(tmpdir(), "jobs-"));
  const file = join(folder, "attempts");
  writeFileSync(file, "");
  const script = join(import.meta.dirname, "..", "testing", "killable-worker.ts");
  const spawnWorker = () => spawn(process.execPath, [script, database.url, file], { stdio: "inherit" });
  const [victim, heir] = [spawnWorker(), await start(testTask(async () => {}, { id: "schedule-syncs" }))];
  await until(
    async () => (await client.query("select from pgboss.queue where name = 'erase-brand'")).rowCount,
  );
  const { id } = await heir.queue.enqueue("erase-brand", { brandId: randomUUID() });
  await until(() => readFileSync(file, "utf8") === "attempt 1\n");
  victim.kill("SIGKILL");
  const next = spawnWorker();
  try {
    await until(async () => (await stateOf(id)) === "completed");
    expect(readFileSync(file, "utf8")).toBe("attempt 1\nattempt 2\ndone\n");
  } finally {
    next.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});

async function start(task: TaskDefinition): Promise<LocalWorker> {
  const worker = await startPgBossWorker({
    env: { DATABASE_URL: database.url, JOBS_SCHEMA: "pgboss", JOBS_CONCURRENCY: 4 },
    tasks: [task],
  });
  workers.push(worker);
  return worker;
}

async function stateOf(id: string | null): Promise<string | undefined> {
  const { rows } = await client.query<{ state: string }>("select state from pgboss.job where id = $1", [id]);
  return rows[0]?.state;
}
