import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, expect, test } from "vitest";
import { type Postgres, removePostgresData, startPostgres } from "./postgres.ts";
import { createTestDatabase } from "./testing.ts";

const folders: string[] = [];
const servers: Postgres[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop("immediate");
  for (const folder of folders.splice(0)) {
    removePostgresData(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true });
  }
});

/** mkdtemp makes a folder that nobody but its owner may pass: the hard case when run by root. */
function closedFolder(): string {
  const folder = mkdtempSync("/tmp/v1-postgres-test-");
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<Postgres> {
  const server = await startPostgres({ dataDir });
  servers.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("data below a closed folder survives a stop, and a crash", async () => {
  const dataDir = join(closedFolder(), "data");
  const first = await start(dataDir);
  await ask(first.url, "create table kept (id int); insert into kept values (1)");
  await first.stop();
  const second = await start(dataDir);
  await ask(second.url, "insert into kept values (2)");
  await second.stop("immediate");
  const third = await start(dataDir);
  expect(await ask(third.url, "select id from kept order by id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("what an interrupted initialisation left is cleared, finished data is not", async () => {
  const dataDir = join(closedFolder(), "data");
  const first = await start(dataDir);
  await first.stop();
  rmSync(join(first.folder, "superuser-password"));
  rmSync(join(first.folder, "global"), { recursive: true });
  const second = await start(dataDir);
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a second start on running data takes the server over", async () => {
  const dataDir = join(closedFolder(), "data");
  const first = await start(dataDir);
  const second = await start(dataDir);
  expect(second.port).toBe(first.port);
  expect(second.pid).toBe(first.pid);
});

test("the server outlives the process that started it", async () => {
  const folder = closedFolder();
  const dataDir = join(folder, "data");
  const script = join(folder, "start.ts");
  const module = join(import.meta.dirname, "postgres.ts");
  writeFileSync(
    script,
    `import { startPostgres } from "${module}"; await startPostgres({ dataDir: "${dataDir}" });`,
  );
  execFileSync(process.execPath, [script]);
  const adopted = await start(dataDir);
  expect(
    await ask(adopted.url, "select pg_postmaster_start_time() < now() - interval '1 ms' as older"),
  ).toEqual([{ older: true }]);
});

test("nothing is written without durability, and case folds for all of Unicode", async () => {
  const { url, drop } = await createTestDatabase();
  const rows = await ask(
    url,
    "select current_setting('fsync') fsync, current_setting('synchronous_commit') sync, lower('ÉÇØ') folded",
  );
  expect(rows).toEqual([{ fsync: "on", sync: "on", folded: "éçø" }]);
  await drop();
});

test("a wrong password is refused", async () => {
  const { url, drop } = await createTestDatabase();
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  await drop();
});

test("test databases do not see each other", async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(one.url, "create table mine (id int)");
  await expect(ask(two.url, "select * from mine")).rejects.toThrow('relation "mine" does not exist');
  await Promise.all([one.drop(), two.drop()]);
  await expect(ask(one.url, "select 1")).rejects.toThrow("does not exist");
});
