import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { type FileStore, folderFileStore } from "@v1/integrations/files";
import { commitImport, errorReport, getImport, listImportRows } from "@v1/integrations/imports";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eraseBrand } from "../erasure/erase-brand.ts";
import { makeBrand, makeConnection, makeRun } from "../testing/rows.ts";
import { expireImports } from "./expire-imports.ts";

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
  folder = await mkdtemp(join(tmpdir(), "expire-imports-"));
  files = folderFileStore(folder);
});
afterEach(async () => {
  await Promise.all([client.end(), db.close()]);
  await database.drop();
  await rm(folder, { recursive: true });
});

const queue = { enqueue: async () => undefined };
const deps = () => ({ db, files, queue });

interface Made {
  brandId: string;
  connectionId: string;
  importId: string;
  key: string;
}

/** An import with rows, names and a file, last touched so many days ago. */
async function make(status: string, { days, rows = 3 }: { days: number; rows?: number }): Promise<Made> {
  const brandId = await makeBrand(client);
  const connectionId = await makeConnection(client, brandId);
  const key = `imports/${status.toLowerCase()}.csv`;
  await files.put({ brandId, key }, body());
  const ended = ["COMPLETED", "FAILED", "CANCELLED"].includes(status);
  const made = await client.query<{ id: string }>(
    `with f as (
      insert into file_assets (brand_id, bucket, path) values ($1, 'imports', $4) returning id
    )
    insert into import_jobs (brand_id, connection_id, filename, file_id, status, format, mapping, summary,
      created_at, updated_at, finished_at)
    select $1, $2, 'p.csv', f.id, $3, '{"kind": "csv", "bytes": 3}', '{"columns": []}',
      '{"rows": 3, "rowsWithIssues": 1}', t, t, case when $6 then t end
    from f, (select now() - make_interval(days => $5) as t) ago returning id`,
    [brandId, connectionId, status, key, days, ended],
  );
  const importId = made.rows[0]?.id ?? "";
  await client.query(
    `insert into import_rows (brand_id, job_id, row_number, product_row, product_key, raw, issues, status)
     select $1, $2, n, n, n::text, '["secret supplier"]', '[{"message": "m", "hint": "h"}]', 'VALIDATED'
     from generate_series(1, $3) n`,
    [brandId, importId, rows],
  );
  await client.query(
    "insert into import_values (brand_id, job_id, field_key, raw_value, products) values ($1, $2, 'variant.color', 'navy', 1)",
    [brandId, importId],
  );
  return { brandId, connectionId, importId, key };
}

async function* body(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a,b\n");
}

async function left({ brandId, importId, key }: Made) {
  const { rows } = await client.query(
    `select (select count(*)::int from import_rows where job_id = $1) as rows,
      (select count(*)::int from import_values where job_id = $1) as names,
      (select count(*)::int from file_assets where brand_id = $2) as files`,
    [importId, brandId],
  );
  const file = await files.get({ brandId, key }).then(
    async (stream) => text(stream as never),
    () => null,
  );
  return { ...rows[0], file };
}

const GONE = { rows: 0, names: 0, files: 0, file: null };

test("an import's rows, names and file go a month after its end, and its figures stay", async () => {
  const old = await make("COMPLETED", { days: 31, rows: 25_000 });
  const recent = await make("COMPLETED", { days: 29 });
  expect(await expireImports({ db, files }, { days: 180 })).toEqual({ import_rows: 25_000, importFiles: 1 });
  expect(await left(old)).toEqual(GONE);
  expect(await left(recent)).toEqual({ rows: 3, names: 1, files: 1, file: "a,b\n" });
  const scope = { brandId: old.brandId, userId: null };
  const shown = await getImport(deps(), scope, old.importId);
  expect(shown).toMatchObject({ status: "COMPLETED", summary: { rows: 3 } });
  expect((await listImportRows(deps(), scope, { importId: old.importId })).items).toEqual([]);
  await expect(errorReport(deps(), scope, { importId: old.importId })).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("kept no longer"),
  });
  expect(await expireImports({ db, files }, { days: 180 })).toEqual({ import_rows: 0, importFiles: 0 });
});

test("one that was left behind is cancelled, and cannot be committed with rows that are gone", async () => {
  const validated = await make("VALIDATED", { days: 31 });
  const pending = await make("PENDING", { days: 31 });
  await expireImports({ db, files }, { days: 180 });
  for (const one of [validated, pending]) {
    expect(await left(one)).toEqual(GONE);
    const scope = { brandId: one.brandId, userId: null };
    expect(await getImport(deps(), scope, one.importId)).toMatchObject({ status: "CANCELLED" });
    await expect(commitImport(deps(), scope, one)).rejects.toMatchObject({ code: "conflict" });
  }
});

test("what a run still reads stays, however old it is", async () => {
  const waiting = await make("COMMITTING", { days: 90 });
  const runId = await makeRun(client, { ...waiting, status: "awaiting_approval" });
  await client.query("update import_jobs set run_id = $2 where id = $1", [waiting.importId, runId]);
  await expireImports({ db, files }, { days: 180 });
  expect(await left(waiting)).toMatchObject({ rows: 3, files: 1, file: "a,b\n" });
});

test("a worker that is killed before the last step begins with that import again", async () => {
  const old = await make("FAILED", { days: 31 });
  const broken: FileStore = {
    ...files,
    remove: () => Promise.reject(new Error("The worker was killed.")),
  };
  await expect(expireImports({ db, files: broken }, { days: 180 })).rejects.toThrow("killed");
  expect(await left(old)).toMatchObject({ rows: 0, files: 1, file: "a,b\n" });
  expect(await expireImports({ db, files }, { days: 180 })).toEqual({ import_rows: 0, importFiles: 1 });
  expect(await left(old)).toEqual(GONE);
});

test("erasing a brand removes its imports' rows and files, and counts them", async () => {
  const one = await make("VALIDATED", { days: 1 });
  const other = await make("VALIDATED", { days: 1 });
  await client.query("update brands set deleted_at = now() where id = $1", [one.brandId]);
  const receipt = await eraseBrand({ db, files }, { brandId: one.brandId, kind: "test" });
  expect(receipt.tallies).toMatchObject({ import_rows: 3, import_values: 1, import_jobs: 1, files: 1 });
  expect(await left(one)).toEqual(GONE);
  expect(await left(other)).toMatchObject({ rows: 3, names: 1, files: 1 });
});
