import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientOf, problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { addMember, makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let brand: TestBrand;
let other: TestBrand;
let member: Awaited<ReturnType<TestApi["client"]>>;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  brand = await makeBrand(api.admin, "Ours", ["Cap", "Coat"]);
  other = await makeBrand(api.admin, "Theirs", ["Secret"]);
  member = await api.client(brand.memberId);
});
afterAll(() => api.close());

const first = (of: TestBrand) => of.productIds[0] ?? "";

test("rule 17: published, changed, looked at, published again; both versions are there, with who and when", async () => {
  const productId = first(brand);
  const made = await member.passports.publish.mutate({ productIds: [productId] });
  expect(made).toEqual({
    publication: null,
    published: [{ productId, version: 1 }],
    unchanged: 0,
    skipped: 0,
  });
  await member.products.update.mutate({ id: productId, changes: { "product.name": "Cap, new" } });
  expect(await member.passports.pendingCount.query()).toEqual({ count: 1, more: false });
  const { items } = await member.passports.pending.query({});
  expect(items).toMatchObject([{ productId, changes: 1, labels: ["Name"], published: { version: 1 } }]);
  const diff = await member.passports.diff.query({ productId });
  expect(diff).toMatchObject({
    total: 1,
    changes: [
      {
        fieldKey: "product.name",
        kind: "changed",
        published: "Cap",
        current: "Cap, new",
        source: { reason: "manual", userId: brand.memberId },
      },
    ],
  });
  await member.passports.publish.mutate({ productIds: [productId] });
  const versions = await member.passports.versions.query({ productId });
  expect(versions.items).toMatchObject([
    { version: 2, publishedBy: brand.memberId, publishedByName: expect.stringContaining("@example.com") },
    { version: 1, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  const old = await member.passports.version.query({ productId, version: 1 });
  expect(old).toMatchObject({ current: false, content: { product: { "product.name": "Cap" } } });
  const now = await member.passports.version.query({ productId });
  expect(now).toMatchObject({
    version: 2,
    current: true,
    content: { product: { "product.name": "Cap, new" } },
  });
  const { rows } = await api.admin.query(
    "select action, actor_id from audit_log where brand_id = $1 and action like 'passport%'",
    [brand.brandId],
  );
  expect(rows).toEqual([
    { action: "passport.publish", actor_id: brand.memberId },
    { action: "passport.publish", actor_id: brand.memberId },
  ]);
});

test("rule 17: publishing by status keeps a version; unpublishing and archiving leave it", async () => {
  const [id = ""] = brand.productIds;
  expect(await member.products.setStatus.mutate({ ids: [id], status: "published" })).toEqual({ changed: 1 });
  expect(await member.products.setStatus.mutate({ ids: [id], status: "published" })).toEqual({ changed: 0 });
  expect(await member.products.setStatus.mutate({ ids: [id], status: "archived" })).toEqual({ changed: 1 });
  expect(await member.products.setStatus.mutate({ ids: [id], status: "published" })).toEqual({ changed: 1 });
  expect(await member.products.get.query({ id })).toMatchObject({
    status: "published",
    hasPendingChanges: false,
  });
  await member.products.setStatus.mutate({ ids: [id], status: "archived" });
  await member.products.update.mutate({ id, changes: { "product.name": "Meanwhile" } });
  await member.products.setStatus.mutate({ ids: [id], status: "published" });
  expect(await member.products.get.query({ id })).toMatchObject({
    status: "published",
    hasPendingChanges: true,
  });
  for (const status of ["unpublished", "archived"] as const) {
    expect(await member.products.setStatus.mutate({ ids: [id], status })).toEqual({ changed: 1 });
    expect((await member.passports.versions.query({ productId: id })).items).toMatchObject([{ version: 1 }]);
  }
  expect(await problemOf(member.products.setStatus.mutate({ ids: [id], status: "published" }))).toMatchObject(
    {
      code: "conflict",
      hint: expect.stringContaining("Restore"),
    },
  );
});

/** How a product names an entry of each kind; `$1` brand, `$2` product, `$3` entry. */
const NAMES = {
  season: "update products set season_id = $3 where brand_id = $1 and id = $2",
  manufacturer: "update products set manufacturer_id = $3 where brand_id = $1 and id = $2",
  color:
    "insert into product_variants (brand_id, product_id, upid, color_id) values ($1, $2, gen_random_uuid(), $3)",
  size: "insert into product_variants (brand_id, product_id, upid, size_id) values ($1, $2, gen_random_uuid(), $3)",
  material: "insert into product_materials (brand_id, product_id, brand_material_id) values ($1, $2, $3)",
  facility:
    "insert into product_journey_steps (brand_id, product_id, sort_index, step_type, facility_id) values ($1, $2, 0, 'weaving', $3)",
  tag: "insert into tags_on_product (brand_id, product_id, tag_id) values ($1, $2, $3)",
  eco_claim: "insert into product_eco_claims (brand_id, product_id, eco_claim_id) values ($1, $2, $3)",
  certification: `with material as (
      insert into brand_materials (brand_id, name, certification_id) values ($1, 'Certified', $3) returning id
    ) insert into product_materials (brand_id, product_id, brand_material_id) select $1, $2, id from material`,
} as const;

test.each(Object.keys(NAMES) as (keyof typeof NAMES)[])(
  "rule 17: a renamed %s waits in the passports that name it, and in no other",
  async (kind) => {
    const productId = first(brand);
    const { id } = await member.catalog.create.mutate({ kind, name: "Before" });
    await api.admin.query(NAMES[kind], [brand.brandId, productId, id]);
    await member.passports.publish.mutate({ productIds: brand.productIds });
    await member.catalog.update.mutate({ kind, id, name: "After" });
    const { items } = await member.passports.pending.query({});
    expect(items).toMatchObject([{ productId, changes: 1 }]);
    const { content } = await member.passports.version.query({ productId });
    expect(JSON.stringify(content)).toContain("Before");
  },
);

test("rule 17: a variant that is made by hand waits like any other change, with values or without", async () => {
  await member.passports.publish.mutate({ productIds: brand.productIds });
  const [cap = "", coat = ""] = brand.productIds;
  await member.products.addVariant.mutate({ productId: cap, changes: {} });
  await member.products.addVariant.mutate({ productId: coat, changes: { "variant.sku": "C-1" } });
  expect((await member.passports.pending.query({})).items).toMatchObject([
    { productId: coat, labels: ["Variant", "SKU"] },
    { productId: cap, labels: ["Variant"] },
  ]);
});

test("rule 17: services read what is published, by API key, and only their brand's", async () => {
  const owner = await api.client(brand.ownerId);
  const { key } = await owner.apiKeys.create.mutate({ name: "Viewer", scopes: ["read"] });
  const sync = await owner.apiKeys.create.mutate({ name: "Sync", scopes: ["sync"] });
  const get = (path: string, as = key) =>
    fetch(`${api.url}/v1/products/${path}`, { headers: { authorization: `Bearer ${as}` } });
  const productId = first(brand);
  expect((await get(`${productId}/passport`)).status).toBe(404);
  await member.passports.publish.mutate({ productIds: [productId] });
  await member.products.update.mutate({ id: productId, changes: { "product.name": "Later" } });
  const answer = await get(`${productId}/passport`);
  expect(await answer.json()).toMatchObject({
    version: 1,
    current: true,
    content: { product: { "product.name": "Cap" } },
  });
  expect(await (await get(`${productId}/passport/versions?limit=1`)).json()).toMatchObject({
    items: [{ version: 1 }],
    nextCursor: null,
  });
  expect((await get(`${productId}/passport/versions/1`)).status).toBe(200);
  for (const version of ["2", "0", "-1", "1e9", "x", "99999999999999999999"]) {
    expect([400, 404]).toContain((await get(`${productId}/passport/versions/${version}`)).status);
  }
  expect((await get(`${productId}/passport`, sync.key)).status).toBe(403);
  await (await api.client(other.ownerId)).passports.publish.mutate({ productIds: other.productIds });
  expect((await get(`${first(other)}/passport`)).status).toBe(404);
});

test("rule 17: nobody outside the brand gets anywhere, nor does a member who has left", async () => {
  const productId = first(brand);
  await member.passports.publish.mutate({ productIds: [productId] });
  const stranger = await api.client(other.ownerId);
  for (const call of [
    () => stranger.passports.publish.mutate({ productIds: [productId] }),
    () => stranger.passports.diff.query({ productId }),
    () => stranger.passports.version.query({ productId }),
    () => stranger.passports.publication.query({ publicationId: randomUUID() }),
    () => stranger.passports.cancel.mutate({ publicationId: randomUUID() }),
  ]) {
    expect((await problemOf(call())).code).toBe("not_found");
  }
  expect(await problemOf(stranger.passports.versions.query({ productId }))).toMatchObject({
    code: "not_found",
  });
  expect((await stranger.passports.pending.query({})).items).toEqual([]);
  const nobody = clientOf(api.url, {});
  expect((await problemOf(nobody.passports.publish.mutate({ productIds: [productId] }))).code).toBe(
    "unauthenticated",
  );
  const leaver = randomUUID();
  await addMember(api.admin, { brandId: brand.brandId, userId: leaver, role: "member" });
  const client = await api.client(leaver);
  await client.passports.pendingCount.query();
  await api.admin.query("update users_on_brand set revoked_at = now() where user_id = $1", [leaver]);
  // Membership may be remembered for some seconds: what publishes asks again.
  expect((await problemOf(client.passports.publish.mutate({ productIds: [productId] }))).code).toBe(
    "forbidden",
  );
});

test("rule 17: only owners choose that the brand publishes by itself", async () => {
  const settings = { publishAfterSync: true };
  expect(await member.passports.settings.query()).toEqual({ publishAfterSync: false });
  expect((await problemOf(member.passports.setSettings.mutate(settings))).code).toBe("forbidden");
  const owner = await api.client(brand.ownerId);
  expect(await owner.passports.setSettings.mutate(settings)).toEqual(settings);
  expect(await member.passports.settings.query()).toEqual(settings);
});

test("rule 17: what is no list of products is refused with what to do, and nothing is published", async () => {
  const hostile: unknown[] = [
    {},
    { productIds: [] },
    { productIds: ["'; drop table passport_versions; --"] },
    { productIds: brand.productIds, all: "pending" },
    { all: "everything" },
    { productIds: brand.productIds, publishedBy: brand.ownerId },
    null,
  ];
  for (const input of hostile) {
    const refused = await problemOf(member.passports.publish.mutate(input as never));
    expect(refused.code).toBe("bad_request");
  }
  expect((await problemOf(member.passports.pending.query({ cursor: "x" }))).code).toBe("bad_request");
  expect(
    (await problemOf(member.passports.versions.query({ productId: first(brand), cursor: "e30" }))).code,
  ).toBe("bad_request");
  const { rows } = await api.admin.query("select from passport_versions where brand_id = $1", [
    brand.brandId,
  ]);
  expect(rows).toEqual([]);
});

test("rule 17: a hundred at once are a worker's, followed by their publication and cancelled", async () => {
  const many = await makeBrand(
    api.admin,
    "Many",
    Array.from({ length: 100 }, (_, n) => `P ${n}`),
  );
  const client = await api.client(many.memberId);
  const made = await client.passports.publish.mutate({ productIds: many.productIds });
  if (!made.publication) throw new Error("They were published at once.");
  const { id: publicationId } = made.publication;
  expect(await client.passports.publications.query()).toMatchObject([
    { id: publicationId, status: "queued", total: 100 },
  ]);
  await client.passports.cancel.mutate({ publicationId });
  expect(await client.passports.publication.query({ publicationId })).toMatchObject({ cancelling: true });
  const { rows } = await api.admin.query(
    "select name from pgboss.job where name = 'publish-passports' and data->>'publicationId' = $1",
    [publicationId],
  );
  expect(rows).toHaveLength(1);
});
