import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();
const price = (amount: string, currency = "EUR") => ({ amount, currency });

test("rule 1: the database itself refuses a second owner of a field, and versions each change", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  const insert = brand.sql(
    "insert into field_owners (brand_id, field_key, owner_kind, connection_id) values ($1, 'product.name', 'connection', $2)",
    [brand.id, erp.id],
  );
  await expect(insert).rejects.toThrow(/field_owners_pk/);
  const versions = () =>
    brand.sql<{ owner: string; version: number; moved: number }>(
      `select o.connection_id as owner, o.version::int, v.version::int as moved
       from field_owners o join ownership_versions v using (brand_id) where brand_id = $1 and field_key = 'product.name'`,
      [brand.id],
    );
  const [before] = await versions();
  expect(before?.owner).toBe(shop.id);
  await brand.setOwner("product.name", erp);
  const [after] = await versions();
  expect(after).toMatchObject({ owner: erp.id, version: (before?.version ?? 0) + 1 });
  expect(after?.moved).toBeGreaterThan(before?.moved ?? 0);
});

test("rule 1: who took which fields, and when, is in the audit log", async () => {
  const brand = await world.brand();
  await brand.connect("shop", { fields: ["product.name", "product.price"] });
  const erp = await brand.connect("erp", { fields: ["product.name", "product.weight"] });
  const entries = await brand.sql<{ target: { owns: string[] } }>(
    "select target from audit_log where brand_id = $1 and connection_id = $2",
    [brand.id, erp.id],
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]?.target.owns).toEqual(["product.weight"]);
});

test("rule 1: identity fields are nobody's to own", async () => {
  const brand = await world.brand();
  await brand.connect("shop", { fields: ["product.identifier", "product.name"] });
  const owned = await brand.sql<{ field_key: string }>(
    "select field_key from field_owners where brand_id = $1",
    [brand.id],
  );
  expect(owned.map((row) => row.field_key)).toEqual(["product.name"]);
});

test("rule 2: everybody is heard, owner or not, so that a transfer needs no new fetch", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(record("1", { "product.description": "From the shop" }, { variants: skus("A") }));
  erp.source.put(
    bare(
      "e1",
      { "product.identifier": "style-1", "product.description": "From the ERP", "product.gender": null },
      { variants: [variant("ea", { "variant.sku": "A", "product.price": price("5.00") })] },
    ),
  );
  await shop.sync();
  await erp.sync();
  const link = (await brand.links()).find((row) => row.connection === "erp");
  expect(link).toMatchObject({
    product: "style-1",
    observed: { "product.description": "From the ERP", "product.gender": null },
  });
  const [observed] = await brand.sql<{ observed: object }>(
    "select observed from variant_sources where brand_id = $1 and connection_id = $2",
    [brand.id, erp.id],
  );
  expect(observed?.observed).toMatchObject({ "product.price": price("5.00") });
  expect(await brand.product("style-1")).toMatchObject({ description: "From the shop" });
  expect(await brand.variant("A")).toMatchObject({ price: null });
});

test("rule 3: a new connection owns what it supplies and nobody owns, and observes the rest", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { fields: ["product.name", "product.price", "variant.sku"] });
  const erp = await brand.connect("erp", { fields: ["product.price", "product.weight", "variant.sku"] });
  shop.source.put(record("1", { "product.price": price("10.00") }, { variants: skus("A") }));
  erp.source.put(
    record(
      "1",
      { "product.price": price("12.00"), "product.weight": { value: "250.00", unit: "g" } },
      { variants: skus("A") },
    ),
  );
  await shop.sync();
  await erp.sync();
  const product = await brand.product("style-1");
  expect(product).toMatchObject({ name: "Style 1", price: "10.00 EUR", weight: "250.00 g" });
  expect(await brand.provenance(product.id)).toMatchObject({
    "product.name": "owner shop",
    "product.price": "owner shop",
    "product.weight": "owner erp",
  });
});

test("rule 3: what a person typed stays until the owner first speaks, and the change is kept", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1"));
  await shop.sync();
  await brand.sql("update products set description = 'Typed by hand' where brand_id = $1", [brand.id]);
  shop.source.put(record("1", { "product.name": "Another name" }));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Typed by hand" });
  shop.source.put(record("1", { "product.name": "Another name", "product.description": "Spoken" }));
  const { runId } = await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Spoken" });
  expect(await brand.changes(runId)).toEqual([
    {
      product: "style-1",
      variant: null,
      field: "product.description",
      before: "Typed by hand",
      after: "Spoken",
    },
  ]);
});

test("rule 3: a field that people own is never written by a sync, though it is heard", async () => {
  const brand = await world.brand();
  await brand.setOwner("product.description", "manual");
  const shop = await brand.connect();
  shop.source.put(record("1", { "product.description": "From the shop" }));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: null });
  await brand.sql("update products set description = 'Ours' where brand_id = $1", [brand.id]);
  shop.source.put(record("1", { "product.description": "From the shop, again" }));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Ours" });
  expect((await brand.links())[0]?.observed).toMatchObject({ "product.description": "From the shop, again" });
});

test("rule 3: a pin wins over the owner, for that product or variant alone", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (text: string, cents: string) => [
    record(
      "1",
      { "product.description": text, "product.tags": [text] },
      {
        variants: [
          variant("a", { "variant.sku": "A", "product.price": price(cents) }),
          variant("b", { "variant.sku": "B", "product.price": price(cents) }),
        ],
      },
    ),
    record("2", { "product.description": text }),
  ];
  shop.source.put(...said("first", "1.00"));
  await shop.sync();
  const { id } = await brand.product("style-1");
  await brand.pin("product.description", id);
  await brand.pin("product.tags", id);
  await brand.pin("product.price", id, (await brand.variant("A")).id);
  shop.source.put(...said("second", "2.00"));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "first", tags: ["first by shop"] });
  expect(await brand.product("style-2")).toMatchObject({ description: "second" });
  expect(await brand.variant("A")).toMatchObject({ price: "1.00 EUR" });
  expect(await brand.variant("B")).toMatchObject({ price: "2.00 EUR" });
});

test("rule 3: a pinned SKU keeps its place, and whoever counts on it is refused", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (a: string, b: string) =>
    record("1", {}, { variants: [variant("a", { "variant.sku": a }), variant("b", { "variant.sku": b })] });
  shop.source.put(said("A", "B"));
  await shop.sync();
  const held = await brand.variant("A");
  await brand.pin("variant.sku", (await brand.product("style-1")).id, held.id);
  shop.source.put(said("C", "A"));
  const { runId, status } = await shop.sync();
  expect(status).toBe("completed");
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["A", "B"]);
  expect(await brand.errors(runId)).toMatchObject([{ variant: "b", code: "duplicate_value" }]);
});

test("rule 4: creating seeds name and identifier that others own, and the owner replaces the name", async () => {
  const brand = await world.brand();
  const pim = await brand.connect("pim");
  const shop = await brand.connect("shop");
  shop.source.put(record("1", { "product.name": "shop name", "product.description": "shop text" }));
  await shop.sync();
  const made = await brand.product("style-1");
  expect(made).toMatchObject({ name: "shop name", description: null });
  expect(await brand.provenance(made.id)).toEqual({
    "product.identifier": "seeded shop",
    "product.name": "seeded shop",
  });
  pim.source.put(record("1", { "product.name": "PIM name" }));
  const { runId } = await pim.sync();
  expect(await brand.product("style-1")).toMatchObject({ name: "PIM name", upid: made.upid });
  expect(await brand.provenance(made.id)).toMatchObject({ "product.name": "owner pim" });
  expect(await brand.changes(runId)).toContainEqual({
    product: "style-1",
    variant: null,
    field: "product.name",
    before: "shop name",
    after: "PIM name",
  });
});
