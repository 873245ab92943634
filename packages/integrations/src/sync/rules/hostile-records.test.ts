import { expect, test } from "vitest";
import { record, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

/** A text that does not compress, so that its length is the length of its index entry. */
function noise(length: number): string {
  let text = "";
  for (let seed = 12_345; text.length < length; ) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    text += String.fromCodePoint(0x4e00 + ((seed >> 8) % 20_000));
  }
  return text;
}

const LONG = noise(2_000);

test.each([
  ["a tag", { "product.tags": ["fine", LONG] }],
  ["an eco-claim's key", { "product.ecoClaims": [{ name: "fine", key: LONG }] }],
  ["a season", { "product.season": LONG }],
  ["a type", { "product.category": LONG }],
  ["a material", { "product.materials": [{ name: LONG, percentage: null, component: "main" }] }],
  ["a part", { "product.materials": [{ name: "Wool", percentage: null, component: LONG }] }],
  ["a facility", { "product.journey": [{ stepType: "weaving", facility: { name: LONG } }] }],
])("%s too long for an index is left out, and the rest of the record is synced", async (_, observed) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", { ...observed, "product.description": LONG }), record("2"));
  const { status, tallies, runId } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ created: 2, failed: 0, errors: 1 });
  expect(await brand.product("style-1")).toMatchObject({ description: LONG, tags: [], materials: [] });
  expect(await brand.errors(runId)).toMatchObject([
    { record: "1", variant: null, code: "invalid_value", field: Object.keys(observed)[0] },
  ]);
});

test.each(["variant.sku", "variant.barcode", "variant.color", "variant.size"] as const)(
  "a %s too long for an index is left out of its variant",
  async (field) => {
    const brand = await world.brand();
    const shop = await brand.connect();
    const said = variant("v", { [field]: LONG, "variant.option": { name: "Fit", value: "slim" } });
    shop.source.put(record("1", {}, { variants: [said] }));
    const { status, runId } = await shop.sync();
    expect(status).toBe("completed");
    expect(await brand.variants()).toMatchObject([
      { option: "Fit: slim", sku: null, barcode: null, color: null, size: null },
    ]);
    expect(await brand.errors(runId)).toMatchObject([
      { record: "1", variant: "v", code: "invalid_value", field },
    ]);
  },
);

test.each([
  ["id", record(LONG)],
  ["group", record("x", {}, { groupKey: LONG })],
  ["identifier", record("x", { "product.identifier": LONG })],
  ["variant's id", record("x", {}, { variants: [variant(LONG)] })],
])("a record whose %s is too long fails alone", async (what, said) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("before"), said, record("after"));
  const { status, tallies, runId } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ read: 3, created: 2, failed: 1, errors: 1 });
  const [error] = await brand.errors(runId);
  expect(error).toMatchObject({ code: "invalid_value", message: expect.stringContaining(what) });
});

test("a thousand bytes are stored as they are", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const name = noise(333);
  shop.source.put(record("1", { "product.tags": [name], "product.identifier": name }));
  expect((await shop.sync()).tallies).toMatchObject({ created: 1, errors: 0 });
  expect(await brand.product(name)).toMatchObject({ tags: [`${name} by shop`] });
});

test.each([
  "+275760-09-13T00:00:00.000Z",
  "0000-01-01T00:00:00Z",
  "-000005-01-01T00:00:00Z",
  "yesterday",
  "",
])("a record changed at %j is synced as one without a time", async (updatedAt) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", {}, { updatedAt }), record("2"));
  const { status, tallies, runId } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ created: 2, failed: 0, errors: 1 });
  expect(await brand.errors(runId)).toMatchObject([
    { record: "1", code: "invalid_value", excerpt: updatedAt },
  ]);
});

test("a day that the calendar lacks is the day that it would be", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", {}, { updatedAt: "2026-02-30T00:00:00Z" }));
  expect((await shop.sync()).tallies).toMatchObject({ created: 1, errors: 0 });
});

test("a record that the mapping throws over fails alone", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("before"), record("bad", {}, { stumbles: "price is undefined" }), record("after"));
  const { status, tallies, runId } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ read: 3, created: 2, failed: 1, errors: 1 });
  expect(await brand.errors(runId)).toMatchObject([
    { record: "bad", code: "unmappable_record", message: expect.stringContaining("price is undefined") },
  ]);
});

test("more variants than a product may have fail their record alone", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const variants = Array.from({ length: 32_768 }, (_, n) => variant(`v${n}`));
  shop.source.put(record("before"), record("bad", {}, { variants }));
  const { status, tallies, runId } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ created: 1, failed: 1, variantsCreated: 0 });
  expect(await brand.errors(runId)).toMatchObject([{ record: "bad", code: "unmappable_record" }]);
});

test("a source's clock that nobody can read leaves ours", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1"));
  shop.source.clock = "the 1st of May";
  expect(await shop.sync()).toMatchObject({ status: "completed" });
  const [row] = await brand.sql<{ recent: boolean }>(
    "select watermark > now() - interval '1 hour' as recent from brand_integrations where id = $1",
    [shop.id],
  );
  expect(row?.recent).toBe(true);
});
