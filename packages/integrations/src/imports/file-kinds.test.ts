import { expect, test } from "vitest";
import { listImportRows, proposeMapping, setMapping } from "./index.ts";
import { importWorld } from "./testing/import-world.ts";
import { type Cell, workbook } from "./testing/workbook.ts";

const world = importWorld();

const GERMAN = [
  "Artikelnummer;Bezeichnung;Farbe;Größe;EAN;Preis (EUR);Gewicht (kg);Zusammensetzung",
  'K-1;Bürokleid „Zoë“;Blau;38;4006381333931;1.249,50;0,35;"80 % Baumwolle, 20 % Elasthan"',
  "K-1;;Grün;40;;89,90;;",
].join("\r\n");

const utf16 = (text: string, big: boolean, bom: boolean) => {
  const bytes = Buffer.from(bom ? `\uFEFF${text}` : text, "utf16le");
  return big ? bytes.swap16() : bytes;
};

test.each([
  ["UTF-8", Buffer.from(GERMAN), "utf-8"],
  ["UTF-8 with its mark", Buffer.from(`\uFEFF${GERMAN}`), "utf-8"],
  ["UTF-16 LE with its mark", utf16(GERMAN, false, true), "utf-16le"],
  ["UTF-16 BE with its mark", utf16(GERMAN, true, true), "utf-16be"],
  ["UTF-16 LE without", utf16(GERMAN, false, false), "utf-16le"],
  ["UTF-16 BE without", utf16(GERMAN, true, false), "utf-16be"],
  [
    "Windows-1252",
    Buffer.from(GERMAN.replaceAll("„", "\u0084").replaceAll("“", "\u0093"), "latin1"),
    "windows-1252",
  ],
])("a German file in %s: semicolons, decimal commas, umlauts", async (_, bytes, encoding) => {
  const scope = await world.brand();
  const job = await world.validated(scope, bytes);
  expect(job).toMatchObject({
    file: { encoding, delimiter: ";" },
    mapping: { decimal: ",", currency: "EUR", weightUnit: "kg", groupBy: 0 },
    summary: { rows: 2, products: 1, variants: 2, rowsWithIssues: 0 },
  });
  await world.commit(scope, job.id);
  expect(await world.products(scope)).toMatchObject([
    {
      product: "K-1",
      name: "Bürokleid „Zoë“",
      price: "1249.50",
      color: "Blau",
      size: "38",
      barcode: "4006381333931",
    },
    { product: "K-1", color: "Grün", size: "40", ownPrice: "89.90" },
  ]);
});

test("a file whose only accented letter stands behind a megabyte of plain ones", async () => {
  const scope = await world.brand();
  const rows = Array.from({ length: 30_000 }, (_, at) => `S${at},A plain and long enough name ${at}`);
  const job = await world.start(
    scope,
    Buffer.from(`Style,Name\n${rows.join("\n")}\nZ,Robe d'\xe9t\xe9\n`, "latin1"),
  );
  expect(job.file.encoding).toBe("windows-1252");
});

test.each([
  ["tabs", "\t"],
  ["bars", "|"],
  ["commas", ","],
])("cells between %s; quoted line breaks count as one row", async (_, sign) => {
  const scope = await world.brand();
  const content = [
    ["Style", "Name", "Description"],
    ["A", "Shirt", `"first${sign} ""line""\nsecond"`],
    ["B", "Coat", "x"],
  ];
  const job = await world.validated(scope, content.map((cells) => cells.join(sign)).join("\n"));
  expect(job).toMatchObject({ file: { delimiter: sign }, summary: { rows: 2, products: 2 } });
  const { items } = await listImportRows(world.deps, scope, { importId: job.id });
  expect(items.map(({ row, cells }) => [row, cells[2]])).toEqual([
    [2, `first${sign} "line"\nsecond`],
    [3, "x"],
  ]);
});

test("Excel's own hint for the sign between cells", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, "sep=;\r\nStyle;Name\r\nA;Shirt, white\r\n");
  expect(job).toMatchObject({
    file: { delimiter: ";" },
    mapping: { headerRow: 2 },
    summary: { products: 1 },
  });
});

test("titles above, headings merged over columns in two rows, cells merged downwards", async () => {
  const scope = await world.brand();
  const content = [
    "Spring collection 2027,,,,,",
    ",,,,,",
    "Product,,Variant,,Price,",
    "Style number,Style name,Colour,SKU,RRP EUR,Remark",
    "A,Shirt,navy,A1,20,x",
    ",,white,A2,20,",
    "B,Coat,black,B1,99,",
  ].join("\n");
  const job = await world.validated(scope, content);
  expect(job.mapping).toMatchObject({ headerRow: 3, headerRows: 2, currency: "EUR" });
  expect(job.mapping.columns[4]?.header).toBe("Price RRP EUR");
  expect(job.summary).toMatchObject({ rows: 3, products: 2, variants: 3, rowsWithIssues: 0 });
});

const SHEET: Cell[][] = [
  ["Style", "Name", "SKU", "EAN", "Price", "Weight", "Season", "Last changed", "Total"],
  [
    "A",
    "Shirt & tie",
    "A1",
    4006381333931,
    { xml: "<c><v>19.989999999999998</v></c>" },
    { xml: '<c s="2"><v>0.25</v></c>' },
    { xml: '<c s="1"><v>46082</v></c>' },
    { xml: '<c s="3"><v>46082.5</v></c>' },
    { xml: "<c><f>SUM(A1:A9)</f><v>42</v></c>" },
  ],
  [null, null, null, null, null],
  ["B", { xml: '<c t="inlineStr"><is><r><t>Two </t></r><r><t>runs</t></r></is></c>' }, "B1", null, 5],
];

test("a workbook: shared and rich texts, numbers as shown, dates, values of formulas", async () => {
  const scope = await world.brand();
  const job = await world.validated(scope, await workbook({ Products: SHEET, Notes: [["nothing"]] }));
  expect(job.file).toMatchObject({ kind: "xlsx", sheets: ["Products", "Notes"] });
  const { items } = await listImportRows(world.deps, scope, { importId: job.id });
  expect(items).toMatchObject([
    {
      row: 2,
      cells: [
        "A",
        "Shirt & tie",
        "A1",
        "4006381333931",
        "19.99",
        "0.25",
        "2026-03-01",
        "2026-03-01T12:00:00",
        "42",
      ],
    },
    { row: 4, cells: ["B", "Two runs", "B1", "", "5"] },
  ]);
  expect(job.summary).toMatchObject({ rows: 2, rowsWithIssues: 0 });
});

test("another sheet is chosen, and one that is not there is said so", async () => {
  const scope = await world.brand();
  const job = await world.start(scope, await workbook({ Notes: [["hello"], ["world"]], Products: SHEET }));
  const importId = job.id;
  const proposal = await proposeMapping(world.deps, scope, { importId, sheet: "Products" });
  expect(proposal.mapping).toMatchObject({ sheet: "Products", groupBy: 0 });
  await setMapping(world.deps, scope, { importId, mapping: { ...proposal.mapping, currency: "SEK" } });
  expect((await world.validate(scope, importId)).summary).toMatchObject({ products: 2 });
  await expect(proposeMapping(world.deps, scope, { importId, sheet: "Gone" })).rejects.toMatchObject({
    code: "bad_request",
    hint: expect.stringContaining("“Products”"),
  });
});

test("a workbook with decimal commas in its texts reads its numbers as well", async () => {
  const scope = await world.brand();
  const rows: Cell[][] = [
    ["Style", "Name", "Price"],
    ["A", "Shirt", "19,99"],
    ["B", "Coat", 1249.5],
    ["C", "Cap", "1.000,00"],
  ];
  const job = await world.validated(scope, await workbook({ Products: rows }), { mapping: { decimal: "," } });
  expect(job.summary).toMatchObject({ rowsWithIssues: 0 });
  await world.commit(scope, job.id);
  expect((await world.products(scope)).map(({ price }) => price)).toEqual(["19.99", "1249.50", "1000.00"]);
});
