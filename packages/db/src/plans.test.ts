import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asApiKey, asUser, openDb, openWorkerDb, type Tx, type UserDb } from "./client.ts";
import { brandOverview } from "./queries/core/brand-overview.ts";
import { listConnections } from "./queries/integrations/list-connections.ts";
import { getProduct } from "./queries/products/get-product.ts";
import { type ListProducts, listProducts } from "./queries/products/list-products.ts";
import { refreshSearch } from "./queries/search/refresh-search.ts";
import { listRunErrors } from "./queries/sync/list-run-errors.ts";
import { listRuns } from "./queries/sync/list-runs.ts";
import { type BrandScope, brandScope } from "./scope.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";
import { explain, type PlanNode, rowsRead } from "./testing/plans.ts";
import { recordStatements, type Statement } from "./testing/statements.ts";

const PRODUCTS = 2_000;
let database: TestDatabase;
let admin: Client;
let db: UserDb;
let sent: Statement[];
let brand: TestBrand;
let productId: string;
let runId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(`alter database ${new URL(database.url).pathname.slice(1)} set track_functions = 'all'`);
  db = openDb({ url: database.url, max: 1 });
  sent = recordStatements(db.pool);
  brand = await makeBrand(admin, "Mine");
  const brands = [{ ...brand, size: PRODUCTS }];
  // Many small ones, as there are: policies make the planner believe that a brand's rows are few.
  for (const size of [PRODUCTS, PRODUCTS, ...Array<number>(40).fill(2)]) {
    brands.push({ ...(await makeBrand(admin, "Other")), size });
  }
  for (const { brandId, connectionId, size } of brands) {
    await admin.query(
      `with made as (
        insert into products (brand_id, name, product_identifier, upid)
        select $1, 'Product ' || n, 'p' || n, gen_random_uuid() from generate_series(1, ${size}) n returning id
      )
      insert into product_variants (brand_id, product_id, upid)
      select $1, id, gen_random_uuid() from made cross join generate_series(1, 3)`,
      [brandId],
    );
    await admin.query(
      `insert into field_owners (brand_id, field_key, owner_kind, connection_id)
       values ($1, 'variant.sku', 'connection', $2), ($1, 'product.name', 'connection', $2)`,
      [brandId, connectionId],
    );
    await admin.query(
      `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
       select $1, $2, id, id, '{"product.name": "a name"}' from products where brand_id = $1`,
      [brandId, connectionId],
    );
    await admin.query(
      `insert into variant_sources (brand_id, connection_id, external_id, product_external_id, variant_id, observed)
       select $1, $2, id, product_id, id, '{"variant.sku": "a code"}' from product_variants where brand_id = $1`,
      [brandId, connectionId],
    );
    await admin.query(
      `insert into value_provenance (brand_id, product_id, fields)
       select $1, id, '{"product.name": "1:1"}' from products where brand_id = $1`,
      [brandId],
    );
    await admin.query(
      `with made as (
        insert into sync_runs (brand_id, connection_id, mode, trigger, status)
        select $1, $2, 'full', 'api', 'completed' from generate_series(1, ${Math.ceil((size * 300) / PRODUCTS)}) returning id
      )
      insert into sync_errors (brand_id, run_id, connection_id, code, message, hint)
      select $1, id, $2, 'late_data', 'x', 'y' from made cross join generate_series(1, 10)`,
      [brandId, connectionId],
    );
  }
  const worker = openWorkerDb({ url: database.url, max: 1 });
  while ((await refreshSearch(worker, { limit: 2_000 })) > 0);
  await worker.close();
  await admin.query("analyze");
  productId = await one("select id from products where brand_id = $1 limit 1");
  runId = await one("select id from sync_runs where brand_id = $1 limit 1");
});

afterAll(async () => {
  await Promise.all([db.close(), admin.end()]);
  await database.drop();
});

async function one(query: string): Promise<string> {
  const { rows } = await admin.query({ text: query, values: [brand.brandId], rowMode: "array" });
  return rows[0]?.[0];
}

const scoped = (tx: Tx) => brandScope(tx, { brandId: brand.brandId, userId: brand.memberId, role: "member" });
const read = <T>(work: (tx: Tx) => Promise<T>) => asUser(db, { sub: brand.memberId }, work);

/** Times that a function of ours runs while `work` does. */
async function callsOf(tx: Tx, name: string, work: () => Promise<unknown>): Promise<number> {
  const before = await callsSoFar(tx, name);
  await work();
  return (await callsSoFar(tx, name)) - before;
}

async function callsSoFar(tx: Tx, name: string): Promise<number> {
  const { rows } = await tx.execute<{ calls: number }>(
    sql`select coalesce(sum(calls), 0)::int as calls from pg_stat_xact_user_functions where funcname = ${name}`,
  );
  return rows[0]?.calls ?? 0;
}

async function countProducts(tx: Tx): Promise<void> {
  const { rows } = await tx.execute(sql`select count(*)::int as count from products`);
  expect(rows).toEqual([{ count: PRODUCTS }]);
}

describe("a policy's function runs once per statement and table, not per row", () => {
  test("for a member who reads all rows", async () => {
    expect(await read((tx) => callsOf(tx, "member_brand_ids", () => countProducts(tx)))).toBe(1);
  });

  test("for a member who writes all rows", async () => {
    const rename = sql`update products set name = name || '!' where brand_id = ${brand.brandId}`;
    // Rows that are found, and rows that are written: once each.
    expect(await read((tx) => callsOf(tx, "member_brand_ids", () => tx.execute(rename)))).toBe(2);
  });

  test("for an API key", async () => {
    const key = { brand_id: brand.brandId, scopes: ["read"] };
    expect(await asApiKey(db, key, (tx) => callsOf(tx, "api_brand_id", () => countProducts(tx)))).toBe(1);
  });

  test("for a page of products with their variants counted", async () => {
    const list = (tx: Tx) => listProducts(scoped(tx), { limit: 100 });
    expect(await read((tx) => callsOf(tx, "member_brand_ids", () => list(tx)))).toBe(2);
  });
});

/** The plans of the statements that a query sends, run again as the same member. */
async function plansOf(query: (scope: BrandScope) => Promise<unknown>): Promise<PlanNode[]> {
  sent.length = 0;
  await read((tx) => query(scoped(tx)));
  return explain(admin, brand.memberId, sent);
}

describe("under the policies, the brand's index is used", () => {
  test("for a page of products, of which no more is read than the page", async () => {
    const nodes = await plansOf((scope) => listProducts(scope));
    const scan = nodes.find((node) => node["Relation Name"] === "products");
    expect(scan).toMatchObject({ "Node Type": "Index Scan", "Index Name": "products_pk", "Actual Rows": 51 });
    expect(scan?.["Index Cond"]).toContain("brand_id = ");
    const variants = nodes.find((node) => node["Relation Name"] === "product_variants");
    expect(variants).toMatchObject({ "Index Name": "product_variants_product_idx", "Actual Rows": 3 });
  });

  test("for the page after a cursor", async () => {
    const { nextCursor } = await read((tx) => listProducts(scoped(tx), { limit: 50 }));
    const nodes = await plansOf((scope) => listProducts(scope, { cursor: nextCursor }));
    const scan = nodes.find((node) => node["Relation Name"] === "products");
    expect(scan?.["Index Cond"]).toMatch(/brand_id = .*id < /);
  });

  test.each(["name", "-name"] as const)("for pages by %s, the thousandth like the first", async (sort) => {
    let cursor: string | null = null;
    for (let page = 0; page < 2; page += 1) {
      const request: ListProducts = { sort, cursor };
      const nodes = await plansOf((scope) => listProducts(scope, request));
      const scan = nodes.find((node) => node["Relation Name"] === "product_search");
      expect(scan).toMatchObject({ "Index Name": "product_search_name_idx", "Actual Rows": 51 });
      if (cursor) expect(scan?.["Index Cond"]).toContain("ROW(sort_name, product_id)");
      const joined = nodes.find((node) => node["Relation Name"] === "products");
      expect(joined).toMatchObject({ "Index Name": "products_pk", "Actual Loops": 51 });
      cursor = (await read((tx) => listProducts(scoped(tx), { sort, limit: 200 }))).nextCursor;
    }
  });

  test("for a product page, of which nothing is read that is another product's", async () => {
    const nodes = await plansOf((scope) => getProduct(scope, productId));
    const tables = ["products", "product_variants", "product_sources", "variant_sources", "value_provenance"];
    const read = tables.map((table) => rowsRead(nodes, table));
    // The variants as such, and again for the records behind them.
    expect(read).toEqual([1, 6, 2, 3, 1]);
  });

  test("for the counts of the first page, which indexes alone answer", async () => {
    await admin.query("vacuum analyze products");
    await admin.query(
      `update products set status = case when product_identifier = 'p1' then 'archived' else 'published' end
       where brand_id = $1 and product_identifier in ('p1', 'p2', 'p3')`,
      [brand.brandId],
    );
    const { products } = await read((tx) => brandOverview(scoped(tx)));
    expect(products).toEqual({ total: PRODUCTS, published: 2, archived: 1, pendingChanges: 0 });
    const nodes = await plansOf(brandOverview);
    const scans = nodes.filter((node) => node["Relation Name"] === "products");
    expect(scans.map((node) => node["Node Type"])).toEqual(Array(4).fill("Index Only Scan"));
    expect(rowsRead(nodes, "products")).toBeLessThan(PRODUCTS + 10);
  });

  test.each<[name: string, query: (scope: BrandScope) => Promise<unknown>]>([
    ["a product", (scope) => getProduct(scope, productId)],
    ["runs", (scope) => listRuns(scope, { connectionId: brand.connectionId, limit: 20 })],
    ["a run's errors", (scope) => listRunErrors(scope, { runId })],
    ["connections", (scope) => listConnections(scope)],
  ])("for %s: no large table is read whole", async (_name, query) => {
    const large = ["products", "product_variants", "sync_runs", "sync_errors"];
    const nodes = await plansOf(query);
    const scans = nodes.filter((node) => large.includes(node["Relation Name"] ?? ""));
    expect(scans.length).toBeGreaterThan(0);
    for (const scan of scans) expect(scan["Node Type"]).not.toBe("Seq Scan");
  });
});
