import { randomUUID } from "node:crypto";
import { takePreviewOver } from "@v1/db/ownership";
import { expect, test } from "vitest";
import {
  cancelImport,
  commitImport,
  listImportRows,
  listImports,
  listUnknownValues,
  mapValue,
  previewImport,
  runValidation,
  setMapping,
  validateImport,
} from "./index.ts";
import { importWorld } from "./testing/import-world.ts";

const world = importWorld();

const CATALOG = [
  "Style,Name,Colour,Size,SKU,Price,Materials",
  'A1,Linen Shirt,navy,S,A1-S,49.90,"100% Linen"',
  "A1,,navy,M,A1-M,49.90,",
  'B2,Wool Jumper,ecru,L,B2-L,"1,129.00","80% Wool, 20% Polyamide"',
].join("\r\n");

test("a file is proposed, validated, previewed and committed, and its run is a run like any other", async () => {
  const scope = await world.brand();
  const started = await world.start(scope, CATALOG);
  expect(started).toMatchObject({
    status: "PENDING",
    source: "Spreadsheets",
    file: { kind: "csv", encoding: "utf-8", delimiter: "," },
    mapping: { groupBy: 0, decimal: "." },
  });
  expect(started.mapping.columns.map(({ target }) => target)).toEqual([
    "product.identifier",
    "product.name",
    "variant.color",
    "variant.size",
    "variant.sku",
    "product.price",
    "product.materials",
  ]);
  const importId = started.id;
  await setMapping(world.deps, scope, { importId, mapping: { ...started.mapping, currency: "EUR" } });
  const validated = await world.validate(scope, importId);
  expect(validated).toMatchObject({
    status: "VALIDATED",
    summary: {
      rows: 3,
      products: 2,
      variants: 3,
      furtherRows: 0,
      rowsWithIssues: 0,
      productsFailed: 0,
      productsNew: 2,
    },
  });
  const preview = await previewImport(world.deps, scope, { importId });
  expect(preview).toMatchObject({
    products: 2,
    of: 2,
    covers: "all",
    tallies: { read: 2, created: 2, variantsCreated: 3 },
  });
  expect(preview.fields).toContainEqual(expect.objectContaining({ field: "product.price", created: 2 }));
  expect(preview.fields).toContainEqual(expect.objectContaining({ field: "variant.sku", created: 3 }));
  expect(await world.count(scope, "products")).toBe(0);
  const committed = await world.commit(scope, importId);
  expect(committed).toMatchObject({ status: "COMPLETED", tallies: { created: 2, variantsCreated: 3 } });
  expect(await world.products(scope)).toEqual([
    expect.objectContaining({
      product: "A1",
      name: "Linen Shirt",
      price: "49.90",
      color: "navy",
      size: "M",
      sku: "A1-M",
    }),
    expect.objectContaining({ product: "A1", color: "navy", size: "S", sku: "A1-S" }),
    expect.objectContaining({ product: "B2", price: "1129.00", currency: "EUR", color: "ecru" }),
  ]);
  const [run] = await world.rows("select status, mode from sync_runs where brand_id = $1", [scope.brandId]);
  expect(run).toEqual({ status: "completed", mode: "full" });
});

test("the preview says what a second file changes, keeps and leaves alone, and takes all of it back", async () => {
  const scope = await world.brand();
  await world.commit(scope, (await world.validated(scope, CATALOG)).id);
  const changed = CATALOG.replace('49.90,"100% Linen"', '39.90,"100% Linen"').replace("Wool Jumper", "");
  const { id } = await world.validated(scope, `${changed}\r\nC3,New Coat,black,M,C3-M,200,`);
  const owners = await world.rows("select version from ownership_versions where brand_id = $1", [
    scope.brandId,
  ]);
  const preview = await previewImport(world.deps, scope, { importId: id });
  expect(preview.tallies).toMatchObject({ read: 3, created: 1, updated: 1, unchanged: 1 });
  expect(preview.samples).toContainEqual({
    product: "A1",
    field: "product.price",
    before: { amount: "49.90", currency: "EUR" },
    after: { amount: "39.90", currency: "EUR" },
  });
  expect(preview.fields.find(({ field }) => field === "product.name")).toMatchObject({ created: 1, kept: 1 });
  expect(await world.count(scope, "products")).toBe(2);
  expect(
    await world.rows("select version from ownership_versions where brand_id = $1", [scope.brandId]),
  ).toEqual(owners);
  const runs = "select 1 from sync_runs where brand_id = $1 and kind <> 'preview'";
  expect(await world.rows(runs, [scope.brandId])).toHaveLength(1);
  const committed = await world.commit(scope, id);
  expect(committed.tallies).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
});

test("a record that is only linked changes no product, and is not counted among those that change", async () => {
  const scope = await world.brand();
  await world.rows(
    "insert into products (brand_id, id, name, product_identifier, upid) values ($1, gen_random_uuid(), 'Old Coat', 'C9', $2)",
    [scope.brandId, randomUUID()],
  );
  const { id } = await world.validated(scope, "Style number,Name\r\nC9,Old Coat");
  const { runId } = await previewImport(world.deps, scope, { importId: id });
  const [row] = await world.rows("select report -> 'effects' as effects from sync_runs where id = $1", [
    runId,
  ]);
  expect(row).toEqual({ effects: { linked: 1 } });
  expect((await world.commit(scope, id)).tallies).toMatchObject({ updated: 0, unchanged: 1 });
});

test("the preview of a file can be browsed product by product; only committing the file takes it over", async () => {
  const scope = await world.brand();
  await world.commit(scope, (await world.validated(scope, CATALOG)).id);
  const changed = CATALOG.replace('49.90,"100% Linen"', '39.90,"100% Linen"');
  const { id } = await world.validated(scope, `${changed}\r\nC3,New Coat,black,M,C3-M,200,`);
  const { runId } = await previewImport(world.deps, scope, { importId: id });
  const records = () =>
    world.rows(
      "select ordinal::int as at, name, effect, diff -> 'changes' as changes, mapped -> 'observed' as values from preview_records where run_id = $1 order by 1",
      [runId],
    );
  const price = { variantId: null, field: "product.price" };
  const euros = (amount: string) => ({ amount, currency: "EUR" });
  expect(await records()).toMatchObject([
    {
      at: 0,
      effect: "changed",
      changes: expect.arrayContaining([{ ...price, before: euros("49.90"), after: euros("39.90") }]),
    },
    { at: 1, effect: "unchanged", changes: null },
    { at: 2, name: "New Coat", effect: "created", values: { "product.name": "New Coat" } },
  ]);
  const report =
    "select report -> 'effects' as effects, report ->> 'importId' as id from sync_runs where id = $1";
  const effects = { changed: 1, unchanged: 1, created: 1 };
  expect(await world.rows(report, [runId])).toEqual([{ effects, id }]);

  // Looked at again, it is the same preview.
  expect((await previewImport(world.deps, scope, { importId: id })).runId).toBe(runId);
  expect(await records()).toHaveLength(3);
  const userId = randomUUID();
  await world.rows("insert into users (id, email) values ($1::uuid, $1::text || '@example.com')", [userId]);
  await world.rows("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'member')", [
    scope.brandId,
    userId,
  ]);
  const taken = takePreviewOver(world.deps.db, { brandId: scope.brandId, userId, runId });
  await expect(taken).rejects.toMatchObject({
    code: "conflict",
    hint: expect.stringContaining("Import the file"),
  });
});

test("a preview of the first products says how many there are", async () => {
  const scope = await world.brand();
  const lines = Array.from({ length: 2_300 }, (_, at) => `S${at},Shirt ${at},S${at}-M`);
  const { id } = await world.validated(scope, `Style,Name,SKU\n${lines.join("\n")}`);
  const preview = await previewImport(world.deps, scope, { importId: id, most: 1_500 });
  expect(preview).toMatchObject({ products: 1_500, of: 2_300, covers: "first", tallies: { created: 1_500 } });
  expect(await previewImport(world.deps, scope, { importId: id, most: 10_000 })).toMatchObject({
    products: 2_300,
    covers: "all",
    tallies: { created: 2_300, variantsCreated: 2_300 },
  });
});

test("a file that lacks products of the one before calls none of them gone", async () => {
  const scope = await world.brand();
  await world.commit(scope, (await world.validated(scope, CATALOG)).id);
  const one = CATALOG.split("\r\n").slice(0, 2).join("\r\n");
  const { tallies } = await world.commit(scope, (await world.validated(scope, one)).id);
  expect(tallies).toMatchObject({ archived: 0, variantsTombstoned: 0 });
  expect(await world.count(scope, "product_variants")).toBe(3);
});

test("a name is mapped once and remembered by all that follow; unknown ones come with suggestions", async () => {
  const scope = await world.brand();
  const [navy] = await world.rows<{ id: string }>(
    "insert into brand_colors (brand_id, name) values ($1, 'Navy Blue'), ($1, 'Black') returning id",
    [scope.brandId],
  );
  const job = await world.validated(scope, CATALOG, { requiresValueApproval: true });
  const unknown = await listUnknownValues(world.deps, scope, { importId: job.id });
  expect(unknown.map(({ value }) => value).sort()).toEqual([
    "L",
    "Linen",
    "M",
    "Polyamide",
    "S",
    "Wool",
    "ecru",
    "navy",
  ]);
  expect(unknown.find(({ value }) => value === "navy")).toMatchObject({
    field: "variant.color",
    products: 1,
    willBe: "created",
    suggestions: [{ id: navy?.id, name: "Navy Blue" }],
  });
  await expect(commitImport(world.deps, scope, { importId: job.id })).rejects.toMatchObject({
    code: "precondition_failed",
    message: expect.stringContaining("8 values"),
  });
  for (const { field, value } of unknown) {
    const to = value === "navy" ? { id: navy?.id ?? "" } : { create: value };
    await mapValue(world.deps, scope, { field, value, to });
  }
  expect(await listUnknownValues(world.deps, scope, { importId: job.id })).toEqual([]);
  await world.commit(scope, job.id);
  const colors = "select name from brand_colors where brand_id = $1 order by normalized_name";
  expect(await world.rows(colors, [scope.brandId])).toEqual([
    { name: "Black" },
    { name: "ecru" },
    { name: "Navy Blue" },
  ]);
  expect((await world.products(scope)).map(({ color }) => color)).toEqual(["Navy Blue", "Navy Blue", "ecru"]);

  const next = await world.validated(scope, "Style,Name,Colour,SKU\nD4,Cap,NAVY,D4\n", {
    requiresValueApproval: true,
  });
  expect(await listUnknownValues(world.deps, scope, { importId: next.id })).toEqual([]);
  await world.commit(scope, next.id);
  expect((await world.products(scope)).find(({ product }) => product === "D4")).toMatchObject({
    color: "Navy Blue",
  });
});

test("a changed meaning reaches records that are otherwise unchanged", async () => {
  const scope = await world.brand();
  await world.commit(scope, (await world.validated(scope, CATALOG)).id);
  await mapValue(world.deps, scope, { field: "variant.color", value: "navy", to: { create: "Midnight" } });
  const { tallies } = await world.commit(scope, (await world.validated(scope, CATALOG)).id);
  expect(tallies).toMatchObject({ updated: 1, unchanged: 1 });
  expect((await world.products(scope))[0]).toMatchObject({ color: "Midnight" });
});

test("a category is left out until it is mapped to the tree", async () => {
  const scope = await world.brand();
  const [category] = await world.rows<{ id: string }>(
    "insert into categories (name) values ('Knitwear') returning id",
  );
  const file = "Style,Name,Category\nA,Jumper,Pullover\n";
  const job = await world.validated(scope, file);
  expect(await listUnknownValues(world.deps, scope, { importId: job.id })).toMatchObject([
    { field: "product.category", value: "Pullover", willBe: "left out" },
  ]);
  await expect(
    mapValue(world.deps, scope, { field: "product.category", value: "Pullover", to: { create: "Pullover" } }),
  ).rejects.toMatchObject({ code: "bad_request" });
  await mapValue(world.deps, scope, {
    field: "product.category",
    value: "Pullover",
    to: { id: category?.id ?? "" },
  });
  await world.commit(scope, job.id);
  expect(await world.rows("select category_id from products where brand_id = $1", [scope.brandId])).toEqual([
    { category_id: category?.id },
  ]);
});

test("rows of one product may be scattered over the file", async () => {
  const scope = await world.brand();
  const lines = ["Style,Name,SKU", "A,Shirt,A1", "B,Coat,B1", "A,,A2", "C,Cap,C1", "B,,B2", "A,,A3"];
  const job = await world.validated(scope, lines.join("\n"));
  expect(job.summary).toMatchObject({ rows: 6, products: 3, variants: 6 });
  await world.commit(scope, job.id);
  expect((await world.products(scope)).map(({ product, sku }) => `${product}:${sku}`)).toEqual([
    "A:A1",
    "A:A2",
    "A:A3",
    "B:B1",
    "B:B2",
    "C:C1",
  ]);
});

test("an import is cancelled before, while and after it is worked on", async () => {
  const scope = await world.brand();
  const first = await world.start(scope, CATALOG);
  await validateImport(world.deps, scope, { importId: first.id });
  expect(await cancelImport(world.deps, scope, { importId: first.id })).toMatchObject({
    status: "CANCELLED",
  });
  const ref = { brandId: scope.brandId, importId: first.id };
  expect(await runValidation(world.deps, ref)).toEqual({ status: "superseded" });
  expect(await world.count(scope, "import_rows")).toBe(0);

  const second = await world.validated(scope, CATALOG);
  const { runId } = await commitImport(world.deps, scope, { importId: second.id });
  expect(await cancelImport(world.deps, scope, { importId: second.id })).toMatchObject({
    status: "CANCELLED",
  });
  expect(await world.drive(scope, runId ?? "")).toMatchObject({ status: "cancelled" });
  expect(await world.count(scope, "products")).toBe(0);
  await expect(cancelImport(world.deps, scope, { importId: second.id })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("of two imports of one source one is committed at a time", async () => {
  const scope = await world.brand();
  const [first, second] = [await world.validated(scope, CATALOG), await world.validated(scope, CATALOG)];
  await commitImport(world.deps, scope, { importId: first.id });
  await expect(commitImport(world.deps, scope, { importId: second.id })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(previewImport(world.deps, scope, { importId: second.id })).rejects.toMatchObject({
    code: "conflict",
  });
  const other = await world.validated(scope, CATALOG, { source: "Supplier B" });
  expect(await commitImport(world.deps, scope, { importId: other.id })).toMatchObject({
    status: "COMMITTING",
  });
});

test("another brand sees, maps and commits nothing of it", async () => {
  const scope = await world.brand();
  const stranger = await world.brand();
  const { id: importId, mapping } = await world.validated(scope, CATALOG);
  const tries = [
    () => listImportRows(world.deps, stranger, { importId }),
    () => listUnknownValues(world.deps, stranger, { importId }),
    () => previewImport(world.deps, stranger, { importId }),
    () => commitImport(world.deps, stranger, { importId }),
    () => cancelImport(world.deps, stranger, { importId }),
    () => setMapping(world.deps, stranger, { importId, mapping }),
    () => world.report(stranger, importId),
    () => world.start(stranger, CATALOG, { correctionOf: importId }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  expect((await listImports(world.deps, stranger)).items).toEqual([]);
  expect((await listImports(world.deps, scope)).items).toMatchObject([{ id: importId, status: "VALIDATED" }]);
});
