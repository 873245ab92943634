import { randomBytes } from "node:crypto";
import type { FieldKey } from "@v1/core";
import { afterAll, beforeEach, expect, test } from "vitest";
import { loadCredentials, parseKeyRing } from "../credentials/index.ts";
import { createHttpClient } from "../http/client.ts";
import type { Connector } from "../kit/connector.ts";
import { record } from "../sync/testing/records.ts";
import { ScriptedSource } from "../sync/testing/scripted-source.ts";
import { type Brand, Connection, useWorld } from "../sync/testing/world.ts";
import { connect, disconnectConnection, reconnectConnection } from "./connect.ts";

const world = useWorld();
const ring = parseKeyRing(`1:${randomBytes(32).toString("base64")}`);
const http = createHttpClient();
afterAll(() => http.close());

let brand: Brand;
let source: ScriptedSource;
beforeEach(async () => {
  brand = await world.brand();
  source = new ScriptedSource(`shop-${crypto.randomUUID()}`);
  await brand.sql("insert into integrations (slug, name, kind) values ($1, $1, 'custom')", [source.slug]);
});

const deps = (auth: unknown = "api_key") => ({
  db: world.db,
  ring,
  http,
  connector: () => ({ ...source.connector(), auth: { type: auth, fields: {} } }) as unknown as Connector,
});
const input = (secrets: Record<string, string>) => ({
  brandId: brand.id,
  slug: source.slug,
  name: "Shop",
  config: {},
  secrets,
  userId: null,
});
const load = (connectionId: string) =>
  loadCredentials({ db: world.db.pool, ring }, { brandId: brand.id, connectionId });
const statuses = () => brand.sql("select status from brand_integrations where brand_id = $1", [brand.id]);

test("a connection is made with the credentials that it was tested with", async () => {
  const { connectionId, owned } = await connect(deps(), input({ token: "one" }));
  expect(owned).toContain("product.name");
  expect((await load(connectionId))?.fields.reveal()).toEqual({ token: "one" });
});

test("where its credentials cannot be stored there is no connection, and nothing is owned", async () => {
  await expect(connect(deps(null), input({ token: "one" }))).rejects.toThrow();
  expect(await statuses()).toEqual([]);
  expect(await brand.sql("select from field_owners where brand_id = $1", [brand.id])).toEqual([]);
});

test("a reconnect stores the new credentials, or leaves the connection disconnected", async () => {
  const { connectionId } = await connect(deps(), input({ token: "one" }));
  await disconnectConnection(world.db, { brandId: brand.id, connectionId, userId: null });
  expect(await load(connectionId)).toBeNull();
  const again = { ...input({ token: "two" }), connectionId };
  await expect(reconnectConnection(deps(null), again)).rejects.toThrow();
  expect(await statuses()).toEqual([{ status: "disconnected" }]);
  await reconnectConnection(deps(), again);
  expect(await statuses()).toEqual([{ status: "connected" }]);
  expect((await load(connectionId))?.fields.reveal()).toEqual({ token: "two" });
});

test("rule 3: what was not chosen is observed and nobody's; it is not written, and no conflict", async () => {
  const all = source.fields;
  const fields = all.filter((key) => key !== "product.description");
  const unknown = "variant.sku" satisfies FieldKey;
  source.fields = all.filter((key) => key !== unknown);
  world.sources.set(source.slug, source);
  source.put(record("1", { "product.description": "Warm.", "product.image": "https://x.example/1.jpg" }));
  const { connectionId, owned } = await connect(deps(), { ...input({ token: "one" }), fields });
  expect(owned).not.toContain("product.description");
  // Chosen, but not supplied.
  expect(owned).not.toContain(unknown);
  await new Connection(brand, connectionId, source).sync();

  expect(await brand.product("style-1")).toMatchObject({
    image: "https://x.example/1.jpg",
    description: null,
  });
  const observed = await brand.sql(
    "select observed ->> 'product.description' as said from product_sources where brand_id = $1",
    [brand.id],
  );
  expect(observed).toEqual([{ said: "Warm." }]);
  expect(await brand.openConflicts()).toEqual([]);
});
