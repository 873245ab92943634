import { expect, test } from "vitest";
import { listImportRows } from "./index.ts";
import { importWorld } from "./testing/import-world.ts";

const world = importWorld();

test("validation names each new product without a name, as the commit would refuse it", async () => {
  const scope = await world.brand();
  const file = "Style,Name,SKU\nA1,Shirt,A1-S\nB2,,B2-S\nB2,,B2-M\nC3,,C3-S\n";
  const job = await world.validated(scope, file);
  expect(job.summary).toMatchObject({ products: 3, productsFailed: 2, rowsWithIssues: 2, variants: 1 });
  const { items } = await listImportRows(world.deps, scope, { importId: job.id, only: "issues" });
  expect(items).toMatchObject([
    {
      row: 3,
      product: "B2",
      status: "FAILED",
      issues: [
        {
          column: "Name",
          field: "product.name",
          code: "missing_required",
          blocking: true,
          message: "“B2” is a new product and has no name.",
          hint: "Fill in the name in one of the product's rows.",
        },
      ],
    },
    { row: 5, product: "C3", status: "FAILED", issues: [{ field: "product.name" }] },
  ]);
  const { tallies } = await world.commit(scope, job.id);
  expect(tallies).toMatchObject({ created: 1, failed: 2 });

  const report = (await world.report(scope, job.id))
    .replaceAll("B2,,", "B2,Coat,")
    .replace("C3,,", "C3,Cap,");
  const again = await world.start(scope, report, { correctionOf: job.id });
  expect((await world.validate(scope, again.id)).summary).toMatchObject({
    products: 2,
    productsFailed: 0,
    productsNew: 2,
  });
  expect((await world.commit(scope, again.id)).tallies).toMatchObject({ created: 2, failed: 0 });
});

test("a file without a column of names says so of each new product, and of none that the brand has", async () => {
  const scope = await world.brand();
  await world.commit(
    scope,
    (
      await world.validated(
        scope,
        "Style,Name,SKU,EAN\nA1,Shirt,A1-S,\nB2,Coat,B2-S,\nC3,Cap,,4006381333931\n",
      )
    ).id,
  );
  const prices = "Style,SKU,EAN,Price\nA1,,,10\nX1,B2-S,,20\nX2,,4006381333931,30\nD4,D4-S,,40\n";
  const other = await world.validated(scope, prices, { source: "Supplier" });
  expect(other.summary).toMatchObject({ products: 4, productsFailed: 1, productsNew: 0 });
  const { items } = await listImportRows(world.deps, scope, { importId: other.id, only: "issues" });
  expect(items).toMatchObject([
    {
      row: 5,
      product: "D4",
      issues: [{ column: null, field: "product.name", hint: expect.stringContaining("Map the column") }],
    },
  ]);
  const { tallies } = await world.commit(scope, other.id);
  expect(tallies).toMatchObject({ created: 0, failed: 1 });
});

test("a product that another record of the same source holds lends its name to no other", async () => {
  const scope = await world.brand();
  await world.commit(scope, (await world.validated(scope, "Style,Name,SKU\nA1,Shirt,A1-S\n")).id);
  const job = await world.validated(scope, "Style,SKU\nA9,A1-S\nA1,A1-S\n");
  expect(job.summary).toMatchObject({ products: 2, productsFailed: 1 });
  expect((await world.commit(scope, job.id)).tallies).toMatchObject({ failed: 1 });
});
