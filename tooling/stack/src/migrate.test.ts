import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyMigrations, type Migration } from "./migrate.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.adminUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

function migration(...statements: string[]): Migration {
  return { name: `${randomUUID()}.sql`, hash: randomUUID(), statements };
}

async function exists(table: string): Promise<boolean> {
  const { rows } = await client.query("select to_regclass($1) is not null as there", [table]);
  return rows[0].there;
}

test("each file is applied once, however often and by however many at a time", async () => {
  const file = migration("create table once_only (id int)");
  const results = await Promise.all([1, 2, 3].map(() => applyMigrations(database.adminUrl, [file])));
  expect(results.flat()).toEqual([file.name]);
});

test("a file that fails leaves nothing behind, and the ones before it stay", async () => {
  const good = migration("create table good (id int)");
  const bad = migration("create table half (id int)", "select no_such_function()");
  await expect(applyMigrations(database.adminUrl, [good, bad])).rejects.toThrow("no_such_function");
  expect([await exists("good"), await exists("half")]).toEqual([true, false]);
  const mended = { ...bad, hash: randomUUID(), statements: ["create table half (id int)"] };
  expect(await applyMigrations(database.adminUrl, [good, mended])).toEqual([mended.name]);
});

test("a file that was changed after it had been applied is refused", async () => {
  const file = migration("create table settled (id int)");
  await applyMigrations(database.adminUrl, [file]);
  const changed = { ...file, hash: randomUUID() };
  await expect(applyMigrations(database.adminUrl, [changed])).rejects.toThrow(
    "was changed after it had been applied",
  );
});
