import { expect, test } from "vitest";
import { bare, record, skus } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { listOwnedFields, previewPromote, promote } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();

/** The shop sells styles; `together` says how the ERP lists their variants. */
async function scene(erpRecords: [id: string, ...codes: string[]][]) {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp", {
    fields: ["product.description", "variant.sku", "product.weight"],
    mayCreate: false,
  });
  shop.source.put(
    record("1", { "product.description": "Shop 1", "product.tags": ["x"] }, { variants: skus("A", "B") }),
    record("2", { "product.description": "Shop 2" }, { variants: skus("C") }),
  );
  await shop.sync();
  for (const [id, ...codes] of erpRecords) {
    erp.source.put(bare(id, { "product.description": `ERP ${id}` }, { variants: skus(...codes) }));
  }
  await erp.sync();
  return { brand, shop, erp, scope: await somebody(brand), deps: depsOf(world) };
}

test("rule 9: one connection takes over all that another one owned and it supplies, in one operation", async () => {
  const { brand, shop, erp, scope, deps } = await scene([
    ["e1", "A", "B"],
    ["e2", "C"],
  ]);
  const between = { from: shop.id, to: erp.id };
  const preview = await previewPromote(deps, scope, between);
  expect(preview.fields.map(({ key }) => key)).toEqual([
    "product.description",
    "product.weight",
    "variant.sku",
  ]);
  expect(preview.left).toContain("product.tags");
  expect(preview.regrouping).toEqual({ count: 0, items: [] });
  expect(preview.total).toMatchObject({ change: 2, stay: 3 });
  const fields = preview.fields.map(({ key, version }) => ({ key, version }));
  const done = await promote(deps, scope, { ...between, fields, adopt: "now" });
  expect(done).toMatchObject({ status: "completed", tallies: { changes: 2 } });
  expect((await brand.products()).map(({ description }) => description)).toEqual(["ERP e1", "ERP e2"]);
  const owners = (await listOwnedFields(deps, scope)).fields;
  const ownerOf = (key: string) => owners.find((field) => field.key === key)?.owner.connection;
  expect(["product.description", "variant.sku", "product.tags"].map(ownerOf)).toEqual(["erp", "erp", "shop"]);
  // What it does not own any more cannot be promoted again.
  await expect(promote(deps, scope, { ...between, fields })).rejects.toMatchObject({ code: "conflict" });
  // Nor can what the new one does not supply, however fresh one's view of it is.
  const tags = owners
    .filter(({ key }) => key === "product.tags")
    .map(({ key, version }) => ({ key, version }));
  await expect(promote(deps, scope, { ...between, fields: tags })).rejects.toMatchObject({
    code: "conflict",
  });
  const audits = await brand.sql(
    "select action from audit_log where brand_id = $1 and action like 'field.%'",
    [brand.id],
  );
  expect(audits).toEqual([{ action: "field.promote" }]);
});

test("rule 9: variants that the new source groups otherwise are reported, and need a confirmation", async () => {
  const { brand, shop, erp, scope, deps } = await scene([["all", "A", "C"]]);
  const between = { from: shop.id, to: erp.id };
  const { regrouping, fields } = await previewPromote(deps, scope, between);
  const products = await brand.products();
  expect(regrouping).toEqual({
    count: 2,
    items: products.map(({ id, name }) => ({
      productId: id,
      product: name,
      kind: "merges",
      records: ["all"],
      variants: 1,
    })),
  });
  const promotion = { ...between, fields: fields.map(({ key, version }) => ({ key, version })) };
  await expect(promote(deps, scope, promotion)).rejects.toMatchObject({
    code: "precondition_failed",
    message: expect.stringContaining("Style 1"),
  });
  const confirmed = await promote(deps, scope, { ...promotion, confirmRegrouping: true });
  expect(confirmed.status).toBe("waiting");
});

test("rule 9: a product whose variants the new source lists under several records is reported", async () => {
  const { brand, shop, erp, scope, deps } = await scene([["e1", "A", "B"]]);
  // As after a link by hand: the second record of the style hangs on the same product.
  await brand.sql(
    `update variant_sources set product_external_id = 'e9' where brand_id = $1 and connection_id = $2 and external_id = 'B'`,
    [brand.id, erp.id],
  );
  const { regrouping } = await previewPromote(deps, scope, { from: shop.id, to: erp.id });
  expect(regrouping.items).toMatchObject([{ kind: "splits", records: ["e1", "e9"], variants: 2 }]);
});
