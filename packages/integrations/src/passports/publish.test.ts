import { randomUUID } from "node:crypto";
import { FIELD_KEYS } from "@v1/core";
import { cancelPublication, getPublication } from "@v1/db/passports";
import { expect, test } from "vitest";
import { somebody } from "../ownership/testing/people.ts";
import { ean, record, skus, variant } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { diffPassport, drivePublication, listPending, publishAfterRun, publishPassports } from "./index.ts";
import { passportDeps, versionsOf } from "./testing/versions.ts";

const world = useWorld();

/** Products of a shop, none of them published yet. */
async function stocked(count: number) {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const said = (n: number, description: string) =>
    record(String(n).padStart(3, "0"), { "product.description": description }, { variants: skus(`S${n}`) });
  const put = (description: string, which = count) =>
    shop.source.put(...Array.from({ length: which }, (_, n) => said(n, description)));
  put("first");
  const { runId } = await shop.sync();
  const person = await somebody(brand, "member");
  const productIds = (await brand.products()).map(({ id }) => id);
  return { brand, shop, put, runId, person, productIds, deps: passportDeps(world) };
}

test("rule 17: a version tells every field of the registry, who stood behind each, and the run", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const name = `It's "≥ 30°" \\ 👗 قميص ${"x".repeat(150)}`;
  shop.source.put(
    record(
      "1",
      {
        "product.name": name,
        "product.description": "d",
        "product.image": "https://example.com/a.png",
        "product.season": "Summer",
        "product.manufacturer": "Maker",
        "product.gender": "men",
        "product.price": { amount: "19.90", currency: "EUR" },
        "product.weight": { value: "1.50", unit: "kg" },
        "product.webshopUrl": "https://example.com/a",
        "product.salesStatus": "active",
        "product.gtin": ean(7),
        "product.materials": [
          { name: "Wool", percentage: "60.00", component: "main" },
          { name: "Silk", percentage: "40.00", component: "main" },
        ],
        "product.journey": [
          { stepType: "weaving", facility: { name: "Mill", city: "Porto", country: "PT" } },
        ],
        "product.ecoClaims": ["Organic"],
        "product.tags": ["b", "a"],
        "product.carbon": "1.5000",
        "product.water": "20.0000",
      },
      {
        variants: [
          variant("v", {
            "variant.sku": "A",
            "variant.barcode": ean(8),
            "variant.color": { name: "Navy", hex: "#000080" },
            "variant.size": "M",
            "variant.option": { name: "Fit", value: "slim" },
            "product.price": { amount: "25.00", currency: "EUR" },
          }),
        ],
      },
    ),
  );
  const { runId } = await shop.sync();
  const [category] = await brand.sql<{ id: string }>(
    "insert into categories (name) values ('Shirts') returning id",
  );
  await brand.sql("update products set category_id = $2 where brand_id = $1", [brand.id, category?.id]);
  const person = await somebody(brand, "member");
  const { id: productId, upid } = await brand.product("style-1");
  await publishPassports(passportDeps(world), person, { kind: "products", productIds: [productId] });

  const [kept] = await versionsOf(brand);
  expect(kept).toMatchObject({
    version: 1,
    runIds: [runId],
    content: {
      format: 1,
      upid,
      product: {
        "product.name": name,
        "product.category": ["Shirts"],
        "product.manufacturer": { name: "Maker" },
        "product.price": { amount: "19.90", currency: "EUR" },
        "product.materials": [
          { name: "Wool", percentage: "60.00", component: "main" },
          { name: "Silk", percentage: "40.00", component: "main" },
        ],
        "product.journey": [
          { stepType: "weaving", facility: { name: "Mill", city: "Porto", country: "PT" } },
        ],
        "product.tags": ["a", "b"],
      },
      variants: [
        {
          fields: {
            "variant.color": { name: "Navy", hex: "#000080" },
            "product.price": { amount: "25.00", currency: "EUR" },
          },
        },
      ],
    },
  });
  const told = [
    ...Object.keys(kept?.content.product ?? {}),
    ...Object.keys(kept?.content.variants[0]?.fields ?? {}),
  ];
  expect([...new Set(told)].sort()).toEqual([...FIELD_KEYS].sort());
  const mark = kept?.sources.product["product.description"] ?? "";
  expect(kept?.sources.origins[mark]).toMatchObject({ reason: "owner", connection: "shop", runId });
});

test("rule 17: a mill's and a maker's addresses and people stay out of what cannot be taken back", async () => {
  const { brand, person, productIds, deps } = await stocked(1);
  await brand.sql(
    `with maker as (
      insert into brand_manufacturers (brand_id, name, email, phone, address_line_1)
      values ($1, 'Maker', 'ana@secret.example', '+351 secret', 'Secret street 1') returning id
    )
    update products set manufacturer_id = (select id from maker) where brand_id = $1`,
    [brand.id],
  );
  await publishPassports(deps, person, { kind: "products", productIds });
  const [kept] = await versionsOf(brand);
  expect(kept?.content.product["product.manufacturer"]).toEqual({ name: "Maker" });
  expect(kept?.row).not.toMatch(/secret/i);
});

test("rule 17: publishing again keeps the next version beside the first, and none where nothing differs", async () => {
  const { brand, shop, put, person, productIds, deps } = await stocked(1);
  const publish = () => publishPassports(deps, person, { kind: "products", productIds });
  expect(await publish()).toMatchObject({ published: [{ version: 1 }], unchanged: 0 });
  const [first] = await versionsOf(brand);
  expect(await publish()).toMatchObject({ published: [], unchanged: 1 });
  put("second");
  const { runId } = await shop.sync();
  expect(await publish()).toMatchObject({ published: [{ version: 2 }] });
  const versions = await versionsOf(brand);
  expect(versions).toHaveLength(2);
  expect(versions[0]).toEqual(first);
  expect(versions[1]?.runIds).toContain(runId);
  expect(versions[1]?.content.product["product.description"]).toBe("second");
  expect(await brand.products()).toMatchObject([{ pending: false, status: "published" }]);
});

test("rule 17: what was changed and changed back waits, differs in nothing, and makes no version", async () => {
  const { brand, shop, put, person, productIds, deps } = await stocked(1);
  await publishPassports(deps, person, { kind: "products", productIds });
  for (const word of ["second", "first"]) {
    put(word);
    await shop.sync();
  }
  expect((await listPending(deps, person, {})).items).toMatchObject([{ changes: 0, labels: [] }]);
  expect(await publishPassports(deps, person, { kind: "products", productIds })).toMatchObject({
    unchanged: 1,
  });
  expect((await listPending(deps, person, {})).items).toEqual([]);
  expect(await versionsOf(brand)).toHaveLength(1);
});

test("rule 17: variants that come, go and change are told one by one", async () => {
  const { brand, shop, person, productIds, deps } = await stocked(1);
  const [productId = ""] = productIds;
  await publishPassports(deps, person, { kind: "products", productIds });
  shop.source.put(
    record("000", { "product.description": "first" }, { variants: [variant("N", { "variant.sku": "NEW" })] }),
  );
  await shop.sync();
  const { changes } = await diffPassport(deps, person, { productId });
  expect(
    changes.map(({ variant: which, fieldKey, kind, published, current }) => [
      which,
      fieldKey,
      kind,
      published,
      current,
    ]),
  ).toEqual([
    ["S0", "$variant", "changed", "live", "gone"],
    ["NEW", "$variant", "added", null, "live"],
    ["NEW", "variant.sku", "added", null, "NEW"],
  ]);
  expect(changes[2]?.source).toMatchObject({ connection: "shop" });
  await publishPassports(deps, person, { kind: "products", productIds });
  const last = (await versionsOf(brand)).at(-1);
  // Its printed code goes on resolving.
  expect(last?.content.variants).toMatchObject([{ gone: true, fields: { "variant.sku": "S0" } }, {}]);
});

test("rule 17: a hundred products are a worker's, each published once, however often it is killed or delivered", async () => {
  const { brand, person, productIds, deps } = await stocked(100);
  const made = await publishPassports(deps, person, {
    kind: "products",
    productIds: [...productIds, ...productIds],
  });
  expect(made).toMatchObject({ publication: { status: "queued", total: 100 } });
  expect(await versionsOf(brand)).toEqual([]);
  const [ref] = deps.enqueued;
  if (!ref) throw new Error("Nothing was enqueued.");
  const stop = new AbortController();
  const killed = drivePublication(deps, ref, { size: 30, signal: stop.signal, onChunk: () => stop.abort() });
  await expect(killed).rejects.toThrow();
  expect(await versionsOf(brand)).toHaveLength(30);
  expect(await getPublication(world.db, ref)).toMatchObject({ status: "running", published: 30 });
  const both = await Promise.all([
    drivePublication(deps, ref, { size: 30 }),
    drivePublication(deps, ref, { size: 7 }),
  ]);
  for (const one of both) expect(one).toMatchObject({ status: "completed", published: 100, unchanged: 0 });
  const versions = await versionsOf(brand);
  expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, () => 1));
  expect(await drivePublication(deps, ref)).toMatchObject({ status: "completed", published: 100 });
  const notes = await brand.sql<{ action: string }>(
    "select action from audit_log where brand_id = $1 and action like 'passport.%' order by created_at, action",
    [brand.id],
  );
  const told = await brand.sql<{ type: string }>(
    "select type from integration_events where brand_id = $1 and type like 'passport.%'",
    [brand.id],
  );
  expect(notes.map(({ action }) => action)).toEqual(["passport.publish_many", "passport.publish_completed"]);
  expect(told).toHaveLength(2);
});

test("rule 17: all that waits is published, and nothing that was never published", async () => {
  const { brand, shop, put, person, productIds, deps } = await stocked(5);
  await publishPassports(deps, person, { kind: "products", productIds: productIds.slice(0, 4) });
  put("second", 3);
  await shop.sync();
  await publishPassports(deps, person, { kind: "pending" });
  for (const ref of deps.enqueued) await drivePublication(deps, ref, { size: 2 });
  const versions = await versionsOf(brand);
  expect(versions.map(({ product, version }) => `${product} ${version}`)).toEqual([
    "style-000 1",
    "style-000 2",
    "style-001 1",
    "style-001 2",
    "style-002 1",
    "style-002 2",
    "style-003 1",
  ]);
  expect((await brand.product("style-004")).status).toBe("unpublished");
  expect(await publishPassports(deps, person, { kind: "pending" })).toMatchObject({
    published: [],
    unchanged: 0,
  });
});

test("rule 17: a cancelled publication stops, and what it published stays", async () => {
  const { brand, person, productIds, deps } = await stocked(60);
  await publishPassports(deps, person, { kind: "products", productIds });
  const [ref] = deps.enqueued;
  if (!ref) throw new Error("Nothing was enqueued.");
  const stop = new AbortController();
  await expect(
    drivePublication(deps, ref, { size: 20, signal: stop.signal, onChunk: () => stop.abort() }),
  ).rejects.toThrow();
  await cancelPublication(world.db, { ...person, ...ref });
  expect(await drivePublication(deps, ref)).toMatchObject({ status: "cancelled", published: 20 });
  expect(await versionsOf(brand)).toHaveLength(20);
  await expect(cancelPublication(world.db, { ...person, ...ref })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("rule 17: where a brand publishes by itself, it is what the run changed of what is published", async () => {
  const { brand, shop, put, person, productIds, deps } = await stocked(4);
  await publishPassports(deps, person, { kind: "products", productIds: productIds.slice(0, 3) });
  put("second", 1);
  await shop.sync();
  put("third", 2);
  shop.source.put(record("003", { "product.description": "third" }, { variants: skus("S3") }));
  const { runId } = await shop.sync();
  await brand.sql(
    "update products set has_pending_changes = true where brand_id = $1 and product_identifier = 'style-002'",
    [brand.id],
  );
  const publication = await publishAfterRun(deps, { brandId: brand.id, runId });
  expect(publication).toMatchObject({ kind: "run", total: 2, startedBy: null });
  for (const ref of deps.enqueued) await drivePublication(deps, ref, { size: 1 });
  const versions = (await versionsOf(brand)).map(({ product, version }) => `${product} ${version}`);
  expect(versions).toEqual(["style-000 1", "style-000 2", "style-001 1", "style-001 2", "style-002 1"]);
  expect(await publishAfterRun(deps, { brandId: brand.id, runId })).toBeNull();
});

test("rule 17: another brand's products are neither published nor seen, and archived ones are refused", async () => {
  const { brand, person, productIds, deps } = await stocked(2);
  const other = await stocked(1);
  const theirs = other.productIds;
  const named = { kind: "products" as const };
  await expect(publishPassports(deps, person, { ...named, productIds: theirs })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(diffPassport(deps, person, { productId: theirs[0] ?? "" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(publishPassports(deps, other.person, { ...named, productIds })).rejects.toMatchObject({
    code: "not_found",
  });
  const stranger = { brandId: brand.id, userId: randomUUID() };
  await expect(publishPassports(deps, stranger, { ...named, productIds })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(
    await publishPassports(deps, person, { ...named, productIds: [...productIds, ...theirs] }),
  ).toMatchObject({
    published: [{}, {}],
    skipped: 1,
  });
  expect(await versionsOf(other.brand)).toEqual([]);
  expect((await other.brand.product("style-000")).status).toBe("unpublished");
  await brand.sql("update products set status = 'archived' where brand_id = $1", [brand.id]);
  await expect(publishPassports(deps, person, { ...named, productIds })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("rule 17: the list of what waits comes in pages", async () => {
  const { brand, person, productIds, deps } = await stocked(5);
  await publishPassports(deps, person, { kind: "products", productIds });
  await brand.sql("update products set has_pending_changes = true where brand_id = $1", [brand.id]);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listPending>> = await listPending(deps, person, {
      cursor,
      limit: 2,
    });
    seen.push(...page.items.map(({ productId }) => productId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual([...productIds].sort().reverse());
});

test("rule 17: a product that was never published costs its syncs nothing", async () => {
  const { brand, shop, put } = await stocked(3);
  put("second");
  await shop.sync();
  expect(await brand.products()).toMatchObject([{ pending: false }, { pending: false }, { pending: false }]);
  const [size] = await brand.sql<{ entries: string }>(
    "select (pg_relation_size('products_pending_idx') / 8192)::text as entries",
  );
  expect(await versionsOf(brand)).toEqual([]);
  expect(Number(size?.entries)).toBeLessThanOrEqual(2);
});
