import type { FieldKey } from "@v1/core";
import { editProduct } from "@v1/db";
import { clearRunLeftovers, dropOldPartitions, expireRows, RUN_LEFTOVERS } from "@v1/db/jobs";
import { expect, test } from "vitest";
import { bare, record, skus } from "../sync/testing/records.ts";
import { type Brand, useWorld } from "../sync/testing/world.ts";
import { explain, pin } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();
const DAYS = 180;
const FIELDS: FieldKey[] = [
  "product.name",
  "product.description",
  "product.season",
  "product.gender",
  "product.webshopUrl",
  "product.tags",
];

/** A value of each kind: an owner's, a changed one, one that its source emptied, a pinned and a typed one. */
async function scene() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  const said = (fields: Parameters<typeof record>[1]) => record("1", fields, { variants: skus("A") });
  const first = { "product.description": "Soft", "product.season": "Winter", "product.tags": ["New"] };
  shop.source.put(said({ ...first, "product.webshopUrl": "https://shop.example/1" }));
  await shop.sync();
  erp.source.put(bare("e1", { "product.description": "Rough" }, { variants: skus("A") }));
  await erp.sync();
  shop.source.put(said({ ...first, "product.description": "Softer", "product.season": null }));
  await shop.sync();
  const product = await brand.product("style-1");
  const scope = await somebody(brand);
  await editProduct(world.db, { ...scope, productId: product.id, changes: { "product.gender": "women" } });
  await pin(depsOf(world), scope, { productId: product.id, fieldKey: "product.webshopUrl" });
  const ask = (field: FieldKey) =>
    explain(depsOf(world), scope, { entity: "product", id: product.id, field });
  return { brand, product, ask };
}

/** What the nightly task removes, a year later. */
async function retain(brand: Brand): Promise<number> {
  for (const table of ["sync_changes", "sync_errors"]) {
    await brand.sql(`update ${table} set created_at = created_at - interval '1 year' where brand_id = $1`, [
      brand.id,
    ]);
  }
  const { pool } = world.db;
  await dropOldPartitions(pool, Math.ceil(DAYS / 30));
  let removed = 0;
  const before = new Date(Date.now() - DAYS * 86_400_000);
  for (const table of ["sync_changes", "sync_errors"] as const) {
    for await (const rows of expireRows(pool, table, before)) removed += rows;
  }
  for (const table of RUN_LEFTOVERS) for await (const _ of clearRunLeftovers(pool, table));
  return removed;
}

test("rule 15: what expires shortens the history, and of no kind of value the answer", async () => {
  const { brand, ask } = await scene();
  const before = await Promise.all(FIELDS.map(ask));
  const kinds = before.map(({ rule }) => rule.title);
  expect(new Set(kinds)).toEqual(
    new Set(["The owner's value", "The source is empty", "Free to edit", "A pin wins"]),
  );
  const runs = (answers: typeof before) =>
    answers.flatMap(({ history }) => history.items).filter(({ kind }) => kind === "run").length;
  expect(runs(before)).toBeGreaterThan(0);
  expect(await retain(brand)).toBeGreaterThan(0);
  const after = await Promise.all(FIELDS.map(ask));
  expect(runs(after)).toBe(0);
  const answers = (list: typeof before) => list.map(({ history: _, ...answer }) => answer);
  expect(answers(after)).toEqual(answers(before));
});

test("rule 15: of a value that came without a source, it says that none was recorded, and what counts next", async () => {
  const { brand, product, ask } = await scene();
  await brand.sql("update products set gender = 'men', sales_status = 'active' where id = $1", [product.id]);
  await brand.sql("delete from value_provenance where brand_id = $1 and product_id = $2", [
    brand.id,
    product.id,
  ]);
  const unknown = { number: 3, title: "No recorded source" };
  expect(await ask("product.description")).toMatchObject({
    value: "Softer",
    valueFrom: "product",
    provenance: null,
    rule: { ...unknown, sentence: expect.stringContaining("shop owns Description, and its next word") },
  });
  const [owned, freed] = ["manual", "nobody"].map((kind) => [kind, brand.id]);
  const own = `update field_owners set owner_kind = $1, connection_id = null
    where brand_id = $2 and field_key = 'product.description'`;
  await brand.sql(own, owned);
  expect((await ask("product.description")).rule).toMatchObject({
    ...unknown,
    sentence: expect.stringContaining("People own Description, so it stays until somebody edits it."),
  });
  await brand.sql(own, freed);
  expect((await ask("product.description")).rule).toMatchObject({
    ...unknown,
    sentence: expect.stringContaining("who wrote it is not known. Nobody owns Description"),
  });
});
