import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listImportRows } from "./index.ts";
import { importWorld } from "./testing/import-world.ts";

const world = importWorld();

const HEADINGS =
  "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Price,Variant Barcode,Image Src,Image Position,Status";

const EXPORT = [
  HEADINGS,
  `linen-shirt,Linen Shirt,"<p>Woven in <b>Biella</b>.</p><ul><li>one,</li><li>""two""</li></ul>",Atelier,Shirts,"summer, linen",true,Farbe,Navy,Größe,S,LS-S,250,89.90,4006381333931,https://cdn.test/1.jpg,1,active`,
  "linen-shirt,,,,,,,,Navy,,M,LS-M,260,89.90,,https://cdn.test/2.jpg,2,",
  "linen-shirt,,,,,,,,White,,M,LS-WM,260,79.90,,,,",
  "linen-shirt,,,,,,,,,,,,,,,https://cdn.test/3.jpg,3,",
  'candle,Candle,"<p>Line one<br>line two</p>",Atelier,,,true,Title,Default Title,,,,0,19.00,,https://cdn.test/c.jpg,1,draft',
].join("\n");

test("Shopify's export: continuation rows, options named once, HTML, further images, default titles", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, EXPORT);
  expect(job.mapping).toMatchObject({ layout: "shopify", groupBy: 0, weightUnit: "g" });
  expect(job.summary).toMatchObject({ rows: 5, products: 2, variants: 4, furtherRows: 1, rowsWithIssues: 0 });
  await world.commit(scope, job.id);
  expect(await world.products(scope)).toMatchObject([
    { product: "candle", name: "Candle", color: null, size: null, sku: null },
    { product: "linen-shirt", color: "Navy", size: "M", sku: "LS-M", ownPrice: null },
    { product: "linen-shirt", color: "Navy", size: "S", sku: "LS-S", barcode: "4006381333931" },
    { product: "linen-shirt", color: "White", size: "M", sku: "LS-WM", ownPrice: "79.90" },
  ]);
  const details = await world.rows(
    `select description, primary_image_path as image, weight::text, weight_unit as unit, sales_status as status
     from products where brand_id = $1 order by product_identifier`,
    [scope.brandId],
  );
  expect(details).toEqual([
    {
      description: "Line one\nline two",
      image: "https://cdn.test/c.jpg",
      weight: null,
      unit: null,
      status: "draft",
    },
    {
      description: 'Woven in Biella.\n\none,\n"two"',
      image: "https://cdn.test/1.jpg",
      weight: "250.00",
      unit: "g",
      status: "active",
    },
  ]);
  expect(
    await world.rows("select name from brand_tags where brand_id = $1 order by name", [scope.brandId]),
  ).toEqual([{ name: "linen" }, { name: "summer" }]);
});

test("the same export again changes nothing", async () => {
  const scope = await world.brand();
  await world.commit(scope, (await world.validated(scope, EXPORT)).id);
  const { tallies } = await world.commit(scope, (await world.validated(scope, EXPORT)).id);
  expect(tallies).toMatchObject({ read: 2, unchanged: 2, created: 0, updated: 0, changes: 0 });
});

const SAMPLES = process.env.SHOPIFY_CSV_SAMPLES ?? join(import.meta.dirname, "../../../../../shared/data");
const found = existsSync(join(SAMPLES, "shopify-apparel.csv"));
if (!found)
  console.info("Shopify's sample exports are not here (SHOPIFY_CSV_SAMPLES): their test is skipped.");

test.skipIf(!found)(
  "Shopify's two sample exports: 43 rows, 40 products, 43 variants, none lost",
  async () => {
    const scope = await world.brand();
    let rows = 0;
    for (const name of ["shopify-apparel.csv", "shopify-home-and-garden.csv"]) {
      const job = await world.validated(scope, readFileSync(join(SAMPLES, name)), { filename: name });
      expect(job).toMatchObject({ status: "VALIDATED", mapping: { layout: "shopify" } });
      expect(job.summary).toMatchObject({
        blankRows: 0,
        furtherRows: 0,
        rowsWithIssues: 0,
        productsFailed: 0,
      });
      rows += job.summary?.rows ?? 0;
      const { items } = await listImportRows(world.deps, scope, { importId: job.id, limit: 100 });
      expect(items).toHaveLength(job.summary?.rows ?? 0);
      expect((await world.commit(scope, job.id)).tallies).toMatchObject({ failed: 0, errors: 0 });
    }
    expect(rows).toBe(43);
    expect(await world.count(scope, "products")).toBe(40);
    expect(await world.count(scope, "product_variants")).toBe(43);
  },
);
