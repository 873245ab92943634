import { mapCategory } from "@v1/db";
import { expect, test } from "vitest";
import { newId } from "../ids.ts";
import { bare, record, skus, variant } from "../testing/records.ts";
import { type Brand, useWorld } from "../testing/world.ts";

const world = useWorld();

function names(brand: Brand, table: string, column = "name"): Promise<string[]> {
  return brand
    .sql<{ name: string }>(`select ${column} as name from ${table} where brand_id = $1 order by 1`, [
      brand.id,
    ])
    .then((rows) => rows.map((row) => row.name));
}

test("rule 12: names are one entity by their normalised form, within a chunk and over chunks", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const season = (id: string, name: string) => record(id, { "product.season": name });
  shop.source.put(
    season("1", "Summer 27"),
    season("2", "summer 27"),
    season("3", "SUMMER  27"),
    season("4", "Ｓummer 27"),
  );
  await shop.sync({ chunkSize: 2 });
  expect(await names(brand, "brand_seasons")).toHaveLength(1);
  expect(new Set((await brand.products()).map((product) => product.season)).size).toBe(1);
});

test("rule 12: a new entity is written as the first in source order writes it, with chunks of any size", async () => {
  for (const chunkSize of [1, 2, 100]) {
    const brand = await world.brand();
    const shop = await brand.connect();
    const said = (id: string, name: string, country: string | null) =>
      record(
        id,
        {
          "product.season": name,
          "product.tags": [name],
          "product.materials": [{ name, percentage: "100.00", component: "main", country }],
          "product.journey": [{ stepType: "sewing", facility: { name, country } }],
        },
        { variants: [variant(id, { "variant.color": { name, hex: `#00000${id}` } })] },
      );
    shop.source.put(said("1", "Summer", "PT"), said("2", "summer", null), said("3", "SUMMER", "IT"));
    await shop.sync({ chunkSize });
    for (const table of ["brand_seasons", "brand_tags", "brand_materials", "brand_colors"]) {
      expect(await names(brand, table), table).toEqual(["Summer"]);
    }
    expect(await names(brand, "brand_materials", "country_of_origin")).toEqual(["PT"]);
    expect(await names(brand, "brand_facilities", "display_name || country_code")).toEqual(["SummerPT"]);
    expect(await names(brand, "brand_colors", "hex")).toEqual(["#000001"]);
  }
});

test("rule 12: every kind of reference is made once, with what the source says of it", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record(
      "1",
      {
        "product.season": "Winter",
        "product.manufacturer": { name: "Mill & Co", key: "m-1" },
        "product.materials": [
          { name: "Wool", percentage: "100.00", component: "main", country: "NZ", recyclable: true },
        ],
        "product.journey": [
          { stepType: "knitting", facility: { name: "Atelier", country: "PT", city: "Porto" } },
        ],
        "product.tags": ["warm"],
        "product.ecoClaims": ["RWS"],
      },
      {
        variants: [
          variant("a", { "variant.color": { name: "Navy", hex: "#000080" }, "variant.size": "M" }),
          variant("b", { "variant.color": "navy", "variant.size": "L" }),
        ],
      },
    ),
  );
  await shop.sync();
  expect(await names(brand, "brand_manufacturers")).toEqual(["Mill & Co"]);
  expect(await names(brand, "brand_colors")).toHaveLength(1);
  expect(await names(brand, "brand_sizes")).toEqual(["L", "M"]);
  expect(await brand.sql("select hex from brand_colors where brand_id = $1", [brand.id])).toEqual([
    { hex: "#000080" },
  ]);
  expect(
    await brand.sql(
      "select country_of_origin as c, recyclable as r from brand_materials where brand_id = $1",
      [brand.id],
    ),
  ).toEqual([{ c: "NZ", r: true }]);
  expect(
    await brand.sql("select country_code as c, city from brand_facilities where brand_id = $1", [brand.id]),
  ).toEqual([{ c: "PT", city: "Porto" }]);
  expect(await brand.product("style-1")).toMatchObject({
    season: "Winter",
    manufacturer: "Mill & Co",
    materials: ["main: Wool 100.00"],
    journey: ["knitting at Atelier"],
    tags: ["warm by shop"],
    claims: ["RWS by shop"],
  });
});

test("rule 12: a brand may rename an entity, and later syncs still find it", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (id: string) =>
    record(
      id,
      {
        "product.manufacturer": { name: "Mill & Co", key: "m-1" },
        "product.tags": ["warm"],
        "product.materials": [{ name: "Wool", percentage: "100.00", component: "main" }],
      },
      { variants: [variant(`${id}-a`, { "variant.color": "Navy" })] },
    );
  shop.source.put(said("1"));
  await shop.sync();
  for (const table of ["brand_manufacturers", "brand_tags", "brand_materials", "brand_colors"]) {
    await brand.sql(`update ${table} set name = 'Renamed' where brand_id = $1`, [brand.id]);
  }
  shop.source.put(said("2"));
  expect((await shop.sync()).tallies).toMatchObject({ created: 1, unchanged: 1 });
  for (const table of ["brand_manufacturers", "brand_tags", "brand_materials", "brand_colors"]) {
    expect(await names(brand, table), table).toEqual(["Renamed"]);
  }
  expect(await brand.product("style-2")).toMatchObject({
    manufacturer: "Renamed",
    tags: ["Renamed by shop"],
    materials: ["main: Renamed 100.00"],
  });
});

test("rule 12: an entity that the source renames stays the same one by the source's own id", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", { "product.manufacturer": { name: "Mill & Co", key: "m-1" } }));
  await shop.sync();
  shop.source.put(record("1", { "product.manufacturer": { name: "Mill and Company", key: "m-1" } }));
  expect((await shop.sync()).tallies).toMatchObject({ changes: 0 });
  expect(await names(brand, "brand_manufacturers")).toEqual(["Mill & Co"]);
});

test("rule 12: an observer makes no entity, and a category is mapped by the brand, never made", async () => {
  const brand = await world.brand();
  await brand.setOwner("product.season", "manual");
  const shop = await brand.connect();
  shop.source.put(
    record("1", { "product.season": "Winter", "product.category": "Knits" }),
    record("2", { "product.category": "knits" }),
  );
  const first = await shop.sync();
  expect(first.tallies).toMatchObject({ created: 2 });
  expect(await names(brand, "brand_seasons")).toEqual([]);
  const mappings = () =>
    brand.sql<{ raw_value: string; target_id: string | null }>(
      "select raw_value, target_id from value_mappings where brand_id = $1",
      [brand.id],
    );
  expect(await mappings()).toMatchObject([{ target_id: null }]);
  // Once for the name, however many records use it, and of no single one of them.
  expect(await brand.errors(first.runId)).toEqual([
    expect.objectContaining({ record: null, code: "unmapped_category", field: "product.category" }),
  ]);
  const [made] = await brand.sql<{ id: string }>(
    "insert into categories (name) values ('Knitwear') on conflict do nothing returning id",
  );
  const meaning = { brandId: brand.id, userId: newId(), name: "KNITS", categoryId: made?.id ?? null };
  await mapCategory(world.db, meaning);
  await expect(mapCategory(world.db, { ...meaning, categoryId: newId() })).rejects.toMatchObject({
    code: "not_found",
  });
  const second = await shop.sync();
  expect(await brand.errors(second.runId)).toEqual([]);
  expect((await brand.products()).map((product) => product.category)).toEqual(["Knitwear", "Knitwear"]);
});

test("two connections that create “Cotton” at the same moment make one material", async () => {
  const brand = await world.brand();
  const connections = [await brand.connect("shop"), await brand.connect("erp")];
  const spellings = ["Cotton", "COTTON", " cotton"];
  for (const { source } of connections) {
    source.records = Array.from({ length: 12 }, (_, n) =>
      record(`${source.slug}-${n}`, {
        "product.materials": [{ name: spellings[n % 3] ?? "", percentage: "100.00", component: "main" }],
      }),
    );
  }
  // A field has one owner: each takes it before each of its pages, so that both come to create.
  for (const connection of connections) {
    connection.source.onRead = ({ end }) =>
      end ? undefined : brand.setOwner("product.materials", connection);
  }
  const outcomes = await Promise.all(connections.map((connection) => connection.sync({ chunkSize: 3 })));
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["completed", "completed"]);
  expect(await names(brand, "brand_materials")).toHaveLength(1);
  expect(await brand.products()).toHaveLength(24);
});

test("a person who creates “Cotton” while a sync does is waited for, and theirs is taken", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record("1", { "product.materials": [{ name: "COTTON", percentage: "100.00", component: "main" }] }),
  );
  const person = await world.db.pool.connect();
  try {
    await person.query("begin");
    await person.query("insert into brand_materials (brand_id, name) values ($1, 'Cotton')", [brand.id]);
    const sync = shop.sync();
    await world.untilBlocked("create material");
    await person.query("commit");
    expect(await sync).toMatchObject({ status: "completed", tallies: { created: 1 } });
  } finally {
    person.release();
  }
  expect(await names(brand, "brand_materials")).toEqual(["Cotton"]);
  expect(await brand.product("style-1")).toMatchObject({ materials: ["main: Cotton 100.00"] });
});

test("two brands' connections run at the same time and share nothing", async () => {
  const brands = await Promise.all([world.brand(), world.brand()]);
  const shops = await Promise.all(brands.map((brand) => brand.connect()));
  for (const shop of shops) {
    shop.source.put(
      ...Array.from({ length: 12 }, (_, n) =>
        record(`${n}`, { "product.tags": ["same"] }, { variants: skus(`SKU-${n}`) }),
      ),
    );
  }
  const outcomes = await Promise.all(shops.map((shop) => shop.sync({ chunkSize: 4 })));
  for (const [n, brand] of brands.entries()) {
    expect(outcomes[n]?.tallies).toMatchObject({ created: 12, errors: 0 });
    expect(await brand.products()).toHaveLength(12);
  }
});

test("a reference that only an unlinked record names is not made", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { mayCreate: false });
  shop.source.put(
    bare("1", { "product.identifier": "nowhere", "product.season": "Winter", "product.tags": ["x"] }),
  );
  expect((await shop.sync()).tallies).toMatchObject({ unmatched: 1 });
  expect(await names(brand, "brand_seasons")).toEqual([]);
  expect(await names(brand, "brand_tags")).toEqual([]);
});
