import type { FieldKey } from "@v1/core";
import { editProduct } from "@v1/db";
import { disconnect } from "@v1/db/sync";
import { expect, test } from "vitest";
import { bare, record, variant } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { explain, history, pin, unpinFields } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();
const price = (amount: string) => ({ amount, currency: "EUR" });

async function scene() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(
    record(
      "1",
      {
        "product.description": "Soft",
        "product.price": price("10.00"),
        "product.season": "Winter",
        "product.carbon": "1.5000",
        "product.tags": ["New"],
      },
      {
        variants: [
          variant("a", { "variant.sku": "A", "variant.color": "Navy" }),
          variant("b", { "variant.sku": "B", "product.price": price("11.00") }),
        ],
      },
    ),
  );
  erp.source.put(
    bare(
      "e1",
      { "product.description": "Rough", "product.season": "winter " },
      {
        variants: [variant("ea", { "variant.sku": "A", "variant.color": "navy" })],
      },
    ),
  );
  await shop.sync();
  await erp.sync();
  const product = await brand.product("style-1");
  const scope = await somebody(brand);
  const of = (field: FieldKey, entity: "product" | "variant" = "product", id = product.id) =>
    explain(depsOf(world), scope, { entity, id, field });
  return { brand, shop, erp, product, scope, of };
}

test("rule 15: an owner's value says who, which run, which rule, where from, and what the others observe", async () => {
  const { of, product } = await scene();
  const answer = await of("product.description");
  expect(answer).toMatchObject({
    productId: product.id,
    product: "Style 1",
    value: "Soft",
    valueFrom: "product",
    provenance: { reason: "owner", connection: "shop", runKind: "sync" },
    rule: { number: 3, sentence: "shop owns Description for the brand, and this is what it says." },
    owner: { kind: "connection", connection: "shop", speaks: true, onNull: "keep" },
    source: { connection: "shop", externalId: "1", custom: false },
    pin: null,
    observations: [
      { connection: "shop", value: "Soft", owns: true, agrees: true },
      {
        connection: "erp",
        externalId: "e1",
        value: "Rough",
        owns: false,
        agrees: false,
        conflictId: expect.any(String),
      },
    ],
  });
  expect(answer.provenance?.at).toBeInstanceOf(Date);
  const season = await of("product.season");
  expect(season).toMatchObject({ value: "Winter", observations: [{ agrees: true }, { agrees: true }] });
});

test.each([
  ["product.price", price("10.00"), 3],
  ["product.carbon", "1.5000", 3],
  ["product.tags", ["New"], 3],
  ["product.identifier", "style-1", 12],
] as const)("rule 15: any kind of field is explained: %s", async (field, value, number) => {
  const { of } = await scene();
  expect(await of(field)).toMatchObject({ value, rule: { number }, provenance: { connection: "shop" } });
});

test("rule 6: a variant without a value of its own says that it shows the product's", async () => {
  const { brand, of } = await scene();
  const a = await brand.variant("A");
  const b = await brand.variant("B");
  expect(await of("product.price", "variant", a.id)).toMatchObject({
    value: price("10.00"),
    valueFrom: "inherited",
    rule: { number: 6 },
  });
  expect(await of("product.price", "variant", b.id)).toMatchObject({
    value: price("11.00"),
    valueFrom: "variant",
    variant: "B",
    rule: { number: 3 },
  });
  expect(await of("variant.color", "variant", a.id)).toMatchObject({
    value: "Navy",
    observations: [{ agrees: true }, { connection: "erp", agrees: true }],
  });
  // What only products have is the product's, asked for on a variant.
  expect(await of("product.season", "variant", a.id)).toMatchObject({
    value: "Winter",
    valueFrom: "product",
  });
});

test("rule 15: each reason has its rule: pinned, typed, seeded, empty at the source, frozen, nothing said", async () => {
  const { brand, shop, erp, product, scope, of } = await scene();
  await pin(depsOf(world), scope, {
    productId: product.id,
    fieldKey: "product.description",
    reason: "Better.",
  });
  expect(await of("product.description")).toMatchObject({
    pin: { author: "Olive Owner", reason: "Better." },
    rule: { number: 3, title: "A pin wins", sentence: expect.stringContaining("“Better.”") },
  });
  await editProduct(world.db, { ...scope, productId: product.id, changes: { "product.gender": "women" } });
  expect(await of("product.gender")).toMatchObject({
    provenance: { reason: "manual", user: "Olive Owner", at: expect.any(Date) },
    rule: { number: 3, title: "Free to edit" },
  });
  expect(await of("product.weight")).toMatchObject({
    value: null,
    valueFrom: "none",
    rule: { title: "Nothing said" },
  });
  erp.source.put(record("9"));
  await erp.sync();
  const seeded = await brand.product("style-9");
  expect(await of("product.name", "product", seeded.id)).toMatchObject({
    rule: { number: 4, title: "Seeded" },
  });
  shop.source.put(
    record(
      "1",
      { "product.description": "Soft", "product.season": null },
      {
        variants: [variant("a", { "variant.sku": "A" }), variant("b", { "variant.sku": "B" })],
      },
    ),
  );
  await shop.sync();
  expect(await of("product.season")).toMatchObject({
    value: "Winter",
    rule: { number: 4, title: "The source is empty" },
    observations: [{ connection: "shop", present: "empty", agrees: null }, {}],
  });
  await disconnect(world.db, { brandId: brand.id, connectionId: shop.id, userId: null });
  expect(await of("product.price")).toMatchObject({ rule: { number: 10 }, owner: { kind: "nobody" } });
});

test("rule 15: the history is one line of time of runs, edits and pins, complete over its pages", async () => {
  const { shop, product, scope, of, brand } = await scene();
  const deps = depsOf(world);
  const say = async (text: string) => {
    const [held] = shop.source.records;
    if (held) shop.source.put({ ...held, product: { ...held.product, "product.description": text } });
    await shop.sync();
  };
  await say("Softer");
  await editProduct(world.db, {
    ...scope,
    productId: product.id,
    changes: { "product.description": "Mine" },
    pin: { reason: "It sells." },
  });
  await say("Softest");
  const [row] = await brand.sql<{ id: string }>("select id from field_pins where brand_id = $1", [brand.id]);
  await unpinFields(deps, scope, { pins: [row?.id ?? ""] });
  const { history: first } = await of("product.description");
  const told = first.items.map(({ kind, fieldKey, before, after, runKind, user }) => [
    kind,
    fieldKey,
    before,
    after,
    runKind,
    user,
  ]);
  expect(told).toEqual([
    ["run", "product.description", "Mine", "Softest", "unpin", "Olive Owner"],
    ["person", "$unpinned", "product.description", null, null, "Olive Owner"],
    ["person", "product.description", "Softer", "Mine", null, "Olive Owner"],
    ["run", "product.description", "Soft", "Softer", "sync", null],
    ["run", "$created", null, null, "sync", null],
  ]);
  const paged: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof history>> = await history(deps, scope, {
      productId: product.id,
      variantId: null,
      field: "product.description",
      cursor,
      limit: 1,
    });
    paged.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  expect(paged).toEqual(first.items);
  // Of the whole product, with its variants' and the other fields'.
  const all = await history(deps, scope, { productId: product.id });
  expect(all.items.length).toBeGreaterThan(first.items.length);
  expect(all.items.map(({ fieldKey }) => fieldKey)).toContain("$linked");
});

test("rule 15: retention shortens the history, never the answer", async () => {
  const { brand, of } = await scene();
  const { history: _, ...before } = await of("product.description");
  await brand.sql("delete from sync_changes where brand_id = $1", [brand.id]);
  const { history: shortened, ...after } = await of("product.description");
  expect(after).toEqual(before);
  expect(shortened.items).toEqual([]);
});

test("rule 15: what is not the brand's, or not of that level, is refused", async () => {
  const { product, of } = await scene();
  const other = await scene();
  await expect(other.of("product.name", "product", product.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(of("variant.sku")).rejects.toMatchObject({ code: "bad_request" });
});
