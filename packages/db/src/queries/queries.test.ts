import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asUser, openDb, openWorkerDb, type UserDb, type WorkerDb } from "../client.ts";
import { type BrandScope, brandScope } from "../scope.ts";
import { addMember, addProducts, makeBrand, type TestBrand } from "../testing/brand.ts";
import { unmappedCategories } from "./catalog/unmapped-categories.ts";
import { ensureUser } from "./core/ensure-user.ts";
import { findMembership } from "./core/find-membership.ts";
import { listBrands } from "./core/list-brands.ts";
import { getConnection } from "./integrations/get-connection.ts";
import { listConnections } from "./integrations/list-connections.ts";
import { getProduct } from "./products/get-product.ts";
import { listProducts } from "./products/list-products.ts";
import { getRun } from "./sync/get-run.ts";
import { listRunErrors } from "./sync/list-run-errors.ts";
import { listRuns } from "./sync/list-runs.ts";

let database: TestDatabase;
let admin: Client;
let db: UserDb;
let worker: WorkerDb;
let brand: TestBrand;
let other: TestBrand;
let productIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = openDb({ url: database.url });
  worker = openWorkerDb({ url: database.url });
  brand = await makeBrand(admin, "Atelier");
  other = await makeBrand(admin, "Other");
  productIds = await addProducts(admin, brand.brandId, [
    "Wool coat",
    "100% linen",
    "Linen_shirt",
    "Cap",
    "Belt",
  ]);
  await addProducts(admin, other.brandId, ["Not ours"]);
});

afterAll(async () => {
  await Promise.all([db.close(), worker.close(), admin.end()]);
  await database.drop();
});

/** Runs a query as the brand's member, under the policies. */
function read<T>(query: (scope: BrandScope) => Promise<T>): Promise<T> {
  const caller = { brandId: brand.brandId, userId: brand.memberId, role: "member" as const };
  return asUser(db, { sub: brand.memberId }, (tx) => query(brandScope(tx, caller)));
}

test("pages of products meet without gap or repetition, newest first", async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await read((scope) => listProducts(scope, { cursor, limit: 2 }));
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(productIds.toReversed());
});

test("a product counts its live variants only", async () => {
  const { items } = await read((scope) => listProducts(scope));
  expect(items.map((item) => item.variantCount)).toEqual([2, 2, 2, 2, 2]);
  expect(items[0]).toMatchObject({ name: "Belt", status: "unpublished", category: null, image: null });
});

test("a cursor from elsewhere is refused with a hint", async () => {
  const listing = read((scope) => listProducts(scope, { cursor: "abc" }));
  await expect(listing).rejects.toMatchObject({
    code: "bad_request",
    hint: expect.stringContaining("nextCursor"),
  });
});

test("a product comes with its parts, each once", async () => {
  const [id = ""] = productIds;
  await describeProduct(id);
  const product = await read((scope) => getProduct(scope, id));
  expect(product).toMatchObject({ name: "Wool coat", season: "SS26", carbonKgCo2e: "12.5000" });
  expect(product.variants).toHaveLength(3);
  expect(product.variants.filter((variant) => variant.tombstonedAt !== null)).toHaveLength(1);
  expect(product.materials).toMatchObject([{ name: "Wool", percentage: "100.00", component: "main" }]);
  expect(product.journey).toMatchObject([{ stepType: "weaving", facility: "Mill", countryCode: "PT" }]);
  expect(product.tags).toMatchObject([{ name: "new" }]);
  expect(product.ecoClaims).toMatchObject([{ claim: "Mulesing free" }]);
  expect(product.sources).toMatchObject([{ connection: "My shop", externalId: "gid/1", state: "live" }]);
});

test("another brand's product does not exist", async () => {
  const { rows } = await admin.query("select id from products where brand_id = $1", [other.brandId]);
  await expect(read((scope) => getProduct(scope, rows[0].id))).rejects.toMatchObject({ code: "not_found" });
});

test("runs are listed newest first, by connection, and read one by one", async () => {
  const ids = [await addRun("completed"), await addRun("failed"), await addRun("queued")];
  const first = await read((scope) => listRuns(scope, { connectionId: brand.connectionId, limit: 2 }));
  const second = await read((scope) => listRuns(scope, { cursor: first.nextCursor }));
  expect([...first.items, ...second.items].map((run) => run.id)).toEqual(ids.toReversed());
  expect(second.nextCursor).toBeNull();
  expect(await read((scope) => listRuns(scope, { connectionId: other.connectionId }))).toMatchObject({
    items: [],
  });
  expect(await read((scope) => getRun(scope, ids[2] ?? ""))).toMatchObject({
    status: "queued",
    connection: "My shop",
  });
  await expect(read((scope) => getRun(scope, randomUUID()))).rejects.toMatchObject({ code: "not_found" });
});

test("connections show their latest run, or none", async () => {
  const preview = `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, status)
    values ($1, $2, 'preview', 'incremental', 'manual', 'completed')`;
  await admin.query(preview, [brand.brandId, brand.connectionId]);
  const { lastRuns } = await read((scope) => getConnection(scope, brand.connectionId));
  expect(lastRuns.map(({ kind }) => kind)).not.toContain("preview");
  const [connection] = await read((scope) => listConnections(scope));
  expect(connection).toMatchObject({
    id: brand.connectionId,
    integration: { name: "Shop", kind: "vendor" },
    lastRun: { status: "queued", mode: "full" },
  });
  const caller = { brandId: other.brandId, userId: other.ownerId, role: "owner" as const };
  const [without] = await asUser(db, { sub: other.ownerId }, (tx) => listConnections(brandScope(tx, caller)));
  expect(without?.lastRun).toBeNull();
});

test("a run's errors come by kind, in pages", async () => {
  const { items } = await read((scope) => listRuns(scope));
  const runId = items[0]?.id ?? "";
  for (const code of ["late_data", "invalid_value", "late_data"]) await addError(runId, code);
  const first = await read((scope) => listRunErrors(scope, { runId, limit: 2 }));
  const second = await read((scope) => listRunErrors(scope, { runId, cursor: first.nextCursor }));
  const all = [...first.items, ...second.items];
  expect(all.map((error) => error.code)).toEqual(["invalid_value", "late_data", "late_data"]);
  expect(new Set(all.map((error) => error.id)).size).toBe(3);

  await addError(runId, "late_data", "product.name");
  const codes = async (narrow: { code: string; field?: string | null }) =>
    (await read((scope) => listRunErrors(scope, { runId, ...narrow }))).items.length;
  expect(await codes({ code: "late_data" })).toBe(3);
  expect(await codes({ code: "late_data", field: "product.name" })).toBe(1);
  expect(await codes({ code: "late_data", field: null })).toBe(2);
});

test("categories that nobody has mapped lead to the newest run that lists one of them", async () => {
  expect(await read(unmappedCategories)).toEqual({ names: 0, runId: null });
  const [older, newer] = [await addRun("completed"), await addRun("completed")];
  const name = (raw: string) =>
    admin.query(
      "insert into value_mappings (brand_id, source_column, raw_value, target) values ($1, 'product.category', $2, 'category')",
      [brand.brandId, raw],
    );
  const listed = (runId: string, raw: string) =>
    admin.query(
      `insert into sync_errors (brand_id, run_id, connection_id, code, field, message, hint, excerpt)
       values ($1, $2, $3, 'unmapped_category', 'product.category', 'What', 'Do', $4)`,
      [brand.brandId, runId, brand.connectionId, raw],
    );
  for (const raw of ["Knits", "Coats"]) await name(raw);
  await listed(older, "KNITS");
  await listed(newer, "Coats");
  expect(await read(unmappedCategories)).toEqual({ names: 2, runId: newer });
  // What is mapped meanwhile waits for nobody: its run does not either.
  const map =
    "update value_mappings set target_id = gen_random_uuid() where brand_id = $1 and raw_value = $2";
  await admin.query(map, [brand.brandId, "Coats"]);
  expect(await read(unmappedCategories)).toEqual({ names: 1, runId: older });
});

test("a user is made at the first request and keeps the row at later ones", async () => {
  const id = randomUUID();
  await ensureUser(worker, { id, email: "first@example.com" });
  await admin.query("update users set full_name = 'Ann' where id = $1", [id]);
  await ensureUser(worker, { id, email: "second@example.com" });
  const { rows } = await admin.query("select email, full_name from users where id = $1", [id]);
  expect(rows).toEqual([{ email: "second@example.com", full_name: "Ann" }]);
});

test("membership leaves out brands that are deleted or were left", async () => {
  const userId = randomUUID();
  const [kept, left, deleted] = [
    await makeBrand(admin, "A"),
    await makeBrand(admin, "B"),
    await makeBrand(admin, "C"),
  ];
  await addMember(admin, { brandId: kept.brandId, userId, role: "owner" });
  await joinToo(left.brandId, userId);
  await joinToo(deleted.brandId, userId);
  await admin.query("update users_on_brand set revoked_at = now() where brand_id = $1", [left.brandId]);
  await admin.query("update brands set deleted_at = now() where id = $1", [deleted.brandId]);
  expect(await findMembership(worker, userId)).toEqual([{ brandId: kept.brandId, role: "owner" }]);
  const listed = await asUser(db, { sub: userId }, listBrands);
  expect(listed).toMatchObject([{ id: kept.brandId, name: "A", role: "owner" }]);
});

async function joinToo(brandId: string, userId: string): Promise<void> {
  await admin.query("insert into users_on_brand (brand_id, user_id) values ($1, $2)", [brandId, userId]);
}

async function addRun(status: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    "insert into sync_runs (brand_id, id, connection_id, mode, trigger, status) values ($1, $2, $3, 'full', 'manual', $4)",
    [brand.brandId, id, brand.connectionId, status],
  );
  return id;
}

async function addError(runId: string, code: string, field: string | null = null): Promise<void> {
  await admin.query(
    `insert into sync_errors (brand_id, run_id, connection_id, code, field, message, hint)
     values ($1, $2, $3, $4, $5, 'What', 'Do')`,
    [brand.brandId, runId, brand.connectionId, code, field],
  );
}

/** One of everything; tag and claim asserted twice. */
async function describeProduct(id: string): Promise<void> {
  const insert = async (sql: string) => {
    const { rows } = await admin.query<{ id: string }>(`${sql} returning *`, [brand.brandId]);
    return rows[0]?.id;
  };
  const season = await insert("insert into brand_seasons (brand_id, name) values ($1, 'SS26')");
  const material = await insert("insert into brand_materials (brand_id, name) values ($1, 'Wool')");
  const facility = await insert(
    "insert into brand_facilities (brand_id, display_name, country_code) values ($1, 'Mill', 'PT')",
  );
  const tag = await insert("insert into brand_tags (brand_id, name) values ($1, 'new')");
  const claim = await insert("insert into brand_eco_claims (brand_id, claim) values ($1, 'Mulesing free')");
  const of = `($1, '${id}'`;
  const by = brand.connectionId;
  await admin.query("update products set season_id = $3 where brand_id = $1 and id = $2", [
    brand.brandId,
    id,
    season,
  ]);
  await insert(
    `insert into product_materials (brand_id, product_id, brand_material_id, percentage) values ${of}, '${material}', 100)`,
  );
  await insert(
    `insert into product_journey_steps (brand_id, product_id, sort_index, step_type, facility_id) values ${of}, 1, 'weaving', '${facility}')`,
  );
  await insert(`insert into product_environment (brand_id, product_id, carbon_kg_co2e) values ${of}, 12.5)`);
  for (const asserter of ["null", `'${by}'`]) {
    await insert(
      `insert into tags_on_product (brand_id, product_id, tag_id, connection_id) values ${of}, '${tag}', ${asserter})`,
    );
    await insert(
      `insert into product_eco_claims (brand_id, product_id, eco_claim_id, connection_id) values ${of}, '${claim}', ${asserter})`,
    );
  }
  await insert(
    `insert into product_sources (brand_id, product_id, connection_id, external_id, observed) values ${of}, '${by}', 'gid/1', '{}')`,
  );
}
