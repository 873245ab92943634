import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

const EAN = "4006381333931";
const OTHER_EAN = "96385074";

function coded(id: string, barcode: string | null, sku?: string) {
  return variant(id, { "variant.barcode": barcode, ...(sku ? { "variant.sku": sku } : {}) });
}

/** Three products of a shop: found by barcode, by SKU, by identifier. */
async function stocked(matchBy?: readonly ("barcode" | "sku" | "identifier")[]) {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(
    record("barcode", {}, { variants: [coded("b", EAN, "SKU-B")] }),
    record("sku", {}, { variants: [coded("s", null, "SKU-S")] }),
    record("plain", {}, { variants: [coded("p", null, "SKU-P")] }),
  );
  await shop.sync();
  const erp = await brand.connect("erp", matchBy ? { matchBy } : {});
  return { brand, shop, erp };
}

async function linkedTo(brand: Awaited<ReturnType<typeof stocked>>["brand"], externalId: string) {
  return (await brand.links()).find((link) => link.connection === "erp" && link.externalId === externalId)
    ?.product;
}

test("rule 12: barcode before SKU before identifier, and a GTIN is the same in 13 digits or 14", async () => {
  const { brand, erp } = await stocked();
  const identifier = { "product.identifier": "style-plain" };
  erp.source.put(
    bare("e1", identifier, { variants: [coded("1", `0${EAN}`, "SKU-S")] }),
    bare("e2", identifier, { variants: [coded("2", null, "SKU-S")] }),
    bare("e3", identifier, { variants: [coded("3", null, "unknown")] }),
  );
  const { tallies } = await erp.sync();
  expect(tallies).toMatchObject({ created: 0, ambiguous: 0, unmatched: 0, failed: 0 });
  expect(await linkedTo(brand, "e1")).toBe("style-barcode");
  expect(await linkedTo(brand, "e2")).toBe("style-sku");
  expect(await linkedTo(brand, "e3")).toBe("style-plain");
});

test("rule 12: the connection chooses its identifiers and their order", async () => {
  const { brand, erp } = await stocked(["sku", "barcode"]);
  erp.source.put(
    bare("e1", { "product.identifier": "style-plain" }, { variants: [coded("1", EAN, "SKU-S")] }),
    bare("e2", { "product.identifier": "style-plain" }, { variants: [coded("2", EAN)] }),
  );
  await erp.sync();
  expect(await linkedTo(brand, "e1")).toBe("style-sku");
  expect(await linkedTo(brand, "e2")).toBe("style-barcode");
});

test("rule 12: a barcode without a valid check digit finds nobody", async () => {
  const { brand, shop, erp } = await stocked();
  shop.source.put(record("wrong", {}, { variants: [coded("w", "4006381333932")] }));
  await shop.sync();
  erp.source.put(
    bare("e1", { "product.identifier": "nowhere" }, { variants: [coded("1", "4006381333932")] }),
  );
  await erp.set({ may_create: false });
  expect((await erp.sync()).tallies).toMatchObject({ unmatched: 1 });
  expect(await linkedTo(brand, "e1")).toBeUndefined();
});

test("rule 12: a link, once made, outlives every change of the identifiers", async () => {
  const { brand, erp } = await stocked();
  erp.source.put(bare("e1", {}, { variants: [coded("1", EAN)] }));
  await erp.sync();
  erp.source.put(
    bare("e1", { "product.identifier": "style-plain" }, { variants: [coded("1", null, "SKU-S")] }),
  );
  await erp.sync();
  expect(await linkedTo(brand, "e1")).toBe("style-barcode");
});

test("rule 12: a product that another live record of the connection holds is nobody's candidate", async () => {
  const { brand, erp } = await stocked();
  erp.source.put(
    record("e1", {}, { variants: [coded("1", EAN)] }),
    record("e2", {}, { variants: [coded("2", EAN)] }),
  );
  const { tallies, runId } = await erp.sync();
  expect(tallies).toMatchObject({ created: 1, unchanged: 1 });
  expect(await linkedTo(brand, "e1")).toBe("style-barcode");
  expect(await linkedTo(brand, "e2")).toBe("style-e2");
  expect(await brand.errors(runId)).toEqual([]);
});

test("rule 12: two candidates are never a guess: an error, a place in the review list, nothing written", async () => {
  const { brand, shop, erp } = await stocked();
  const both = [coded("1", null, "SKU-S"), coded("2", null, "SKU-P")];
  erp.source.put(record("e1", {}, { variants: both }), record("e2"));
  const first = await erp.sync();
  expect(first.tallies).toMatchObject({ read: 2, ambiguous: 1, created: 1 });
  expect(await brand.errors(first.runId)).toMatchObject([{ record: "e1", code: "ambiguous_match" }]);
  expect(await brand.reviews()).toEqual([
    { record: "e1", kind: "ambiguous", status: "open", candidates: ["style-plain", "style-sku"] },
  ]);
  expect(await linkedTo(brand, "e1")).toBeUndefined();
  // It is heard again and again, and resolves by itself once the identifiers are unique.
  shop.source.put(record("plain", {}, { variants: [coded("p", null, "SKU-X")] }));
  await shop.sync();
  expect((await erp.sync()).tallies).toMatchObject({ ambiguous: 0 });
  expect(await brand.reviews()).toMatchObject([{ record: "e1", status: "resolved" }]);
  expect(await linkedTo(brand, "e1")).toBe("style-sku");
});

test("rule 12: who may not create leaves a record unmatched and lists it, until it finds its product", async () => {
  const brand = await world.brand();
  const erp = await brand.connect("erp", { mayCreate: false, fields: ["product.price"] });
  erp.source.put(record("e1", {}, { variants: skus("A") }));
  const first = await erp.sync();
  expect(first.tallies).toMatchObject({ unmatched: 1, created: 0 });
  expect(await brand.errors(first.runId)).toMatchObject([{ record: "e1", code: "unmatched" }]);
  expect(await brand.reviews()).toMatchObject([{ record: "e1", kind: "unmatched", status: "open" }]);
  expect(await brand.products()).toEqual([]);
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A") }));
  await shop.sync();
  expect((await erp.sync()).tallies).toMatchObject({ unmatched: 0, failed: 0 });
  expect(await brand.reviews()).toMatchObject([{ status: "resolved" }]);
  expect(await linkedTo(brand, "e1")).toBe("style-1");
});

test("rule 12: a record without name or identifier fails alone, and creates nothing", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    bare("1", { "product.name": "No identifier" }),
    bare("2", { "product.identifier": "no-name" }),
    record("3"),
  );
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ read: 3, failed: 2, created: 1 });
  expect(await brand.errors(runId)).toMatchObject([
    { record: "1", code: "missing_required", field: "product.identifier" },
    { record: "2", code: "missing_required", field: "product.name" },
  ]);
});

test("rule 12: a second record with the identifier of another fails; the first keeps its product", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const same = { "product.identifier": "same" };
  shop.source.put(record("1", { ...same, "product.description": "first" }), record("2", same));
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ created: 1, failed: 1 });
  expect(await brand.errors(runId)).toMatchObject([
    { record: "2", code: "duplicate_identifier", field: "product.identifier" },
  ]);
  expect(await brand.product("same")).toMatchObject({ description: "first" });
});

test("rule 12: a SKU that a live variant of another product carries is rejected as a field", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { matchBy: ["identifier"] });
  shop.source.put(record("1", {}, { variants: skus("A") }));
  await shop.sync();
  shop.source.put(
    record(
      "2",
      { "product.description": "still synced" },
      {
        variants: [
          variant("x", { "variant.sku": "A", "variant.size": "M" }),
          variant("y", { "variant.sku": "Y" }),
        ],
      },
    ),
  );
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ created: 1, failed: 0, errors: 1, variantsCreated: 2 });
  expect(await brand.errors(runId)).toMatchObject([
    { record: "2", variant: "x", code: "duplicate_value", field: "variant.sku" },
  ]);
  const second = (await brand.variants()).filter((row) => row.product === "style-2");
  expect(second).toMatchObject([{ sku: null, size: "M" }, { sku: "Y" }]);
  // Once the first gives it up, the second has it: a record with an error is never skipped.
  shop.source.put(record("1", {}, { variants: [variant("A", { "variant.sku": "B" })] }));
  const next = await shop.sync();
  expect(await brand.errors(next.runId)).toEqual([]);
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["B", "A", "Y"]);
});

test("rule 12: records of one style belong to one product by their group; one is primary", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const colour = (id: string, text: string, size: string) =>
    record(
      id,
      { "product.description": text },
      {
        groupKey: "STYLE-7",
        variants: [variant(`${id}-v`, { "variant.sku": `${id}-${size}`, "variant.color": id })],
      },
    );
  shop.source.put(colour("red", "Red one", "M"), colour("blue", "Blue one", "M"), record("alone"));
  expect((await shop.sync({ chunkSize: 1 })).tallies).toMatchObject({ created: 2, updated: 1 });
  expect(await brand.product("style-red")).toMatchObject({ description: "Red one" });
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["red-M", "blue-M"]);
  expect((await brand.links()).map((link) => [link.externalId, link.primary, link.product])).toEqual([
    ["alone", true, "style-alone"],
    ["blue", false, "style-red"],
    ["red", true, "style-red"],
  ]);
  // The other contributes variants only, and loses only its own.
  shop.source.put(colour("blue", "Blue one, changed", "L"));
  await shop.sync();
  expect(await brand.product("style-red")).toMatchObject({ description: "Red one" });
  await shop.set({ archive_guard_percent: 100 });
  shop.source.remove("blue");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 0, variantsTombstoned: 1 });
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    ["red-M", true],
    ["blue-L", false],
  ]);
});

test("rule 12: when the primary record of a group goes, another takes over the product's fields", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await shop.set({ archive_guard_percent: 100 });
  const part = (id: string) =>
    record(id, { "product.description": id }, { groupKey: "G", variants: skus(`${id}-sku`) });
  shop.source.put(part("a"), part("b"));
  await shop.sync();
  shop.source.remove("a");
  await shop.sync();
  await shop.sync();
  expect(await brand.product("style-a")).toMatchObject({ description: "b", status: "unpublished" });
  shop.source.put(part("a"));
  await shop.sync();
  const links = await brand.links();
  expect(links.map((link) => [link.externalId, link.state, link.primary])).toEqual([
    ["a", "live", false],
    ["b", "live", true],
  ]);
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    ["a-sku", true],
    ["b-sku", true],
  ]);
});

test("rule 12: our variant is found by barcode, by SKU, or by colour and size; else it is new", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(
    record(
      "1",
      {},
      {
        variants: [
          variant("a", { "variant.barcode": EAN, "variant.sku": "A" }),
          variant("b", { "variant.barcode": OTHER_EAN, "variant.sku": "B" }),
          variant("c", { "variant.sku": "C", "variant.color": "Red", "variant.size": "M" }),
        ],
      },
    ),
  );
  await shop.sync();
  const ours = await brand.variants();
  const erp = await brand.connect("erp");
  erp.source.put(
    bare(
      "e1",
      { "product.identifier": "style-1" },
      {
        variants: [
          variant("ea", { "variant.barcode": EAN, "variant.sku": "other" }),
          variant("eb", { "variant.sku": "B" }),
          variant("ec", { "variant.color": "red", "variant.size": "m" }),
          variant("ed", { "variant.sku": "D", "variant.size": "L" }),
        ],
      },
    ),
  );
  expect((await erp.sync()).tallies).toMatchObject({ variantsCreated: 1 });
  const links = (await brand.variantLinks()).filter((link) => link.connection === "erp");
  const ids = Object.fromEntries(links.map((link) => [link.externalId, link.variantId]));
  expect(ids.ea).toBe(ours[0]?.id);
  expect(ids.eb).toBe(ours[1]?.id);
  expect(ids.ec).toBe(ours[2]?.id);
  expect(ours.map((row) => row.id)).not.toContain(ids.ed);
});
