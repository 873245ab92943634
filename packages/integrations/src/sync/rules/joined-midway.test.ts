import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("a connection that joins while a run is under way is contradicted by that very run", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(record("1", { "product.description": "Shop" }));
  erp.source.put(record("e1", { "product.identifier": "style-1", "product.description": "ERP" }));
  shop.source.onRead = async ({ end }) => {
    if (!end) await erp.sync();
  };
  const { status, tallies } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ conflictsOpened: 2 });
  expect(await brand.openConflicts()).toMatchObject([
    { field: "product.description", connection: "erp", canonical: "Shop", observed: "ERP" },
    { field: "product.name", connection: "erp" },
  ]);
});
