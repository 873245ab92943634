import { randomUUID } from "node:crypto";
import {
  beginChunk,
  type ChunkInput,
  ensureOrigins,
  mergeChunk,
  NO_TALLIES,
  openRun,
  previewChunk,
  type RunContext,
  readOwnership,
  type StagedProduct,
  type SyncClient,
  stageChunk,
  takeLease,
  withSession,
} from "@v1/db/sync";
import { expect, test } from "vitest";
import { record, type SourceRecord, skus, variant } from "../testing/records.ts";
import { type Brand, type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();

/** Assertions as anybody may stage them: a file import, a replay, a test. */
function staged(records: SourceRecord[]): StagedProduct[] {
  return records.map(({ id, product, variants }, ordinal) => ({
    ordinal,
    externalId: id,
    newId: randomUUID(),
    upid: randomUUID(),
    groupKey: null,
    sourceUpdatedAt: null,
    contentHash: Buffer.alloc(16, ordinal),
    variantsComplete: true,
    clean: true,
    observed: JSON.stringify(product),
    variants: variants.map((variant) => ({
      externalId: variant.id,
      newId: randomUUID(),
      upid: randomUUID(),
      observed: JSON.stringify(variant.fields),
    })),
  }));
}

/** A run of the connection's own without any connector: a lease, a context, one staged chunk. */
async function byHand({ brand, id, source }: Connection, records: SourceRecord[]) {
  const ref = { brandId: brand.id, connectionId: id };
  const [row] = await brand.sql<{ id: string }>(
    "insert into sync_runs (brand_id, connection_id, mode, trigger) values ($1, $2, 'incremental', 'manual') returning id",
    [brand.id, id],
  );
  const runId = row?.id ?? "";
  const lease = await takeLease(world.db, { ...ref, runId, seconds: 60 });
  const opened = await openRun(world.db, {
    brandId: brand.id,
    runId,
    slug: source.slug,
    connectorVersion: () => 1,
  });
  const run: RunContext = {
    ...ref,
    runId,
    runSeq: opened.seq,
    token: lease?.token ?? "",
    leaseSeconds: 60,
    mode: "incremental",
    mappingVersion: 100_001,
    mayCreate: true,
    matchBy: ["barcode", "sku", "identifier"],
    acceptOlder: false,
    origins: await ensureOrigins(world.db, ref),
    complete: new Set(source.connector().complete),
  };
  const keysOf = (all: object[]) => [...new Set(all.flatMap((fields) => Object.keys(fields)))].sort();
  const ownership = await readOwnership(world.db.pool, brand.id, id);
  const input: ChunkInput = {
    chunk: 0,
    shape: {
      product: keysOf(records.map(({ product }) => product)) as never,
      variant: keysOf(records.flatMap(({ variants }) => variants.map(({ fields }) => fields))) as never,
      owned: ownership.owned,
      clear: ownership.clear,
      complete: run.complete,
    },
    namesTwice: true,
    ownership,
    seen: records.map((entry) => entry.id),
    errors: [],
    before: NO_TALLIES,
    counted: { read: records.length },
    checkpoint: null,
    total: null,
  };
  await withSession(world.db, (client) =>
    stageChunk(client, { brandId: brand.id, token: run.token, chunk: 0, products: staged(records) }),
  );
  return { run, input };
}

async function merge(client: SyncClient, run: RunContext, input: ChunkInput) {
  await beginChunk(client, run, input);
  return mergeChunk(client, run, input);
}

const FIRST = [
  record(
    "1",
    { "product.description": "old", "product.gender": "men", "product.tags": ["a"] },
    { variants: skus("A") },
  ),
  record("2", { "product.description": "kept" }, { variants: skus("B") }),
];
const SECOND = [
  record(
    "1",
    { "product.description": "new", "product.gender": "women", "product.tags": ["a", "b"] },
    { variants: skus("A") },
  ),
  record("2", { "product.description": null }, { variants: [variant("B", { "variant.sku": "A" })] }),
  record("3", { "product.name": "New" }, { variants: skus("C") }),
];

async function stocked(): Promise<{ brand: Brand; shop: Connection }> {
  const brand = await world.brand();
  await brand.setOwner("product.gender", "manual");
  const shop = await brand.connect();
  shop.source.put(...FIRST);
  await shop.sync();
  await brand.sql(
    "update products set gender = 'men' where brand_id = $1 and product_identifier = 'style-1'",
    [brand.id],
  );
  return { brand, shop };
}

async function stateOf(brand: Brand) {
  const strip = <T extends { id: string; upid: string }>({ id: _, upid: __, ...rest }: T) => rest;
  return {
    products: (await brand.products()).map(strip),
    variants: (await brand.variants()).map(strip),
    links: await brand.links(),
    conflicts: await brand.conflicts(),
  };
}

test("rule 16: assertions staged by anybody are decided as those of a sync", async () => {
  const bySync = await stocked();
  bySync.shop.source.put(...SECOND);
  const synced = await bySync.shop.sync({ mode: "incremental" });
  const staged = await stocked();
  const { run, input } = await byHand(staged.shop, SECOND);
  const merged = await withSession(world.db, (client) => merge(client, run, input));
  expect(merged).toMatchObject({ status: "merged", tallies: synced.tallies });
  expect(await stateOf(staged.brand)).toEqual(await stateOf(bySync.brand));
  expect(await staged.brand.changes(run.runId)).toEqual(await bySync.brand.changes(synced.runId));
});

test("rule 16: a preview says what the merge would do, and writes nothing", async () => {
  const { brand, shop } = await stocked();
  const { run, input } = await byHand(shop, SECOND);
  const before = await stateOf(brand);
  const preview = await withSession(world.db, (client) => previewChunk(client, run, input));
  expect(await stateOf(brand)).toEqual(before);
  expect(await brand.changes(run.runId)).toEqual([]);
  const said = preview?.changes.map(({ identifier, field, before: from, after }) => [
    identifier,
    field,
    from,
    after,
  ]);
  expect(said).toEqual([
    ["style-1", "product.description", "old", "new"],
    ["style-1", "product.tags", ["a"], ["a", "b"]],
    ["style-3", "$created", null, null],
  ]);
  expect(preview?.kept).toEqual([{ identifier: "style-2", field: "product.description" }]);
  expect(preview?.conflicts).toMatchObject([
    { identifier: "style-1", field: "product.gender", canonical: "men", observed: "women" },
  ]);
  expect(preview?.rejected).toMatchObject([
    { externalId: "2", code: "duplicate_value", field: "variant.sku" },
  ]);
  // The same chunk merged afterwards does just that.
  const merged = await withSession(world.db, (client) => merge(client, run, input));
  expect(merged).toMatchObject({ status: "merged", tallies: preview?.tallies });
  expect(await brand.changes(run.runId)).toHaveLength(preview?.changes.length ?? 0);
});

test("rule 16: a plan whose ownership moved, or whose lease is lost, previews and merges nothing", async () => {
  const { brand, shop } = await stocked();
  const { run, input } = await byHand(shop, SECOND);
  const before = await stateOf(brand);
  const moved = { ...input, ownership: { ...input.ownership, version: input.ownership.version + 1 } };
  const robbed = { ...run, token: randomUUID() };
  await withSession(world.db, async (client) => {
    expect(await previewChunk(client, run, moved)).toBeNull();
    expect(await merge(client, run, moved)).toEqual({ status: "moved" });
    expect(await merge(client, robbed, input)).toEqual({ status: "lost" });
  });
  expect(await stateOf(brand)).toEqual(before);
});
