import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let brand: TestBrand;
let other: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap"]);
  other = await makeBrand(api.admin, "Theirs", ["Hat"]);
  await api.admin.query(
    "update integrations set slug = 'json-feed' where id = (select integration_id from brand_integrations where id = $1)",
    [brand.connectionId],
  );
  await api.admin.query(
    `update integrations set slug = 'shopify' where id = (select integration_id from brand_integrations where id = $1)`,
    [other.connectionId],
  );
  await api.admin.query(
    `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
     values ($1, $2, 'p1', $3, '{"product.name": "Bonnet", "product.price": {"amount": "49.90", "currency": "EUR"}}')`,
    [brand.brandId, brand.connectionId, brand.productIds[0]],
  );
});
afterAll(() => api.close());

test("an owner sees who owns what, previews a transfer, carries it out, and reads why the value is what it is", async () => {
  const { integrations } = await api.client(brand.ownerId);
  const to = { connectionId: brand.connectionId };
  const before = await integrations.owners.list.query();
  expect(before.fields.find(({ key }) => key === "product.name")).toMatchObject({
    owner: { kind: "nobody" },
  });
  const preview = await integrations.owners.previewTransfer.query({
    fields: ["product.name", "product.price"],
    to,
  });
  expect(preview.total).toMatchObject({ change: 1, stay: 1 });
  const fields = preview.fields.map(({ key, version }) => ({ key, version }));
  const done = await integrations.owners.transfer.mutate({ fields, to, adopt: "now", reason: "It knows." });
  expect(done.status).toBe("completed");
  const run = await integrations.runs.get.query({ runId: done.runId ?? "" });
  expect(run).toMatchObject({ status: "completed" });
  const id = brand.productIds[0] ?? "";
  const answer = await integrations.explain.query({ entity: "product", id, field: "product.name" });
  expect(answer).toMatchObject({
    value: "Bonnet",
    rule: { number: 3 },
    provenance: { connection: "Shop", runId: done.runId, at: expect.any(Date) },
    history: { items: [{ before: "Cap", after: "Bonnet", runKind: "transfer" }] },
  });
  const coverage = await integrations.owners.coverage.query();
  expect(coverage.fields.find(({ key }) => key === "product.price")).toMatchObject({ products: 1 });
  const again = integrations.owners.transfer.mutate({ fields, to: "manual" });
  expect(await problemOf(again)).toMatchObject({
    code: "conflict",
    fields: { "product.name": expect.any(String) },
  });
});

test("a member looks, pins and unpins; moving owners and mappings is for owners", async () => {
  const { integrations } = await api.client(brand.memberId);
  const productId = brand.productIds[0] ?? "";
  await integrations.pins.pin.mutate({ productId, fieldKey: "product.description", reason: "Ours." });
  const { items } = await integrations.pins.list.query({});
  expect(items).toMatchObject([{ productId, reason: "Ours.", fieldKey: "product.description" }]);
  expect(await integrations.pins.unpin.mutate({ pins: items.map(({ id }) => id) })).toMatchObject({
    lifted: 1,
  });
  const all = await integrations.history.query({ productId });
  expect(all.items.map(({ fieldKey }) => fieldKey).slice(0, 2)).toEqual(["$unpinned", "$pinned"]);
  const { connectionId } = brand;
  const mapping = await integrations.mapping.get.query({ connectionId });
  expect(mapping.fields.find(({ key }) => key === "product.name")).toMatchObject({ source: null });
  const one = [{ key: "product.name" as const, version: 1 }];
  const sources = { "product.name": { path: "title" } };
  for (const call of [
    () => integrations.owners.transfer.mutate({ fields: one, to: "nobody" }),
    () => integrations.owners.clear.mutate({ key: "product.name", version: 1 }),
    () => integrations.owners.setOnNull.mutate({ key: "product.name", version: 1, onNull: "clear" }),
    () => integrations.owners.promote.mutate({ from: randomUUID(), to: connectionId, fields: one }),
    () => integrations.mapping.save.mutate({ connectionId, sources, mappingVersion: 1 }),
    () => integrations.mapping.preview.mutate({ connectionId, sources }),
    () => integrations.mapping.paths.query({ connectionId }),
  ]) {
    expect(await problemOf(call())).toMatchObject({ code: "forbidden" });
  }
});

test("a mapping is saved by an owner, through the wire as the form sends it", async () => {
  const { integrations } = await api.client(brand.ownerId);
  const { connectionId } = brand;
  const { mappingVersion } = await integrations.mapping.get.query({ connectionId });
  const sources = {
    "product.materials": { path: "fabric", transform: { steps: [{ do: "composition" as const }] } },
    "product.season": { path: "season", enabled: false },
  };
  await integrations.mapping.save.mutate({ connectionId, sources, mappingVersion });
  const saved = await integrations.mapping.get.query({ connectionId });
  expect(saved.mappingVersion).toBe(mappingVersion + 1);
  expect(saved.fields.find(({ key }) => key === "product.materials")?.source).toMatchObject({
    path: "fabric",
    transform: { steps: [{ do: "composition" }] },
    enabled: true,
  });
  const wrong = integrations.mapping.save.mutate({
    connectionId,
    sources: { "product.name": { path: "x", transform: { steps: [], expression: "a[" } } },
    mappingVersion: saved.mappingVersion,
  });
  expect(await problemOf(wrong)).toMatchObject({
    code: "bad_request",
    message: expect.stringContaining("expression"),
  });
});

test("a connection whose connector is gone is still listed and explained", async () => {
  const third = await makeBrand(api.admin, "Third", ["Scarf"]);
  const productId = third.productIds[0] ?? "";
  await api.admin.query(
    `insert into product_sources (brand_id, connection_id, external_id, product_id, observed) values ($1, $2, 'x', $3, '{"product.name": "Shawl"}')`,
    [third.brandId, third.connectionId, productId],
  );
  const { integrations } = await api.client(third.memberId);
  const { fields } = await integrations.owners.list.query();
  expect(fields.every(({ sources }) => sources.length === 0)).toBe(true);
  const answer = await integrations.explain.query({
    entity: "product",
    id: productId,
    field: "product.name",
  });
  expect(answer).toMatchObject({ value: "Scarf", observations: [{ value: "Shawl", agrees: false }] });
});

test("another brand's products, connections and pins cannot be reached", async () => {
  const mine = await api.client(brand.ownerId);
  const { connectionId } = other;
  const productId = other.productIds[0] ?? "";
  const theirs = (await api.client(other.ownerId)).integrations;
  const pinned = await theirs.pins.pin.mutate({ productId, fieldKey: "product.name" });
  const { integrations } = mine;
  const transfer = { fields: [{ key: "product.water" as const, version: 0 }], to: { connectionId } };
  for (const call of [
    () => integrations.explain.query({ entity: "product", id: productId, field: "product.name" }),
    () => integrations.mapping.get.query({ connectionId }),
    () => integrations.owners.transfer.mutate(transfer),
    () => integrations.owners.previewTransfer.query({ fields: ["product.name"], to: { connectionId } }),
    () => integrations.pins.pin.mutate({ productId, fieldKey: "product.name" }),
  ]) {
    expect(await problemOf(call())).toMatchObject({ code: "not_found" });
  }
  expect((await integrations.history.query({ productId })).items).toEqual([]);
  expect(await integrations.pins.unpin.mutate({ pins: [pinned.id] })).toMatchObject({ lifted: 0 });
  expect((await theirs.pins.list.query({})).items).toHaveLength(1);
});
