import { randomBytes, randomUUID } from "node:crypto";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseKeyRing } from "./key-ring.ts";
import { loadCredentials, rotateCredentials, saveCredentials } from "./store.ts";

const first = `1:${randomBytes(32).toString("base64")}`;
const second = `2:${randomBytes(32).toString("base64")}`;
const ring = parseKeyRing(first);
const fields = { accessToken: "shpat_secret" };

let database: TestDatabase;
let worker: WorkerDb;
let deps: { db: WorkerDb["pool"]; ring: typeof ring };
let scope: { brandId: string; connectionId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  worker = openWorkerDb({ url: database.url });
  deps = { db: worker.pool, ring };
});
beforeEach(async () => {
  await worker.pool.query("delete from brands");
  scope = await makeConnection();
});
afterAll(async () => {
  await worker.close();
  await database.drop();
});

test("credentials come back as they were saved, and not from another connection", async () => {
  const expiresAt = new Date("2027-01-01T00:00:00Z");
  expect(await saveCredentials(deps, scope, { type: "oauth2", fields, expiresAt })).toBe(1);
  const loaded = await loadCredentials(deps, scope);
  expect(loaded).toMatchObject({ type: "oauth2", expiresAt, version: 1 });
  expect(loaded?.fields.reveal()).toEqual(fields);
  expect(JSON.stringify(loaded)).not.toContain("shpat");
  expect(await loadCredentials(deps, { ...scope, brandId: randomUUID() })).toBeNull();
});

test("bytes copied to another connection in the database do not open there", async () => {
  const other = await makeConnection();
  await saveCredentials(deps, scope, { type: "api_key", fields });
  await worker.pool.query(
    `insert into integration_credentials
      (brand_id, connection_id, type, wrapped_key, key_version, iv, ciphertext, tag)
    select $1, $2, type, wrapped_key, key_version, iv, ciphertext, tag from integration_credentials`,
    [other.brandId, other.connectionId],
  );
  await expect(loadCredentials(deps, other)).rejects.toMatchObject({ code: "precondition_failed" });
});

test("of two refreshes of one token the second is refused, and nothing of the first is lost", async () => {
  await saveCredentials(deps, scope, { type: "oauth2", fields });
  const refresh = (accessToken: string) =>
    saveCredentials(deps, scope, { type: "oauth2", fields: { accessToken }, expectedVersion: 1 });
  const outcomes = await Promise.allSettled([refresh("one"), refresh("two"), refresh("three")]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict", retryable: true },
  });
  const winner = ["one", "two", "three"][outcomes.findIndex(({ status }) => status === "fulfilled")];
  const loaded = await loadCredentials(deps, scope);
  expect(loaded?.version).toBe(2);
  expect(loaded?.fields.reveal()).toEqual({ accessToken: winner });
});

test("an expected version of credentials that are not there is refused", async () => {
  const save = saveCredentials(deps, scope, { type: "oauth2", fields, expectedVersion: 1 });
  await expect(save).rejects.toMatchObject({ code: "conflict" });
});

test("rotation wraps all with the newest key, names what it cannot open, and can be run again", async () => {
  const scopes = [scope];
  while (scopes.length < 7) scopes.push(await makeConnection());
  for (const each of scopes) await saveCredentials(deps, each, { type: "api_key", fields });
  const [broken] = scopes;
  await worker.pool.query("update integration_credentials set wrapped_key = $2 where connection_id = $1", [
    broken?.connectionId,
    randomBytes(60),
  ]);
  const both = { ...deps, ring: parseKeyRing(`${first},${second}`) };
  expect(await rotateCredentials(both, { batch: 2 })).toEqual({ rewrapped: 6, unopened: [broken] });
  expect(await rotateCredentials(both, { batch: 2 })).toEqual({ rewrapped: 0, unopened: [broken] });
  const onlyNew = { ...deps, ring: parseKeyRing(second) };
  for (const each of scopes.slice(1)) {
    const loaded = await loadCredentials(onlyNew, each);
    expect(loaded?.fields.reveal()).toEqual(fields);
    expect(loaded?.version).toBe(1);
  }
});

async function makeConnection() {
  const { rows } = await worker.pool.query<{ brandId: string; connectionId: string }>(
    `with b as (insert into brands (name) values ('Test') returning id),
    i as (insert into integrations (slug, name, kind) values (gen_random_uuid()::text, 'T', 'custom') returning id)
    insert into brand_integrations (brand_id, integration_id, name) select b.id, i.id, 'T' from b, i
    returning brand_id as "brandId", id as "connectionId"`,
  );
  const [row] = rows;
  if (!row) throw new Error("The connection was not written.");
  return row;
}
