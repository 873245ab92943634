import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { type FileStore, folderFileStore } from "@v1/integrations/files";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeBrand, makeConnection, makeRun } from "../testing/rows.ts";
import { until } from "../testing/until.ts";
import { eraseBrand } from "./erase-brand.ts";

const kind = "brand_deletion";
let database: TestDatabase;
let client: Client;
let db: WorkerDb;
let folder: string;
let files: FileStore;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  db = openWorkerDb({ url: database.url });
  folder = mkdtempSync(join(tmpdir(), "erase-"));
  files = folderFileStore(folder);
});
afterEach(async () => {
  await Promise.all([client.end(), db.close()]);
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("a deleted brand is erased to the last row and file, the receipt says how many, others keep theirs", async () => {
  const [brandId, other] = [await makeBrand(client), await makeBrand(client)];
  for (const id of [brandId, other]) await furnish(id, 50);
  await remove(brandId);
  const receipt = await eraseBrand({ db, files }, { brandId, kind }, { batch: 7 });
  expect(receipt).toMatchObject({ kind, tallies: TALLIES(50) });
  expect(await client.query("select from brands where id = $1", [brandId])).toMatchObject({ rowCount: 0 });
  expect(existsSync(join(folder, brandId))).toBe(false);
  expect(await rowsOf(other)).toEqual({ products: 50, product_variants: 100, audit_log: 50, events: 50 });
  expect(existsSync(join(folder, other, "imports", "0.csv"))).toBe(true);
});

test("erasing again changes nothing and gives the same receipt", async () => {
  const brandId = await makeBrand(client, { deleted: true });
  const first = await eraseBrand({ db, files }, { brandId, kind });
  expect(await eraseBrand({ db, files }, { brandId, kind })).toEqual(first);
  expect(await client.query("select from erasure_receipts")).toMatchObject({ rowCount: 1 });
});

test("a brand that is not marked as deleted stays whole", async () => {
  const brandId = await makeBrand(client);
  await furnish(brandId, 1);
  await expect(eraseBrand({ db, files }, { brandId, kind })).rejects.toMatchObject({
    code: "precondition_failed",
    retryable: false,
  });
  expect(await rowsOf(brandId)).toMatchObject({ products: 1, audit_log: 1 });
  expect(await client.query("select from erasure_receipts")).toMatchObject({ rowCount: 0 });
});

test("a brand that never was is said to be none", async () => {
  await expect(eraseBrand({ db, files }, { brandId: randomUUID(), kind })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("killed half-way and run again, the erasure is complete and each row is counted once", async () => {
  const brandId = await makeBrand(client);
  await furnish(brandId, 1000);
  await remove(brandId);
  const script = join(import.meta.dirname, "..", "testing", "killable-erasure.ts");
  for (const least of [5, 600, 1500]) {
    const worker = spawn(process.execPath, [script, database.url, folder, brandId], { stdio: "inherit" });
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    await until(async () => (await counted(brandId)) > least);
    worker.kill("SIGKILL");
    await ended;
    expect(await client.query("select from brands where id = $1", [brandId])).toMatchObject({ rowCount: 1 });
  }
  const receipt = await eraseBrand({ db, files }, { brandId, kind });
  const { files: erased, ...rows } = TALLIES(1000);
  expect(receipt.tallies).toMatchObject(rows);
  // A file is gone before it can be counted: a kill in between leaves it out.
  expect(receipt.tallies.files).toBeGreaterThan(erased - 10);
});

test("two workers on one erasure share its receipt", async () => {
  const brandId = await makeBrand(client);
  await furnish(brandId, 100);
  await remove(brandId);
  const erase = () => eraseBrand({ db, files }, { brandId, kind }, { batch: 5 });
  await Promise.all([erase(), erase()]);
  const { rows } = await client.query("select tallies from erasure_receipts");
  expect(rows).toEqual([{ tallies: expect.objectContaining(TALLIES(100)) }]);
});

test("a stopping worker ends between two steps", async () => {
  const brandId = await makeBrand(client, { deleted: true });
  const stopping = AbortSignal.abort(new Error("The worker is stopping."));
  await expect(eraseBrand({ db, files }, { brandId, kind }, { signal: stopping })).rejects.toThrow(
    "stopping",
  );
  expect((await eraseBrand({ db, files }, { brandId, kind })).tallies).toMatchObject({ brands: 1 });
});

const TALLIES = (count: number) => ({
  brands: 1,
  products: count,
  product_variants: count * 2,
  audit_log: count,
  integration_events: count,
  brand_integrations: 1,
  sync_runs: 1,
  files: Math.min(count, 20),
});

/** Products with two variants each, an audit line and a logged event for each, and some files. */
async function furnish(brandId: string, count: number): Promise<void> {
  const connectionId = await makeConnection(client, brandId);
  await makeRun(client, { brandId, connectionId, status: "running" });
  await client.query(
    `with p as (
      insert into products (brand_id, name, product_identifier, upid)
      select $1, 'Shirt', n::text, gen_random_uuid()::text from generate_series(1, $2) n returning id
    ), v as (
      insert into product_variants (brand_id, product_id, upid)
      select $1, p.id, gen_random_uuid()::text from p, generate_series(1, 2)
    ), a as (
      insert into audit_log (brand_id, actor_kind, action) select $1, 'user', 'product.create' from p
    )
    insert into integration_events (brand_id, type, created_at)
    select $1, 'tested', now() + (n % 3) * interval '1 month' from generate_series(1, $2) n`,
    [brandId, count],
  );
  for (let index = 0; index < Math.min(count, 20); index += 1) {
    await files.put({ brandId, key: `imports/${index}.csv` }, content());
  }
}

async function* content(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a,b\n");
}

async function remove(brandId: string): Promise<void> {
  await client.query("update brands set deleted_at = now() where id = $1", [brandId]);
}

async function rowsOf(brandId: string): Promise<Record<string, number>> {
  const { rows } = await client.query(
    `select (select count(*)::int from products where brand_id = $1) as products,
      (select count(*)::int from product_variants where brand_id = $1) as product_variants,
      (select count(*)::int from audit_log where brand_id = $1) as audit_log,
      (select count(*)::int from integration_events where brand_id = $1) as events`,
    [brandId],
  );
  return rows[0];
}

/** Rows and files in the receipt so far. */
async function counted(brandId: string): Promise<number> {
  const { rows } = await client.query<{ sum: number }>(
    `select coalesce(sum(value::int), 0)::int as sum
    from erasure_receipts, jsonb_each_text(tallies) where brand_id = $1`,
    [brandId],
  );
  return rows[0]?.sum ?? 0;
}
