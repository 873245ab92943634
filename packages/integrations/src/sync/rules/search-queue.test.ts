import { expect, test } from "vitest";
import { record, skus } from "../testing/records.ts";
import { type Brand, useWorld } from "../testing/world.ts";

const world = useWorld();

/** Identifiers of the products whose words are due, in order; the queue is emptied. */
async function due(brand: Brand): Promise<string[]> {
  const rows = await brand.sql<{ identifier: string }>(
    `with taken as (delete from search_queue where brand_id = $1 returning product_id)
     select p.product_identifier as identifier from taken t join products p on p.id = t.product_id order by 1`,
    [brand.id],
  );
  return rows.map(({ identifier }) => identifier);
}

test("a merge queues each product once whose searched texts it wrote, and no other", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const price = (amount: string) => ({ "product.price": { amount, currency: "EUR" } });
  shop.source.put(record("1", price("1.00"), { variants: skus("A", "B") }));
  shop.source.put(record("2", price("1.00")));
  shop.source.put(record("3"));
  await shop.sync({ chunkSize: 2 });
  expect(await due(brand)).toEqual(["style-1", "style-2", "style-3"]);
  shop.source.put(record("1", price("2.00"), { variants: skus("A", "B") }));
  shop.source.put(record("2", { ...price("2.00"), "product.description": "Of wool" }));
  await shop.sync();
  expect(await due(brand)).toEqual(["style-2"]);
  shop.source.put(record("1", price("2.00"), { variants: skus("A") }));
  shop.source.put(record("3", {}, { variants: skus("C") }));
  await shop.sync();
  expect(await due(brand)).toEqual(["style-1", "style-3"]);
});

test("a merge queues what it empties or fills for the first time, where lists are narrowed to what is missing", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const price = (amount: string) => ({ "product.price": { amount, currency: "EUR" } });
  const season = (name: string | null) => ({ "product.season": name === null ? null : { name } });
  await brand.sql("update field_owners set on_null = 'clear' where brand_id = $1", [brand.id]);
  for (const id of ["1", "2", "3"]) shop.source.put(record(id, id === "1" ? {} : price("1.00")));
  await shop.sync();
  await due(brand);
  shop.source.put(record("1", price("1.00")));
  shop.source.put(record("2", { ...price("2.00"), ...season("AW24") }));
  shop.source.put(record("3", price("3.00")));
  await shop.sync();
  expect(await due(brand)).toEqual(["style-1", "style-2"]);
  shop.source.put(record("2", { ...price("2.00"), ...season("SS25") }));
  shop.source.put(record("3", { "product.price": null }));
  await shop.sync();
  expect(await due(brand)).toEqual(["style-3"]);
});
