import { editProduct } from "@v1/db";
import { expect, test } from "vitest";
import { bare, record, variant } from "../sync/testing/records.ts";
import { type Brand, useWorld } from "../sync/testing/world.ts";
import { liftExpiredPins, listPins, pin, unpinFields } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();
const price = (amount: string) => ({ amount, currency: "EUR" });
const said = (word: string, amount: string) =>
  record(
    "1",
    { "product.description": word, "product.tags": [word] },
    { variants: [variant("a", { "variant.sku": "A", "product.price": price(amount) })] },
  );

async function scene() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(said("Wool", "10.00"));
  await shop.sync();
  const { id: productId } = await brand.product("style-1");
  const { id: variantId } = await brand.variant("A");
  return { brand, shop, productId, variantId, scope: await somebody(brand, "member"), deps: depsOf(world) };
}

async function pinIds(brand: Brand): Promise<string[]> {
  return (await listPins({ db: world.db }, { brandId: brand.id })).items.map(({ id }) => id);
}

test("rule 8: unpinning restores the owner's latest word at once, on product and variant, and nothing else", async () => {
  const { brand, shop, productId, variantId, scope, deps } = await scene();
  await pin(deps, scope, { productId, fieldKey: "product.description", reason: "It sells better." });
  await pin(deps, scope, { productId, fieldKey: "product.tags" });
  await pin(deps, scope, { productId, variantId, fieldKey: "product.price" });
  expect(await brand.provenance(productId)).toMatchObject({ "product.description": "pin" });
  shop.source.put(said("Hemp", "12.00"));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Wool", tags: ["Wool by shop"] });
  expect(await brand.variant("A")).toMatchObject({ price: "10.00 EUR" });

  const pins = (await listPins(deps, scope)).items;
  expect(pins.map(({ fieldKey, variant: sku, reason }) => [fieldKey, sku, reason])).toEqual([
    ["product.description", null, "It sells better."],
    ["product.tags", null, null],
    ["product.price", "A", null],
  ]);
  expect(pins[0]).toMatchObject({ author: "Mel Member", owner: { connection: "shop" }, product: "Style 1" });
  const [description, tags, cost] = pins.map(({ id }) => id);
  const lifted = await unpinFields(deps, scope, { pins: [description ?? "", cost ?? ""] });
  expect(lifted).toMatchObject({ lifted: 2, restored: 2 });
  expect(await brand.product("style-1")).toMatchObject({ description: "Hemp", tags: ["Wool by shop"] });
  expect(await brand.variant("A")).toMatchObject({ price: "12.00 EUR" });
  expect(await brand.provenance(productId)).toMatchObject({
    "product.description": "owner shop",
    "product.tags": "pin",
  });
  expect(await pinIds(brand)).toEqual([tags]);
  expect(await brand.changes(lifted.runIds[0] ?? "")).toMatchObject([
    { field: "product.description", before: "Wool", after: "Hemp" },
    { variant: "A", field: "product.price", before: price("10.00"), after: price("12.00") },
  ]);
});

test("rule 8: unpinning resets a variant whose owner took its own value back meanwhile", async () => {
  const { brand, shop, productId, variantId, scope, deps } = await scene();
  await pin(deps, scope, { productId, variantId, fieldKey: "product.price" });
  const reset = variant("a", { "variant.sku": "A", $inherit: ["product.price"] });
  shop.source.put(record("1", { "product.price": price("9.00") }, { variants: [reset] }));
  await shop.sync();
  expect(await brand.variant("A")).toMatchObject({ price: "10.00 EUR" });
  expect(await unpinFields(deps, scope, { pins: await pinIds(brand) })).toMatchObject({ restored: 1 });
  expect(await brand.variant("A")).toMatchObject({ price: null });
});

test("rule 8: without an owner that speaks the value stays, as what its author typed", async () => {
  const { brand, productId, scope, deps } = await scene();
  await brand.setOwner("product.description", "manual");
  await pin(deps, scope, { productId, fieldKey: "product.description" });
  await pin(deps, scope, { productId, fieldKey: "product.weight" });
  const lifted = await unpinFields(deps, scope, { pins: await pinIds(brand) });
  expect(lifted).toMatchObject({ lifted: 2, restored: 0 });
  expect(await brand.product("style-1")).toMatchObject({ description: "Wool", weight: null });
  expect(await brand.provenance(productId)).toMatchObject({ "product.description": "manual" });
});

test("rule 5: a pin closes the conflict, and lifting it opens it again where an observer still differs", async () => {
  const { brand, productId, scope, deps } = await scene();
  const erp = await brand.connect("erp");
  erp.source.put(bare("e", { "product.identifier": "style-1", "product.description": "Silk" }));
  await erp.sync();
  const open = async () => (await brand.openConflicts()).map(({ field, connection }) => [field, connection]);
  expect(await open()).toEqual([["product.description", "erp"]]);
  await pin(deps, scope, { productId, fieldKey: "product.description" });
  expect(await open()).toEqual([]);
  await unpinFields(deps, scope, { pins: await pinIds(brand) });
  expect(await open()).toEqual([["product.description", "erp"]]);
});

test("rule 5: a pin that is lifted leaves a conflict where no owner, but an observer has another word", async () => {
  const { brand, productId, scope, deps } = await scene();
  await brand.setOwner("product.description", "manual");
  await editProduct(world.db, {
    ...scope,
    productId,
    changes: { "product.description": "Ours" },
    pin: { reason: "It sells better." },
  });
  expect(await brand.openConflicts()).toEqual([]);
  await unpinFields(deps, scope, { pins: await pinIds(brand) });
  expect(await brand.openConflicts()).toMatchObject([
    { field: "product.description", connection: "shop", canonical: "Ours", observed: "Wool" },
  ]);
});

test("rule 8: a pin whose time is over is lifted with its owner's word, each with a line in the audit log", async () => {
  const { brand, shop, productId, scope, deps } = await scene();
  await pin(deps, scope, {
    productId,
    fieldKey: "product.description",
    expiresAt: new Date(Date.now() + 60_000),
  });
  await pin(deps, scope, { productId, fieldKey: "product.tags" });
  shop.source.put(said("Hemp", "10.00"));
  await shop.sync();
  expect(await liftExpiredPins(deps)).toEqual({ lifted: 0, restored: 0 });
  await brand.sql("update field_pins set expires_at = now() where brand_id = $1 and expires_at is not null", [
    brand.id,
  ]);
  expect(await liftExpiredPins(deps)).toEqual({ lifted: 1, restored: 1 });
  expect(await brand.product("style-1")).toMatchObject({ description: "Hemp", tags: ["Wool by shop"] });
  const entries = await brand.sql(
    "select actor_kind, target from audit_log where brand_id = $1 and action = 'pin.expired'",
    [brand.id],
  );
  expect(entries).toMatchObject([
    { actor_kind: "system", target: { productId, fieldKey: "product.description" } },
  ]);
});

test("rule 8: pages of pins are complete and in order, and filters count", async () => {
  const { brand, shop, scope, deps } = await scene();
  shop.source.put(...Array.from({ length: 5 }, (_, n) => record(`p${n}`)));
  await shop.sync();
  for (const { id } of await brand.products()) {
    await pin(deps, scope, { productId: id, fieldKey: "product.name" });
    await pin(deps, scope, { productId: id, fieldKey: "product.season" });
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listPins>> = await listPins(deps, scope, { cursor, limit: 5 });
    seen.push(...page.items.map(({ productId, fieldKey }) => `${productId} ${fieldKey}`));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toHaveLength(12);
  expect(seen).toEqual([...new Set(seen)].sort());
  expect((await listPins(deps, scope, { fieldKey: "product.name" })).items).toHaveLength(6);
  expect((await listPins(deps, scope, { expiring: true })).items).toHaveLength(0);
});

test("rule 8: what is no member's, no field of that level, or over already, is refused", async () => {
  const { productId, variantId, scope, deps } = await scene();
  const stranger = { ...scope, userId: "00000000-0000-0000-0000-000000000001" };
  const name = { productId, fieldKey: "product.name" } as const;
  await expect(pin(deps, stranger, name)).rejects.toMatchObject({ code: "forbidden" });
  for (const wrong of [
    { productId, fieldKey: "variant.sku" as const },
    { productId, variantId, fieldKey: "product.season" as const },
    { productId, fieldKey: "product.identifier" as const },
    { ...name, expiresAt: new Date(0) },
  ]) {
    await expect(pin(deps, scope, wrong)).rejects.toMatchObject({ code: "bad_request" });
  }
  const elsewhere = { ...name, productId: "00000000-0000-0000-0000-000000000002" };
  await expect(pin(deps, scope, elsewhere)).rejects.toMatchObject({ code: "not_found" });
});
