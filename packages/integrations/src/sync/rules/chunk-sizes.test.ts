import { expect, test } from "vitest";
import { ean, record, variant } from "../testing/records.ts";
import { type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();

/** 600 products of which two carry one barcode; what came of them, and what was said about it. */
async function sixHundred(chunkSize: number) {
  const brand = await world.brand();
  const shop = await brand.connect();
  for (let n = 0; n < 600; n += 1) {
    const barcode = n === 412 ? ean(17) : ean(n);
    shop.source.records.push(
      record(
        `${n}`,
        {},
        { variants: [variant(`v${n}`, { "variant.sku": `S${n}`, "variant.barcode": barcode })] },
      ),
    );
  }
  const { tallies, runId } = await shop.sync({ chunkSize });
  return { tallies, ...(await stateOf(shop, runId)) };
}

async function stateOf({ brand }: Connection, runId: string) {
  const strip = ({ id: _, upid: __, ...rest }: { id: string; upid: string }) => rest;
  return {
    products: (await brand.products()).map(strip),
    variants: (await brand.variants()).map(strip),
    errors: await brand.errors(runId),
  };
}

test("a duplicate barcode among 600 products: with chunks of 1, 7 and 1,000 the same 600 and the same one rejected field", async () => {
  const [whole, some, single] = await Promise.all([sixHundred(1_000), sixHundred(7), sixHundred(1)]);
  expect(whole.tallies).toMatchObject({
    read: 600,
    created: 600,
    failed: 0,
    errors: 1,
    variantsCreated: 600,
  });
  expect(whole.products).toHaveLength(600);
  expect(whole.errors).toMatchObject([
    { record: "412", variant: "v412", code: "duplicate_value", field: "variant.barcode" },
  ]);
  const refused = whole.variants.filter((row) => "barcode" in row && row.barcode === null);
  expect(refused).toMatchObject([{ sku: "S412" }]);
  expect(some).toEqual(whole);
  expect(single).toEqual(whole);
}, 600_000);
