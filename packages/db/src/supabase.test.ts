import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readMigrations } from "@v1/stack/migrate";
import { type Postgres, removePostgresData, startPostgres } from "@v1/stack/postgres";
import { createTestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asApiKey, asUser, openDb } from "./client.ts";
import { listBrands } from "./queries/core/list-brands.ts";
import { listProducts } from "./queries/products/list-products.ts";
import { brandScope } from "./scope.ts";
import { addProducts, makeBrand } from "./testing/brand.ts";
import { excessGrants } from "./testing/rls/grants.ts";
import { makeSupabaseLike } from "./testing/supabase-like.ts";

const SUPABASE = join(import.meta.dirname, "..", "..", "..", "supabase");
let folder: string;
let server: Postgres;
let migratorUrl: string;
let client: Client;

// A cluster of its own: roles belong to the cluster, and here they are to be as Supabase makes them.
beforeAll(async () => {
  folder = mkdtempSync("/tmp/v1-supabase-like-");
  server = await startPostgres({ dataDir: join(folder, "data") });
  migratorUrl = await makeSupabaseLike(server.url);
  client = new Client({ connectionString: migratorUrl });
  await client.connect();
  for (const { name, statements } of readMigrations()) {
    if (name === "prelude.sql") continue;
    await client.query("begin");
    for (const statement of statements) await client.query(statement);
    await client.query("commit");
  }
});

afterAll(async () => {
  await client.end();
  await server.stop("immediate");
  removePostgresData(join(folder, "data"));
  rmSync(folder, { recursive: true, force: true });
});

test("the migrating role is no superuser, and owns neither auth nor its functions", async () => {
  const { rows } = await client.query(
    `select rolsuper as super, n.nspowner = r.oid as "ownsAuth"
     from pg_roles r cross join pg_namespace n where rolname = current_user and nspname = 'auth'`,
  );
  expect(rows).toEqual([{ super: false, ownsAuth: false }]);
});

test("Supabase's default grants are gone: nothing is granted that no class gives", async () => {
  expect(await excessGrants(client)).toEqual([]);
});

test("the check would see them", async () => {
  await client.query("begin");
  await client.query("grant all on all tables in schema public to anon");
  await client.query("grant execute on all functions in schema public to public");
  await client.query("grant usage on schema partitions to authenticated");
  const excess = await excessGrants(client);
  await client.query("rollback");
  for (const grant of [
    "anon has truncate on public.products",
    "anon has select on public.integration_credentials",
    "api_client has execute on public.apply_grants",
    "authenticated has usage on schema.partitions",
  ]) {
    expect(excess).toContain(grant);
  }
});

test("nor is it for a table that comes later", async () => {
  await client.query("begin");
  await client.query("create table later (id uuid primary key); create sequence later_numbers");
  expect(await excessGrants(client)).toEqual([]);
  await client.query("rollback");
});

test("file names are such as the Supabase CLI takes", () => {
  const names = readMigrations().map((migration) => migration.name);
  for (const name of names.filter((file) => file !== "prelude.sql"))
    expect(name).toMatch(/^\d{14}_\w+\.sql$/);
});

test("the data API exposes no schema", () => {
  const config = readFileSync(join(SUPABASE, "config.toml"), "utf8");
  expect(config).toMatch(/\[api\][^[]*\nenabled = false\nschemas = \[\]/);
});

test("the seed may be sown twice", async () => {
  const seed = readFileSync(join(SUPABASE, "seed.sql"), "utf8");
  await client.query(seed);
  const count = "select (select count(*) from integrations) + (select count(*) from categories) as count";
  const before = await client.query(count);
  await client.query(seed);
  expect((await client.query(count)).rows).toEqual(before.rows);
});

test("a user and an API key read their brand, on the migrating role's own connection", async () => {
  const brand = await makeBrand(client, "A brand");
  await makeBrand(client, "Another");
  await addProducts(client, brand.brandId, ["Coat", "Hat"]);
  const db = openDb({ url: migratorUrl, max: 1 });
  expect(await asUser(db, { sub: brand.ownerId }, listBrands)).toMatchObject([{ id: brand.brandId }]);
  const { items } = await asApiKey(db, { brand_id: brand.brandId, scopes: ["read"] }, (tx) =>
    listProducts(brandScope(tx, { brandId: brand.brandId, userId: null, role: "api_key" })),
  );
  expect(items).toHaveLength(2);
  await db.close();
});

test("the worker's role passes the policies and keeps the append-only rule", async () => {
  await client.query("begin");
  await client.query("set local role service_role");
  await client.query("select from products, integration_credentials, staging_products");
  await client.query(
    "insert into audit_log (brand_id, actor_kind, action) select id, 'worker', 'x' from brands",
  );
  await client.query("select ensure_partitions(1)");
  await expect(client.query("delete from audit_log")).rejects.toThrow("append-only");
  await client.query("rollback");
});

test("grants are what the policies and columns of today ask for", async () => {
  const database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  const grants = `
    select c.relname, c.relacl::text, array_agg((a.attname, a.attacl::text) order by a.attnum)::text as columns
    from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attacl is not null
    where c.relnamespace = 'public'::regnamespace group by 1, 2 order by 1`;
  const before = await admin.query(grants);
  await admin.query("select apply_grants()");
  const after = await admin.query(grants);
  expect(await excessGrants(admin)).toEqual([]);
  await admin.end();
  await database.drop();
  // A migration that adds a table or a column must end with apply_grants(); db:generate sees to it.
  expect(after.rows).toEqual(before.rows);
});
