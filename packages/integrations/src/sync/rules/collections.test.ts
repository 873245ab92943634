import type { Material } from "@v1/core";
import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

function material(name: string, percentage: string | null, component = "main"): Material {
  return { name, percentage, component };
}

function made(...materials: Material[]) {
  return record("1", { "product.materials": materials });
}

test("rule 7: materials are replaced as one, whatever their order", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(made(material("Cotton", "60.00"), material("Wool", "40.00")));
  await shop.sync();
  shop.source.put(made(material("Wool", "40.00"), material("Cotton", "60.00")));
  expect((await shop.sync()).tallies).toMatchObject({ unchanged: 1, changes: 0 });
  shop.source.put(made(material("Linen", "100.00")));
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ updated: 1, changes: 1 });
  expect(await brand.product("style-1")).toMatchObject({ materials: ["main: Linen 100.00"] });
  const [change] = await brand.changes(runId);
  expect(change).toMatchObject({ field: "product.materials", after: [material("Linen", "100.00")] });
  expect(change?.before).toEqual([
    expect.objectContaining({ name: "Cotton", percentage: "60.00" }),
    expect.objectContaining({ name: "Wool", percentage: "40.00" }),
  ]);
});

test("rule 7: each component stands for itself: the one that is not named stays", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.complete = [];
  shop.source.put(
    made(
      material("Cotton", "100.00", "shell"),
      material("Silk", "30.00", "lining"),
      material("Wool", "70.00", "lining"),
    ),
  );
  await shop.sync();
  shop.source.put(made(material("Linen", "100.00", "shell")));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    materials: ["lining: Silk 30.00", "lining: Wool 70.00", "shell: Linen 100.00"],
  });
  shop.source.complete = ["product.materials"];
  shop.source.put(made(material("Linen", "99.60", "shell")));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ materials: ["shell: Linen 99.60"] });
});

test.each([
  ["a component's sum is short", [material("Cotton", "60.00"), material("Wool", "39.49")]],
  ["a component's sum is over", [material("Cotton", "60.00"), material("Wool", "40.51")]],
  [
    "one of two components is wrong",
    [material("Cotton", "100.00", "shell"), material("Silk", "80.00", "lining")],
  ],
  ["the stated ones leave no room", [material("Cotton", "101.00"), material("Wool", null)]],
])("rule 7: where %s, that field alone is rejected and the old value stays", async (_, wrong) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(made(material("Linen", "100.00")));
  await shop.sync();
  shop.source.put(record("1", { "product.materials": wrong, "product.description": "New" }));
  const { tallies, runId, status } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ updated: 1, changes: 1, errors: 1 });
  expect(await brand.product("style-1")).toMatchObject({
    materials: ["main: Linen 100.00"],
    description: "New",
  });
  const [error] = await brand.errors(runId);
  expect(error).toMatchObject({ record: "1", code: "percentages_do_not_sum", field: "product.materials" });
  expect(error?.hint).not.toBe("");
  expect(error?.excerpt).toContain(wrong[0]?.name);
});

test("rule 7: within half a percent is right, and unstated shares stay unknown, never split", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record("1", { "product.materials": [material("Cotton", "60.00"), material("Wool", "39.50")] }),
    record("2", { "product.materials": [material("Cotton", "60.00"), material("Wool", "40.50")] }),
    record("3", {
      "product.materials": [material("Cotton", "60.00"), material("Wool", null), material("Silk", null)],
    }),
    record("4", { "product.materials": [material("Cotton", null)] }),
  );
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ created: 4, errors: 0 });
  expect((await brand.products()).map((product) => product.materials)).toEqual([
    ["main: Cotton 60.00", "main: Wool 39.50"],
    ["main: Cotton 60.00", "main: Wool 40.50"],
    ["main: Cotton 60.00", "main: Wool", "main: Silk"],
    ["main: Cotton"],
  ]);
});

test("rule 7: a rejected list of a new product leaves it without materials, not without the rest", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", { "product.materials": [material("Cotton", "50.00")], "product.tags": ["a"] }));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ created: 1, failed: 0, errors: 1 });
  const product = await brand.product("style-1");
  expect(product).toMatchObject({ materials: [], tags: ["a by shop"] });
  expect(await brand.provenance(product.id)).not.toHaveProperty("product.materials");
  // A record with an error is never skipped: it is tried again, and the error listed again.
  expect((await shop.sync()).tallies).toMatchObject({ unchanged: 1, errors: 1 });
});

test("rule 7: journey steps are atomic and ordered", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (...steps: [string, string][]) =>
    record("1", {
      "product.journey": steps.map(([stepType, name]) => ({ stepType, facility: { name } })),
    });
  shop.source.put(said(["spinning", "Mill"], ["weaving", "Mill"], ["sewing", "Atelier"]));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    journey: ["spinning at Mill", "weaving at Mill", "sewing at Atelier"],
  });
  shop.source.put(said(["weaving", "Mill"], ["spinning", "Mill"], ["sewing", "Atelier"]));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ changes: 1 });
  expect(await brand.product("style-1")).toMatchObject({
    journey: ["weaving at Mill", "spinning at Mill", "sewing at Atelier"],
  });
  shop.source.put(said(["sewing", "Atelier"]));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ journey: ["sewing at Atelier"] });
});

test("rule 7: a sync removes only what it alone asserted; a person's tag survives", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (...names: string[]) => record("1", { "product.tags": names, "product.ecoClaims": names });
  shop.source.put(said("soft", "warm"));
  await shop.sync();
  const { id } = await brand.product("style-1");
  for (const name of ["soft", "gift"]) {
    await brand.sql(
      `with tag as (
         insert into brand_tags (brand_id, name) values ($1, $3)
         on conflict (brand_id, normalized_name) do update set updated_at = now() returning id
       )
       insert into tags_on_product (brand_id, product_id, tag_id) select $1, $2, id from tag`,
      [brand.id, id, name],
    );
  }
  shop.source.put(said("warm", "new"));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ updated: 1, changes: 2 });
  expect(await brand.product("style-1")).toMatchObject({
    tags: ["gift by people", "new by shop", "soft by people", "warm by shop"],
    claims: ["new by shop", "warm by shop"],
  });
  shop.source.put(said());
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    tags: ["gift by people", "soft by people"],
    claims: [],
  });
});

test("rule 7: where a set is not complete, a missing item is no assertion", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.complete = [];
  shop.source.put(record("1", { "product.tags": ["soft", "warm"] }));
  await shop.sync();
  shop.source.put(record("1", { "product.tags": ["new"] }));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    tags: ["new by shop", "soft by shop", "warm by shop"],
  });
});

test("rule 7: null empties an incomplete list too, where the brand chose to clear", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.complete = [];
  shop.source.put(
    record("1", {
      "product.materials": [material("Cotton", "100.00")],
      "product.journey": [{ stepType: "weaving", facility: { name: "Mill" } }],
      "product.tags": ["soft"],
    }),
  );
  await shop.sync();
  await brand.clearOnNull("product.materials", "product.journey", "product.tags");
  shop.source.put(record("1", { "product.materials": null, "product.journey": null, "product.tags": null }));
  expect((await shop.sync()).tallies).toMatchObject({ changes: 3 });
  expect(await brand.product("style-1")).toMatchObject({ materials: [], journey: [], tags: [] });
});
