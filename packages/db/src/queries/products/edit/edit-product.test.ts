import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asUser, openDb, openWorkerDb, type UserDb, type WorkerDb } from "../../../client.ts";
import { brandScope } from "../../../scope.ts";
import { makeBrand, type TestBrand } from "../../../testing/brand.ts";
import { getProduct } from "../get-product.ts";
import { createProduct } from "./create-product.ts";
import { editProduct, type FieldValues } from "./edit-product.ts";

let database: TestDatabase;
let admin: Client;
let db: UserDb;
let worker: WorkerDb;
let brand: TestBrand;
let productId: string;
let variantId: string;

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

beforeEach(async () => {
  brand = await makeBrand(admin, "Ours");
  productId = randomUUID();
  variantId = randomUUID();
  await createProduct(worker, {
    brandId: brand.brandId,
    userId: brand.memberId,
    id: productId,
    upid: productId,
    identifier: "style-1",
    name: "Wool coat",
    changes: { "product.season": "Winter", "product.price": { amount: "99.00", currency: "EUR" } },
    variants: [
      { id: variantId, upid: variantId, changes: { "variant.sku": "WC-1", "variant.color": "Navy" } },
    ],
  });
});

function edit(changes: FieldValues, more: Partial<Parameters<typeof editProduct>[1]> = {}) {
  return editProduct(worker, { brandId: brand.brandId, userId: brand.memberId, productId, changes, ...more });
}

function read() {
  const caller = { brandId: brand.brandId, userId: brand.memberId, role: "member" as const };
  return asUser(db, { sub: brand.memberId }, (tx) => getProduct(brandScope(tx, caller), productId));
}

/** The connection owns the fields, and has a live record of the product that says these things. */
async function own(product: Record<string, unknown>, variant: Record<string, unknown> = {}): Promise<void> {
  const place = [brand.brandId, brand.connectionId];
  for (const key of [...Object.keys(product), ...Object.keys(variant)]) {
    await admin.query(
      "insert into field_owners (brand_id, field_key, owner_kind, connection_id) values ($1, $3, 'connection', $2)",
      [...place, key],
    );
  }
  await admin.query(
    `insert into product_sources (brand_id, connection_id, external_id, product_id, observed) values ($1, $2, 'p1', $3, $4)`,
    [...place, productId, product],
  );
  await admin.query(
    `insert into variant_sources (brand_id, connection_id, external_id, product_external_id, variant_id, observed)
     values ($1, $2, 'v1', 'p1', $3, $4)`,
    [...place, variantId, variant],
  );
}

test("a product made by hand says who made it, and where each value comes from", async () => {
  const product = await read();
  expect(product).toMatchObject({
    name: "Wool coat",
    season: "Winter",
    price: "99.00",
    currency: "EUR",
    status: "unpublished",
    variants: [{ sku: "WC-1", color: "Navy" }],
  });
  const manual = { reason: "manual", userId: brand.memberId, connection: null, ownedBy: null, pinned: false };
  expect(product.values.product["product.name"]).toMatchObject(manual);
  expect(product.values.product["product.price"]).toMatchObject(manual);
  expect(product.values.variants[variantId]?.["variant.sku"]).toMatchObject(manual);
});

test("an edit writes what differs, keeps the rest, and tells before and after", async () => {
  const changed = await edit({
    "product.name": "Wool coat",
    "product.description": "Warm",
    "product.season": "winter",
    "product.carbon": "1.5000",
    "product.tags": ["New", "Sale"],
    "product.materials": [
      { name: "Wool", percentage: "80.00", component: "main" },
      { name: "Silk", percentage: "20.00", component: "main" },
    ],
    "product.journey": [{ stepType: "weaving", facility: { name: "Mill" } }],
  });
  expect(changed.map(({ key }) => key).sort()).toEqual([
    "product.carbon",
    "product.description",
    "product.journey",
    "product.materials",
    "product.tags",
  ]);
  const product = await read();
  expect(product).toMatchObject({ description: "Warm", carbonKgCo2e: "1.5000", season: "Winter" });
  expect(product.tags.map(({ name }) => name)).toEqual(["New", "Sale"]);
  expect(product.materials.map(({ name, percentage }) => [name, percentage])).toEqual([
    ["Wool", "80.00"],
    ["Silk", "20.00"],
  ]);
  expect(product.journey).toMatchObject([{ stepType: "weaving", facility: "Mill" }]);
  // All of it again is no change at all.
  expect(await edit({ "product.tags": ["sale", "NEW"], "product.description": "Warm" })).toEqual([]);
  const audit = await admin.query(
    "select actor_id, target from audit_log where brand_id = $1 and action = 'product.edit'",
    [brand.brandId],
  );
  expect(audit.rows.at(-1)).toMatchObject({ actor_id: brand.memberId, target: { productId } });
});

test("rule 8: an owned field is refused with its owner and the ways out, and nothing is written", async () => {
  await own({ "product.name": "Wool coat" }, { "variant.sku": "WC-1" });
  const refused = edit(
    { "product.name": "Mine", "product.description": "Free" },
    { variants: [{ id: variantId, changes: { "variant.sku": "MINE", "variant.color": "Red" } }] },
  );
  await expect(refused).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("My shop owns"),
    hint: expect.stringMatching(/Pin .* take the field over/),
    fields: {
      "changes.product.name": "Owned by My shop.",
      [`variants.${variantId}.variant.sku`]: "Owned by My shop.",
    },
  });
  expect(await read()).toMatchObject({ name: "Wool coat", description: null, variants: [{ sku: "WC-1" }] });
  // What stands already is no edit, so a form may send all that it shows.
  expect(await edit({ "product.name": "Wool coat", "product.description": "Free" })).toHaveLength(1);
});

test.each([
  ["the record is gone", "update product_sources set state = 'gone' where product_id = $1"],
  ["the source says nothing of it", "update product_sources set observed = '{}' where product_id = $1"],
  [
    "the source is empty",
    `update product_sources set observed = '{"product.name": null}' where product_id = $1`,
  ],
])("rule 3: the owner binds only where it speaks: %s", async (_why, statement) => {
  await own({ "product.name": "Wool coat" });
  await admin.query(statement, [productId]);
  await edit({ "product.name": "Mine" });
  expect((await read()).name).toBe("Mine");
});

test("an edit with a pin keeps the value here, says so, and ends the quarrel", async () => {
  await own({ "product.name": "Wool coat" });
  await admin.query(
    `insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
     values ($1, $2, 'product.name', $3, '"Wool coat"', '"Coat"')`,
    [brand.brandId, productId, brand.connectionId],
  );
  await edit({ "product.name": "Mine" }, { pin: { reason: "It sells better." } });
  const product = await read();
  expect(product.name).toBe("Mine");
  expect(product.values.product["product.name"]).toMatchObject({ reason: "pin", pinned: true, conflicts: 0 });
  const pins = await admin.query(
    "select field_key, author_id, reason from field_pins where product_id = $1",
    [productId],
  );
  expect(pins.rows).toEqual([
    { field_key: "product.name", author_id: brand.memberId, reason: "It sells better." },
  ]);
  // Under its pin the field is people's.
  await edit({ "product.name": "Still mine" });
});

test("a variant's override is written, and null inherits again", async () => {
  const price = { amount: "120.00", currency: "EUR" };
  await edit({}, { variants: [{ id: variantId, changes: { "product.price": price } }] });
  expect((await read()).variants[0]).toMatchObject({ price: "120.00", currency: "EUR" });
  await edit({}, { variants: [{ id: variantId, changes: { "product.price": null } }] });
  const product = await read();
  expect(product.variants[0]).toMatchObject({ price: null, currency: null });
  expect(product.values.variants[variantId]?.["product.price"]).toBeUndefined();
});

test("a code that another carries is a conflict with its field", async () => {
  const second = randomUUID();
  const twice = createProduct(worker, {
    brandId: brand.brandId,
    userId: brand.memberId,
    id: second,
    upid: second,
    identifier: "style-2",
    name: "Twin",
    changes: {},
    variants: [{ id: randomUUID(), upid: randomUUID(), changes: { "variant.sku": "WC-1" } }],
  });
  await expect(twice).rejects.toMatchObject({ code: "conflict", fields: { "variant.sku": "It is taken." } });
  expect((await admin.query("select from products where id = $1", [second])).rowCount).toBe(0);
});

test("nobody edits what is not theirs", async () => {
  const other = await makeBrand(admin, "Theirs");
  const theirs = { brandId: other.brandId, userId: other.memberId };
  await expect(edit({ "product.name": "x" }, theirs)).rejects.toMatchObject({ code: "not_found" });
  await expect(edit({ "product.name": "x" }, { userId: other.ownerId })).rejects.toMatchObject({
    code: "forbidden",
  });
  await admin.query("update users_on_brand set revoked_at = now() where user_id = $1", [brand.memberId]);
  await expect(edit({ "product.name": "x" })).rejects.toMatchObject({ code: "forbidden" });
});

test("a published product's passport learns that changes are pending", async () => {
  await admin.query("update products set status = 'published' where id = $1", [productId]);
  await edit({ "product.name": "New name" });
  expect((await read()).hasPendingChanges).toBe(true);
});
