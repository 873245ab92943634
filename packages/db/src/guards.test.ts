import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProducts, makeBrand, type TestBrand } from "./testing/brand.ts";

let database: TestDatabase;
let admin: Client;
let brand: TestBrand;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  brand = await makeBrand(admin, "A brand");
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function value<T>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await admin.query({ text: sql, values, rowMode: "array" });
  return rows[0]?.[0] as T;
}

const version = (brandId = brand.brandId) =>
  value<string>("select version from ownership_versions where brand_id = $1", [brandId]).then(Number);

test("a brand starts at ownership version 1, and every change of ownership moves it once", async () => {
  expect(await version()).toBe(1);
  const own = `insert into field_owners (brand_id, field_key, owner_kind) values ($1, $2, 'manual'), ($1, $3, 'manual')`;
  await admin.query(own, [brand.brandId, "product.name", "product.price"]);
  expect(await version()).toBe(2);
  await admin.query("update field_owners set owner_kind = 'nobody' where brand_id = $1", [brand.brandId]);
  expect(await version()).toBe(3);
  await admin.query(
    "insert into field_sources (brand_id, connection_id, field_key, path) values ($1, $2, 'product.name', 'title')",
    [brand.brandId, brand.connectionId],
  );
  expect(await version()).toBe(4);
  await admin.query("delete from field_owners where brand_id = $1", [brand.brandId]);
  expect(await version()).toBe(5);
});

test("another brand's ownership version stays", async () => {
  const other = await makeBrand(admin, "Other");
  await admin.query(
    "insert into field_owners (brand_id, field_key, owner_kind) values ($1, 'product.gtin', 'manual')",
    [brand.brandId],
  );
  expect(await version(other.brandId)).toBe(1);
});

test("one field has one owner, and a connection owns only by name", async () => {
  const own = (kind: string) =>
    admin.query(
      "insert into field_owners (brand_id, field_key, owner_kind) values ($1, 'product.image', $2)",
      [brand.brandId, kind],
    );
  await expect(own("connection")).rejects.toThrow("field_owners_connection_check");
  await own("manual");
  await expect(own("nobody")).rejects.toThrow("field_owners_pk");
});

test("a UPID never changes, whoever asks", async () => {
  await addProducts(admin, brand.brandId, ["Coat"]);
  for (const table of ["products", "product_variants"]) {
    await expect(admin.query(`update ${table} set upid = upid || 'x'`)).rejects.toThrow("UPID never changes");
    await admin.query(`update ${table} set upid = upid, name = 'Kept'`);
  }
});

test("the audit log is append-only, but for the erasure of the brand it is about", async () => {
  const other = await makeBrand(admin, "Erased");
  for (const brandId of [brand.brandId, other.brandId]) {
    await admin.query("insert into audit_log (brand_id, actor_kind, action) values ($1, 'user', 'x')", [
      brandId,
    ]);
  }
  const refused = "append-only";
  await expect(admin.query("update audit_log set action = 'y'")).rejects.toThrow(refused);
  await expect(admin.query("delete from audit_log")).rejects.toThrow(refused);
  await expect(admin.query("truncate audit_log")).rejects.toThrow(refused);
  await admin.query("begin");
  await admin.query("select set_config('app.erasing_brand', $1, true)", [other.brandId]);
  await admin.query("savepoint all_of_it");
  await expect(admin.query("delete from audit_log")).rejects.toThrow(refused);
  await admin.query("rollback to savepoint all_of_it");
  await admin.query("delete from brands where id = $1", [other.brandId]);
  await admin.query("commit");
  expect(await value("select count(*)::int from audit_log where brand_id = $1", [other.brandId])).toBe(0);
  expect(await value("select count(*)::int from audit_log where brand_id = $1", [brand.brandId])).toBe(1);
});

test("a published version stays, but for the erasure of the brand it is of", async () => {
  const other = await makeBrand(admin, "Published");
  const [productId] = await addProducts(admin, other.brandId, ["Coat"]);
  await admin.query(
    `with version as (
      insert into passport_versions (brand_id, product_id, version, content, content_hash, sources, run_ids)
      values ($1, $2, 1, '{}', '', '{}', '{}') returning *
    )
    insert into passports (brand_id, product_id, version, published_at)
    select brand_id, product_id, version, now() from version`,
    [other.brandId, productId],
  );
  const gone = () => admin.query("delete from passport_versions where brand_id = $1", [other.brandId]);
  const erasing = (brandId: string) =>
    admin.query("select set_config('app.erasing_brand', $1, false)", [brandId]);
  await erasing(brand.brandId);
  await expect(gone()).rejects.toThrow("never changes");
  await erasing(other.brandId);
  expect((await gone()).rowCount).toBe(1);
  await erasing("");
  expect(await value("select count(*)::int from passports where brand_id = $1", [other.brandId])).toBe(0);
});

test.each([
  ["Cotton", "  cotton\t"],
  ["Größe  38", "GRÖßE 38"],
  ["ＡＢＣ", "abc"],
  ["a\u00a0b", "A B"],
  ["é", "e\u0301"],
])("%j and %j are one name", async (one, two) => {
  expect(await value("select normalize_name($1)", [one])).toBe(
    await value("select normalize_name($1)", [two]),
  );
  await admin.query("insert into brand_tags (brand_id, name) values ($1, $2)", [brand.brandId, one]);
  const again = admin.query("insert into brand_tags (brand_id, name) values ($1, $2)", [brand.brandId, two]);
  await expect(again).rejects.toThrow("brand_tags_name_unique");
});

test("this month's and the next months' partitions are there, and making them again makes none", async () => {
  expect(await value("select ensure_partitions(3)")).toBe(0);
  expect(await value("select ensure_partitions(14)")).toBe(6);
  for (const log of ["integration_events", "integration_health_checks", "action_executions"]) {
    expect(await value("select relkind from pg_class where oid = $1::regclass", [log])).toBe("p");
  }
  await admin.query("insert into integration_events (brand_id, type) values ($1, 'x')", [brand.brandId]);
});

test("partitions past their time are dropped, the present ones stay", async () => {
  await admin.query(`create table partitions.integration_events_2020_01 partition of integration_events
    for values from ('2020-01-01 00:00+00') to ('2020-02-01 00:00+00')`);
  expect(await value("select drop_old_partitions(6)")).toBe(1);
  expect(await value("select to_regclass('partitions.integration_events_2020_01')")).toBeNull();
  expect(await value("select count(*)::int from integration_events")).toBe(1);
});

test("staging is not written to the log, and nothing else is left out of it", async () => {
  const { rows } = await admin.query(
    `select relname from pg_class where relpersistence = 'u' and relkind = 'r' order by 1`,
  );
  expect(rows.map((row) => row.relname)).toEqual(["staging_product_variants", "staging_products"]);
});

test("one active run per connection, one open conflict per place", async () => {
  const run = () =>
    value<string>(
      "insert into sync_runs (brand_id, connection_id, mode, trigger) values ($1, $2, 'full', 'api') returning id",
      [brand.brandId, brand.connectionId],
    );
  const first = await run();
  await expect(run()).rejects.toThrow("sync_runs_active_unique");
  await admin.query("update sync_runs set status = 'completed' where id = $1", [first]);
  await run();
  const productId = await value<string>(
    `insert into products (brand_id, id, upid, product_identifier, name)
     values ($1, gen_random_uuid(), 'one-open-conflict', 'one-open-conflict', 'Jacket') returning id`,
    [brand.brandId],
  );
  const conflict = (closed: string) =>
    admin.query(
      `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, closed_at)
       values ($1, $2, 'product.name', $3, ${closed})`,
      [brand.brandId, productId, brand.connectionId],
    );
  await conflict("now()");
  await conflict("null");
  await expect(conflict("null")).rejects.toThrow("sync_conflicts_open_unique");
});
