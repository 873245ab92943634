import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Tx } from "../../client.ts";
import { asApiKey, asUser, openDb, openWorkerDb, type UserDb, type WorkerDb } from "../../client.ts";
import { brandScope } from "../../scope.ts";
import { addProducts, makeBrand, type TestBrand } from "../../testing/brand.ts";
import { listProducts } from "../products/list-products.ts";
import { refreshSearch } from "./refresh-search.ts";
import { searchProducts } from "./search-products.ts";

let database: TestDatabase;
let admin: Client;
let db: UserDb;
let worker: WorkerDb;
let brand: TestBrand;
let other: TestBrand;
let ids: string[];

const NAMES = ["Wool coat", "100% linen", "Linen_shirt", "Crème Brûlée cap", "قميص قطني", "Belt"];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = openDb({ url: database.url });
  worker = openWorkerDb({ url: database.url });
  brand = await makeBrand(admin, "Ours");
  other = await makeBrand(admin, "Theirs");
  ids = await addProducts(admin, brand.brandId, NAMES);
  await addProducts(admin, other.brandId, ["Linen of theirs"]);
  await refresh();
});
afterAll(async () => {
  await Promise.all([db.close(), worker.close(), admin.end()]);
  await database.drop();
});
beforeEach(refresh);

async function refresh(): Promise<void> {
  while ((await refreshSearch(worker, { limit: 3 })) === 3);
}

function search(terms: string, as: TestBrand = brand, wanted: TestBrand = brand): Promise<string[]> {
  const caller = { brandId: wanted.brandId, userId: as.memberId, role: "member" as const };
  return asUser(db, { sub: as.memberId }, async (tx) => {
    const found = await listProducts(brandScope(tx, caller), { search: terms });
    return found.items.map(({ name }) => name);
  });
}

/** The function itself, past all that the list adds. */
function directly(tx: Tx, caller: Parameters<typeof brandScope>[1]): Promise<string[]> {
  return searchProducts(brandScope(tx, caller), { terms: "linen", most: 10 });
}

test.each([
  ["linen", ["Linen_shirt", "100% linen"]],
  ["LIN", ["Linen_shirt", "100% linen"]],
  ["shirt linen", ["Linen_shirt"]],
  ["creme brulee", ["Crème Brûlée cap"]],
  ["BRÛLÉE", ["Crème Brûlée cap"]],
  ["قطني", ["قميص قطني"]],
  ["style-0", ["Wool coat"]],
  ["ool", []],
  ["linen & !shirt", ["Linen_shirt"]],
  ["it's 'quoted' \\ :*", []],
])("a search for %s finds the beginnings of words", async (terms, names) => {
  expect(await search(terms)).toEqual(names);
});

test("every text is searched: description, codes of the product and of its live variants", async () => {
  const [coat = ""] = ids;
  await admin.query(
    "update products set description = 'Spun in Borås', ean = '4006381333931' where id = $1",
    [coat],
  );
  await admin.query(
    "update product_variants set sku = 'WC-77' where product_id = $1 and tombstoned_at is null and id = (select min(id::text)::uuid from product_variants where product_id = $1 and tombstoned_at is null)",
    [coat],
  );
  await admin.query(
    "update product_variants set barcode = '555000' where product_id = $1 and tombstoned_at is not null",
    [coat],
  );
  await admin.query(
    "update product_variants set name = 'Coat, long', description = 'Ankle length' where sku = 'WC-77' and product_id = $1",
    [coat],
  );
  await refresh();
  for (const terms of ["boras spun", "4006381", "wc-77", "WC 77", "long", "ankle"]) {
    expect(await search(terms)).toEqual(["Wool coat"]);
  }
  expect(await search("555000")).toEqual([]);
});

/** The names of all pages, one product each. */
async function listed(request: Parameters<typeof listProducts>[1]): Promise<string[]> {
  const caller = { brandId: brand.brandId, userId: brand.memberId, role: "member" as const };
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await asUser(db, { sub: brand.memberId }, (tx) =>
      listProducts(brandScope(tx, caller), { ...request, cursor, limit: 1 }),
    );
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor);
  return seen;
}

test("what is renamed is found by its new name only; another price queues nothing", async () => {
  const belt = ids[5] ?? "";
  await admin.query("update products set name = 'Strap' where id = $1", [belt]);
  await refresh();
  expect(await search("strap")).toEqual(["Strap"]);
  expect(await search("belt")).toEqual([]);
  const priced = (price: number | null) =>
    admin.query("update products set price = $2, currency = 'EUR' where id = $1", [belt, price]);
  await priced(5);
  await refresh();
  await priced(6);
  expect((await admin.query("select from search_queue")).rowCount).toBe(0);
});

test("a list of what products lack shows none that has it, and those that lost it a moment later", async () => {
  const shown = async () => (await listed({ filters: { missing: ["price"] } })).includes("Wool coat");
  const priced = (price: number | null) =>
    admin.query("update products set price = $1, currency = 'EUR' where name = 'Wool coat'", [price]);
  expect(await shown()).toBe(true);
  await priced(5);
  expect(await shown()).toBe(false);
  await refresh();
  expect(await shown()).toBe(false);
  await priced(null);
  await refresh();
  expect(await shown()).toBe(true);
});

test("a search never leaves its brand, whoever asks and whatever they ask for", async () => {
  expect(await search("linen", other, other)).toEqual(["Linen of theirs"]);
  expect(await search("linen", other, brand)).toEqual([]);
  const keyed = (brandId: string, scopes: string[]) =>
    asApiKey(db, { brand_id: brandId, scopes }, (tx) =>
      directly(tx, { brandId: brand.brandId, userId: null, role: "api_key" }),
    );
  expect(await keyed(brand.brandId, ["read"])).toHaveLength(2);
  expect(await keyed(brand.brandId, [])).toEqual([]);
  expect(await keyed(other.brandId, ["read"])).toEqual([]);
  // A token of a user that claims to be a key of the brand.
  const claims = { sub: randomUUID(), brand_id: brand.brandId, scopes: ["read"] };
  const found = await asUser(db, claims, (tx) =>
    directly(tx, { brandId: brand.brandId, userId: null, role: "member" }),
  );
  expect(found).toEqual([]);
});

test("pages of a search meet, in every order, and filters hold", async () => {
  expect(await listed({ search: "linen" })).toEqual(["Linen_shirt", "100% linen"]);
  expect(await listed({ search: "linen", sort: "oldest" })).toEqual(["100% linen", "Linen_shirt"]);
  expect(await listed({ search: "linen", sort: "name" })).toEqual(["100% linen", "Linen_shirt"]);
  const names = await listed({ sort: "name" });
  expect(names).toHaveLength(NAMES.length);
  expect(await listed({ sort: "-name" })).toEqual(names.toReversed());
  expect(await listed({ sort: "-identifier" })).toHaveLength(NAMES.length);
  expect(await listed({ search: "linen", filters: { status: ["published"] } })).toEqual([]);
  expect(await listed({ filters: { missing: ["description"] } })).not.toContain("Wool coat");
  expect(await listed({ filters: { connectionIds: [brand.connectionId] } })).toEqual([]);
});

test("what narrows a search is looked for beyond its first matches", async () => {
  const full = await makeBrand(admin, "Full");
  const names = Array.from({ length: 230 }, (_, n) => `Felt hat ${n}`);
  const [oldest] = await addProducts(admin, full.brandId, names);
  await refresh();
  await admin.query("update products set status = 'published' where id = $1", [oldest]);
  const caller = { brandId: full.brandId, userId: full.memberId, role: "member" as const };
  for (const sort of ["newest", "-name", "identifier"] as const) {
    const found = await asUser(db, { sub: full.memberId }, (tx) =>
      listProducts(brandScope(tx, caller), { search: "hat felt", sort, filters: { status: ["published"] } }),
    );
    expect(found.items.map(({ name }) => name)).toEqual(["Felt hat 0"]);
  }
});
