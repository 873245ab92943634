import { expect, test } from "vitest";
import { listImportRows } from "./index.ts";
import { importWorld } from "./testing/import-world.ts";

const world = importWorld();

const FAULTY = [
  "Style,Name,Colour,SKU,Price,Remark",
  "A1,Shirt,navy,A1-N,49.90,fine",
  "A1,,white,A1-W,forty,=HYPERLINK(1)",
  "B2,Coat,black,B2-B,200,-5",
  ",Cap,red,C3,10,no style",
].join("\n");

test("every issue names row, column, value, what is wrong and what to do", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, FAULTY);
  expect(job.summary).toMatchObject({ rows: 4, products: 2, rowsWithIssues: 2, productsFailed: 0 });
  const { items } = await listImportRows(world.deps, scope, { importId: job.id, only: "issues" });
  expect(items).toMatchObject([
    {
      row: 3,
      product: "A1",
      status: "VALIDATED",
      issues: [
        {
          column: "Price",
          field: "product.price",
          value: "forty",
          message: "“forty” is not a number.",
          blocking: false,
        },
      ],
    },
    { row: 5, product: null, status: "FAILED", issues: [{ field: "product.identifier", blocking: true }] },
  ]);
  expect(items[0]?.issues[0]?.hint).toContain("plain number");
});

test("the report is corrected, uploaded again, and only its rows are imported", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, FAULTY);
  await world.commit(scope, job.id);
  expect((await world.products(scope)).map(({ sku, ownPrice }) => [sku, ownPrice])).toEqual([
    ["A1-N", null],
    ["A1-W", null],
    ["B2-B", null],
  ]);
  const report = await world.report(scope, job.id);
  const lines = report.replace("\uFEFF", "").trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe("Style,Name,Colour,SKU,Price,Remark,Error");
  expect(lines[1]).toBe("A1,Shirt,navy,A1-N,49.90,fine,");
  expect(lines[2]).toMatch(/^A1,,white,A1-W,forty,'=HYPERLINK\(1\),.*“forty” is not a number/);
  expect(lines[3]).toMatch(/^,Cap,red,C3,10,no style,/);

  const corrected = report.replace("forty", "45.00").replace("\r\n,Cap", "\r\nC3,Cap");
  const again = await world.start(scope, corrected, { correctionOf: job.id });
  expect(again).toMatchObject({
    correctionOf: job.id,
    source: job.source,
    file: { isReport: true },
    mapping: { currency: "EUR" },
  });
  const validated = await world.validate(scope, again.id);
  expect(validated.summary).toMatchObject({ rows: 3, products: 2, rowsWithIssues: 0 });
  const { items } = await listImportRows(world.deps, scope, { importId: again.id });
  expect(items[1]?.cells[5]).toBe("=HYPERLINK(1)");
  const { tallies } = await world.commit(scope, again.id);
  expect(tallies).toMatchObject({ read: 2, created: 1, updated: 1, variantsTombstoned: 0 });
  expect((await world.products(scope)).map(({ sku, ownPrice }) => [sku, ownPrice])).toEqual([
    ["A1-N", null],
    ["A1-W", "45.00"],
    ["B2-B", null],
    ["C3", null],
  ]);
});

test("without issues there is no report", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, "Style,Name\nA,Shirt\n");
  await expect(world.report(scope, job.id)).rejects.toMatchObject({ code: "not_found" });
});

test("cells that begin like a formula are text in the report", async () => {
  const scope = await world.brand();
  const odd = ["=1+1", "+1", "-1", "@x", "\tx"];
  const rows = odd.map((text, at) => `S${at},"${text}",${at},not a price`);
  const job = await world.validated(scope, `Style,Name,SKU,Price\n${rows.join("\n")}`);
  const report = await world.report(scope, job.id);
  for (const text of odd) expect(report).toContain(`'${text}`);
  expect(report).not.toMatch(/(^|,|")[=+\-@\t]/m);
});
