import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf, startTestApi, type TestApi } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let store: DemoStore;
let brand: TestBrand;

beforeAll(async () => {
  [api, store] = await Promise.all([startTestApi(), startDemoStore({ products: 40, seed: 3 })]);
  brand = await makeBrand(api.admin, "Ours", []);
  await api.admin.query(
    "insert into integrations (slug, name, kind, category) values ('shopify', 'Shopify', 'vendor', 'shop')",
  );
});
afterAll(() => Promise.all([api.close(), store.stop()]));

const attempt = (accessToken = store.token) => ({
  slug: "shopify",
  config: { shop: store.url },
  secrets: { accessToken },
});

test("the catalog tells what a form needs: schemas, secrets, fields", async () => {
  const client = await api.client(brand.memberId);
  const catalog = await client.integrations.catalog.list.query();
  expect(catalog.find(({ slug }) => slug === "shopify")).toMatchObject({ available: true, category: "shop" });
  expect(catalog.find(({ slug }) => slug.startsWith("shop-"))).toMatchObject({ available: false });
  const detail = await client.integrations.catalog.get.query({ slug: "shopify" });
  expect(detail).toMatchObject({
    configSchema: { properties: { shop: { type: "string" } } },
    auth: { type: "api_key", schema: { required: ["accessToken"] } },
  });
  expect(detail.fields.map(({ key }) => key)).toContain("product.name");
});

test("a connection's life: tried, looked into, made, changed, paused, ended, taken up again", async () => {
  const client = await api.client(brand.ownerId);
  const { connections, runs } = client.integrations;
  expect(await connections.try.mutate(attempt())).toMatchObject({
    products: 40,
    account: { id: expect.any(String) },
    fields: expect.arrayContaining(["product.name", "variant.sku"]),
  });
  const wrong = await problemOf(connections.try.mutate(attempt("wrong")));
  expect(wrong.hint).toBeTruthy();
  const none = await problemOf(connections.try.mutate({ ...attempt(), secrets: {} }));
  expect(none).toMatchObject({ code: "bad_request", fields: { "secrets.accessToken": expect.any(String) } });
  const sample = await connections.sample.mutate(attempt());
  expect(sample).toHaveLength(3);
  expect(sample[0]?.product?.observed["product.name"]).toEqual(expect.any(String));
  expect(await connections.list.query()).toHaveLength(1);

  const made = await connections.create.mutate({ ...attempt(), name: "Shop", scheduleCron: "*/15 * * * *" });
  const { connectionId } = made;
  expect(made.owned).toContain("product.name");
  expect(await runs.get.query({ runId: made.runId ?? "" })).toMatchObject({ mode: "full", status: "queued" });
  const shown = await connections.get.query({ connectionId });
  expect(shown).toMatchObject({ name: "Shop", status: "connected", lastRuns: [{ id: made.runId }] });
  expect(await connections.credentials.query({ connectionId })).toMatchObject({ type: "api_key" });
  expect(JSON.stringify(shown) + api.lines.join("")).not.toContain(store.token);
  const fields = await connections.fields.query({ connectionId });
  expect(fields.find(({ key }) => key === "product.name")).toMatchObject({
    role: "owns",
    owner: { connection: "Shop" },
  });
  expect(await connections.test.mutate({ connectionId })).toMatchObject({ products: 40 });

  await connections.update.mutate({
    connectionId,
    name: "Our shop",
    deletionPolicy: "unlink",
    scheduleCron: null,
  });
  expect(await connections.get.query({ connectionId })).toMatchObject({
    name: "Our shop",
    scheduleCron: null,
  });
  const cron = await problemOf(connections.update.mutate({ connectionId, scheduleCron: "every day" }));
  expect(cron).toMatchObject({
    code: "bad_request",
    fields: { scheduleCron: expect.stringContaining("five fields") },
  });

  await connections.pause.mutate({ connectionId });
  expect(await problemOf(connections.pause.mutate({ connectionId }))).toMatchObject({ code: "conflict" });
  await connections.resume.mutate({ connectionId });
  const { freed } = await connections.disconnect.mutate({ connectionId });
  expect(freed).toContain("product.name");
  expect(await connections.credentials.query({ connectionId })).toBeNull();
  const again = await connections.reconnect.mutate({ connectionId, secrets: attempt().secrets });
  expect(again.offered).toContain("product.name");
  const { rows } = await api.admin.query(
    "select action, actor_id, target from audit_log where connection_id = $1 order by created_at",
    [connectionId],
  );
  const created = rows.filter(({ action }) => action === "connection.create");
  expect(created).toEqual([
    {
      action: "connection.create",
      actor_id: brand.ownerId,
      target: { integration: "shopify", name: "Shop", owns: expect.arrayContaining(["product.name"]) },
    },
  ]);
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "connection.update",
      "connection.pause",
      "connection.resume",
      "connection.disconnect",
    ]),
  );
});

test("a shop's words for its options are suggested, and the settings' own go first", async () => {
  const { connections } = (await api.client(brand.ownerId)).integrations;
  const suggested = await connections.suggest.mutate(attempt());
  expect(suggested.map(({ word }) => word).sort()).toEqual(["Color", "Size"]);
  const color = suggested.find(({ word }) => word === "Color");
  expect(color).toMatchObject({
    value: "color",
    reason: "Its name says it.",
    choices: expect.arrayContaining([{ value: "size", label: "Size", setting: "optionNames.size" }]),
  });
  expect(color?.examples.length).toBeGreaterThan(0);
  const config = { shop: store.url, optionNames: { other: ["color"] } };
  const corrected = await connections.suggest.mutate({ ...attempt(), config });
  expect(corrected.find(({ word }) => word === "Color")).toMatchObject({
    value: "other",
    reason: "The settings say so.",
  });
  const kept = await connections.create.mutate({ ...attempt(), name: "Kept", start: false });
  const ofKept = await connections.suggest.mutate({ connectionId: kept.connectionId });
  expect(ofKept).toEqual(suggested);
  await connections.disconnect.mutate({ connectionId: kept.connectionId });
  const refused = await problemOf(connections.suggest.mutate(attempt("wrong")));
  expect(refused).toMatchObject({ code: "unauthenticated", hint: expect.any(String) });
  const member = (await api.client(brand.memberId)).integrations.connections.suggest.mutate(attempt());
  expect(await problemOf(member)).toMatchObject({ code: "forbidden" });
});

test("another shop's credentials are not taken for this connection", async () => {
  const client = await api.client(brand.ownerId);
  const { connections } = client.integrations;
  const chosen = await connections.create.mutate({
    ...attempt(),
    name: "First",
    fields: ["product.name"],
    start: false,
  });
  expect(chosen.owned).toEqual(["product.name"]);
  const { connectionId } = chosen;
  const second = await startDemoStore({ products: 3, seed: 9 });
  await api.admin.query("update brand_integrations set account_id = 'somebody else' where id = $1", [
    connectionId,
  ]);
  const config = { shop: second.url };
  const moved = await problemOf(connections.update.mutate({ connectionId, config }));
  expect(moved).toMatchObject({ code: "precondition_failed", hint: expect.any(String) });
  expect((await connections.get.query({ connectionId })).config).toEqual({ shop: store.url });
  await second.stop();
});
