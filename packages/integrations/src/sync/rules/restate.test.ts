import { type FieldKey, OWNABLE_FIELDS } from "@v1/core";
import {
  ensureOrigins,
  observationsOf,
  type Restatement,
  restate,
  type Tallies,
  withSession,
} from "@v1/db/sync";
import { expect, test } from "vitest";
import { record, variant } from "../testing/records.ts";
import { type Brand, type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();
const COLLECTIONS: FieldKey[] = ["product.materials", "product.journey", "product.tags", "product.ecoClaims"];

type Part = Pick<Restatement, "fields" | "assertions" | "params"> & Partial<Restatement>;

/** A run that restates, in one transaction. */
async function restated(connection: Connection, part: Part): Promise<{ runId: string; tallies: Tallies }> {
  const { brand } = connection;
  const ids = { brandId: brand.id, connectionId: connection.id };
  const [run] = await brand.sql<{ id: string; seq: number }>(
    `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, status)
     values ($1, $2, 'transfer', 'full', 'manual', 'running') returning id, seq::int as seq`,
    [brand.id, connection.id],
  );
  if (!run) throw new Error("No run was made.");
  const origins = await ensureOrigins(world.db, ids);
  const tallies = await withSession(world.db, async (client) => {
    await client.query("begin");
    const done = await restate(client, {
      ...ids,
      runId: run.id,
      runSeq: run.seq,
      clear: new Set(),
      complete: new Set(COLLECTIONS),
      origins,
      ...part,
    });
    await client.query("commit");
    return done;
  });
  await brand.sql("update sync_runs set status = 'completed' where id = $1", [run.id]);
  return { runId: run.id, tallies };
}

/** The connection becomes the owner of the fields, and what it last said is taken over at once. */
async function adopt(connection: Connection, ...fields: FieldKey[]) {
  const { brand } = connection;
  for (const field of fields) await brand.setOwner(field, connection);
  const products = (await brand.products()).map(({ id }) => id);
  return restated(connection, {
    fields,
    assertions: observationsOf(fields),
    params: { products },
    takesOver: true,
  });
}

/** Puts back what a run changed. */
function putBack(connection: Connection, runId: string, ...fields: FieldKey[]) {
  return restated(connection, {
    fields,
    assertions: `
      select product_id, variant_id, null::text as external_id, jsonb_object_agg(field_key, before) as observed
      from sync_changes where brand_id = :brand and run_id = :undone group by product_id, variant_id`,
    params: { undone: runId },
    clear: new Set(fields),
    ours: true,
  });
}

const shirt = (id: string, word: string, sku: string) =>
  record(
    id,
    {
      "product.identifier": "style-1",
      "product.description": `${word} description`,
      "product.price": { amount: word === "Shop" ? "10.00" : "12.00", currency: "EUR" },
      "product.season": `${word} season`,
      "product.carbon": word === "Shop" ? "1.0000" : null,
      "product.materials": [{ name: `${word} cotton`, percentage: "100.00", component: "main" }],
      "product.journey": [{ stepType: "sewing", facility: { name: `${word} mill` } }],
      "product.tags": [`${word} tag`, "both"],
    },
    {
      variants: [
        variant(`${id}-s`, {
          "variant.sku": sku,
          "variant.barcode": word === "Shop" ? "4006381333931" : "4006381333948",
          "variant.color": `${word} blue`,
          "variant.size": "S",
        }),
      ],
    },
  );

async function shopAndErp(): Promise<{ brand: Brand; shop: Connection; erp: Connection }> {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp", { matchBy: ["identifier"] });
  shop.source.put(shirt("1", "Shop", "S-1"));
  await shop.sync();
  erp.source.put(shirt("e1", "Erp", "S-1"));
  await erp.sync();
  return { brand, shop, erp };
}

const FIELDS: FieldKey[] = [
  "product.description",
  "product.price",
  "product.season",
  "product.carbon",
  ...COLLECTIONS,
  "variant.barcode",
  "variant.color",
];

test("rule 16: a new owner's stored observations are adopted by the plan that merges a sync", async () => {
  const { brand, erp } = await shopAndErp();
  const before = await brand.product("style-1");
  const { runId, tallies } = await adopt(erp, ...FIELDS);
  const after = await brand.product("style-1");
  expect(after).toMatchObject({
    name: before.name,
    description: "Erp description",
    season: "Erp season",
    materials: ["main: Erp cotton 100.00"],
    tags: expect.arrayContaining([expect.stringContaining("Erp tag"), expect.stringContaining("both")]),
  });
  expect(JSON.stringify(after)).not.toContain("Shop tag");
  // An observed null keeps the value.
  expect(JSON.stringify(after)).toContain("1.0000");
  expect(await brand.variant("S-1")).toMatchObject({ barcode: "4006381333948", color: "Erp blue" });
  expect(tallies).toMatchObject({ updated: 1, created: 0, variantsCreated: 0, errors: 0 });
  const changed = (await brand.changes(runId)).map(({ field }) => field).sort();
  expect(changed).toEqual(
    FIELDS.filter((key) => key !== "product.carbon" && key !== "product.ecoClaims").sort(),
  );
  expect(await brand.provenance(after.id)).toMatchObject({
    "product.description": "owner erp",
    "product.tags": "owner erp",
    "product.carbon": "kept erp",
    "product.name": "owner shop",
  });
  const open = await brand.openConflicts();
  expect(open.every(({ connection }) => connection === "shop" || connection === "erp")).toBe(true);
  expect(open.filter(({ connection }) => connection === "shop").map(({ field }) => field)).toEqual(
    expect.arrayContaining(["product.description", "product.price", "product.materials", "variant.color"]),
  );
  expect(open.some(({ connection, field }) => connection === "erp" && field === "product.description")).toBe(
    false,
  );
});

test("rule 16: what a run changed is put back whole, down to names, codes and lists", async () => {
  const { brand, erp } = await shopAndErp();
  const before = { product: await brand.product("style-1"), variants: await brand.variants() };
  const { runId } = await adopt(erp, ...FIELDS);
  const { tallies } = await putBack(erp, runId, ...FIELDS);
  expect(tallies).toMatchObject({ updated: 1, errors: 0 });
  const product = await brand.product("style-1");
  expect({ ...product, tags: undefined }).toEqual({ ...before.product, tags: undefined });
  expect(JSON.stringify(product)).toContain("Shop tag");
  expect(JSON.stringify(product)).not.toContain("Erp tag");
  expect(await brand.variants()).toEqual(before.variants);
  const [stored] = await brand.sql<{ gtin: string }>(
    "select gtin from product_variants where brand_id = $1",
    [brand.id],
  );
  expect(stored?.gtin).toBe("04006381333931");
});

test("rule 3: a pin holds against a new owner too, and archived products stay archived", async () => {
  const { brand, erp } = await shopAndErp();
  const { id } = await brand.product("style-1");
  await brand.pin("product.description", id);
  await brand.sql(
    "update products set status = 'archived', status_before_archive = 'published' where id = $1",
    [id],
  );
  const { tallies } = await adopt(erp, "product.description", "product.season");
  expect(tallies).toMatchObject({ changes: 1, restored: 0 });
  expect(await brand.product("style-1")).toMatchObject({
    description: "Shop description",
    season: "Erp season",
    status: "archived",
  });
});

test("rule 9: a product of which the new owner says nothing stays as it is", async () => {
  const { brand, shop, erp } = await shopAndErp();
  shop.source.put(record("2", { "product.description": "Only the shop" }));
  await shop.sync();
  const { tallies } = await adopt(erp, ...OWNABLE_FIELDS);
  expect(tallies.updated).toBe(1);
  expect(await brand.product("style-2")).toMatchObject({ description: "Only the shop", name: "Style 2" });
});
