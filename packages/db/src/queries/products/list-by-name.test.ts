import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asUser, openDb, openWorkerDb, type UserDb, type WorkerDb } from "../../client.ts";
import { brandScope } from "../../scope.ts";
import { addProducts, makeBrand, type TestBrand } from "../../testing/brand.ts";
import { refreshSearch } from "../search/refresh-search.ts";
import { createProduct } from "./edit/create-product.ts";
import { type ListProducts, listProducts } from "./list-products.ts";

let database: TestDatabase;
let admin: Client;
let db: UserDb;
let worker: WorkerDb;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = openDb({ url: database.url });
  worker = openWorkerDb({ url: database.url });
});
afterAll(async () => {
  await Promise.all([db.close(), worker.close(), admin.end()]);
  await database.drop();
});

async function named(): Promise<void> {
  while ((await refreshSearch(worker, { limit: 100 })) > 0);
}

/** All names of the list, page by page. */
async function names(brand: TestBrand, request: ListProducts): Promise<string[]> {
  const caller = { brandId: brand.brandId, userId: brand.memberId, role: "member" as const };
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await asUser(db, { sub: brand.memberId }, (tx) =>
      listProducts(brandScope(tx, caller), { limit: 2, ...request, cursor }),
    );
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor);
  return seen;
}

test("names ascend and descend without gap or repetition, also equal ones, and no other brand's", async () => {
  const brand = await makeBrand(admin, "Ours");
  const other = await makeBrand(admin, "Theirs");
  const long = "Aa".repeat(80);
  await addProducts(admin, brand.brandId, ["cap", "Belt", "Cap", "coat", "BELT", "Cap", long]);
  await addProducts(admin, other.brandId, ["Cap", "Belt"]);
  await named();
  const ascending = await names(brand, { sort: "name" });
  expect(ascending.map((name) => name.toLowerCase())).toEqual([
    long.toLowerCase(),
    "belt",
    "belt",
    "cap",
    "cap",
    "cap",
    "coat",
  ]);
  expect(await names(brand, { sort: "-name" })).toEqual(ascending.toReversed());
  await admin.query("update products set status = 'published' where brand_id = $1 and name ilike 'c%'", [
    brand.brandId,
  ]);
  const filters = { status: ["published" as const] };
  expect(await names(brand, { sort: "name", filters })).toEqual(ascending.slice(3));
  expect(await names(brand, { sort: "-name", filters, search: "cap" })).toEqual(
    ascending.slice(3, 6).toReversed(),
  );
});

test("what a sync wrote stands at its name a moment later; what a person made, at once", async () => {
  const brand = await makeBrand(admin, "Syncing");
  const [id] = await addProducts(admin, brand.brandId, ["Scarf", "Vest"]);
  const { brandId, ownerId: userId } = brand;
  const made = { brandId, userId, id: "ffffffff-0000-7000-8000-000000000001", upid: "typed" };
  await createProduct(worker, { ...made, identifier: "T-1", name: "Tweed", changes: {}, variants: [] });
  expect(await names(brand, { sort: "name" })).toEqual(["Tweed"]);
  expect(await names(brand, { sort: "oldest" })).toEqual(["Scarf", "Vest", "Tweed"]);
  await named();
  expect(await names(brand, { sort: "name" })).toEqual(["Scarf", "Tweed", "Vest"]);
  await admin.query("update products set name = 'Zip top' where id = $1", [id]);
  expect(await names(brand, { sort: "name" })).toEqual(["Zip top", "Tweed", "Vest"]);
  await named();
  expect(await names(brand, { sort: "name" })).toEqual(["Tweed", "Vest", "Zip top"]);
  await admin.query("delete from products where id = $1", [id]);
  expect(await names(brand, { sort: "name" })).toEqual(["Tweed", "Vest"]);
  const left = await admin.query("select from product_search where brand_id = $1", [brandId]);
  expect(left.rowCount).toBe(2);
});
