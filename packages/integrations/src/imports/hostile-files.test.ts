import { expect, test } from "vitest";
import { listImportRows } from "./index.ts";
import { importWorld } from "./testing/import-world.ts";
import { archiveOf, workbook, zip } from "./testing/workbook.ts";

const world = importWorld();
const refused = (message: string) => ({
  code: "bad_request",
  message: expect.stringContaining(message),
  hint: expect.any(String),
});

/** Refused as it is uploaded: nothing of it is kept. */
async function expectRefused(content: string | Uint8Array, message: string): Promise<void> {
  const scope = await world.brand();
  await expect(world.start(scope, content)).rejects.toMatchObject(refused(message));
  expect(await world.rows("select 1 from import_jobs where brand_id = $1", [scope.brandId])).toEqual([]);
  expect(await world.rows("select 1 from file_assets where brand_id = $1", [scope.brandId])).toEqual([]);
}

/** Taken in, and failed as its rows are read. */
async function expectFailed(content: string | Uint8Array, message: string): Promise<void> {
  const scope = await world.brand();
  const job = await world.start(scope, content);
  expect(await world.validate(scope, job.id)).toMatchObject({ status: "FAILED", error: refused(message) });
}

test("an empty file, and one of blank lines", async () => {
  await expectRefused("", "is empty");
  await expectRefused("\r\n \r\n;;;\r\n", "no rows");
});

test("a picture, an archive of something else, an old workbook", async () => {
  await expectRefused(
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 4, 5, 0, 0, 0]),
    "not a spreadsheet",
  );
  await expectRefused(await zip({ "readme.txt": "no workbook" }), "no Excel workbook");
  await expectRefused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "old kind (.xls)");
});

test("a workbook that was cut off", async () => {
  const whole = await workbook({
    Products: [
      ["Style", "Name"],
      ["A", "Shirt"],
    ],
  });
  await expectRefused(whole.subarray(0, whole.length - 30), "cannot be opened");
});

test("only headings", async () => {
  await expectFailed("Style,Name,SKU\r\n", "no rows below its headings");
});

test("5,000 columns", async () => {
  const columns = Array.from({ length: 5_000 }, (_, at) => `Column ${at}`);
  await expectRefused(columns.join(","), "5000 columns");
});

test("a quote that is never closed", async () => {
  const rows = Array.from({ length: 2_000 }, (_, at) => `S${at},Shirt ${at},${at}`);
  await expectFailed(`Style,Name,SKU\n${rows.join("\n")}\nX,"Coat,9\n${rows.join("\n")}`, "never closed");
});

test("a cell without an end", async () => {
  await expectRefused(`Style,Name,SKU\nA,Shirt,A\nX,"${"long ".repeat(600_000)}`, "longer than can be read");
});

test("a workbook that unpacks to far more than it holds", async () => {
  const bomb = archiveOf({
    sheets: [
      { name: "A", xml: `<worksheet><sheetData>${" ".repeat(120 * 1024 * 1024)}</sheetData></worksheet>` },
    ],
  });
  await expectRefused(await bomb, "unpacks to far more");
});

test("entities that would multiply, formulas, and errors of formulas", async () => {
  const lol = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  const rows = [
    `<row r="1"><c t="inlineStr"><is><t>Style</t></is></c><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>SKU</t></is></c></row>`,
    `<row r="2"><c t="str"><f>CONCAT("A",REPT("x",1E9))</f><v>A1</v></c><c t="inlineStr"><is><t>Shirt &b; &amp; tie</t></is></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`,
  ];
  const file = await archiveOf({
    sheets: [{ name: "A", xml: `${lol}<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>` }],
  });
  const scope = await world.brand();
  const { id, summary } = await world.validated(scope, file);
  expect(summary).toMatchObject({ rows: 1, rowsWithIssues: 1 });
  const { items } = await listImportRows(world.deps, scope, { importId: id });
  expect(items).toMatchObject([
    {
      row: 2,
      product: "A1",
      cells: ["A1", "Shirt &b; & tie", "#DIV/0!"],
      issues: [{ column: "SKU", value: "#DIV/0!" }],
    },
  ]);
});

test("trailing bytes, NULs and half characters are issues of their rows, and only of these", async () => {
  const scope = await world.brand();
  const content = Buffer.concat([
    Buffer.from("Style,Name,SKU\nA,Shirt,A1\nB,Co\0at,B1\nC,Cap,C1\n"),
    Buffer.from([0x1a]),
  ]);
  const job = await world.validated(scope, content);
  const { items } = await listImportRows(world.deps, scope, { importId: job.id, only: "issues" });
  expect(items.map(({ row, issues }) => [row, issues[0]?.code])).toEqual([[3, "invalid_text"]]);
  expect(job.summary).toMatchObject({ rows: 3, blankRows: 1 });
  await world.commit(scope, job.id);
  expect((await world.products(scope)).map(({ product }) => product)).toEqual(["A", "C"]);
});

test("headings that come twice keep their columns apart", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, "Style,Name,Name,SKU,SKU\nA,Shirt,Skjorta,A1,x\n");
  expect(job.mapping.columns.map(({ target }) => target)).toEqual([
    "product.identifier",
    "product.name",
    null,
    "variant.sku",
    null,
  ]);
  await world.commit(scope, job.id);
  expect(await world.products(scope)).toMatchObject([{ product: "A", name: "Shirt", sku: "A1" }]);
});

test("a column that makes one product of everything", async () => {
  const scope = await world.brand();
  const rows = Array.from({ length: 2_500 }, (_, at) => `Acme,S${at},Shirt ${at}`);
  const job = await world.start(scope, `Brand,SKU,Name\n${rows.join("\n")}`);
  const { status, error } = await world.validated(scope, `Brand,SKU,Name\n${rows.join("\n")}`, {
    mapping: { ...job.mapping, groupBy: 0 },
  });
  expect({ status, error }).toMatchObject({ status: "FAILED", error: refused("stands in 2,500 rows") });
});

test("a file that is larger than a file may be", async () => {
  const scope = await world.brand();
  const megabyte = Buffer.alloc(1024 * 1024, "a,b\n");
  async function* endless() {
    for (;;) yield megabyte;
  }
  await expect(world.start(scope, "", { body: endless() })).rejects.toMatchObject(
    refused("larger than 200 MB"),
  );
});
