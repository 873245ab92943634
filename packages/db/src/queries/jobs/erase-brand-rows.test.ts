import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasColumn, type Relation, readCatalog } from "../../testing/rls/catalog.ts";
import { fillTwoBrands } from "../../testing/rls/fill.ts";
import { listBrandTables } from "./brand-tables.ts";
import { eraseBrandRow, eraseRows, openErasure } from "./erase-brand-rows.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test("every table of a brand is emptied, children before parents, and no row of another brand", async () => {
  const catalog = (await readCatalog(client)).filter(isOfBrand);
  const [brand, other] = await fillTwoBrands(client, await readCatalog(client));
  await client.query("update brands set deleted_at = now() where id = $1", [brand.brandId]);
  await client.query("delete from erasure_receipts");
  const tables = await listBrandTables(client);
  expect(tables.map(({ name }) => name).sort()).toEqual(catalog.map(({ name }) => name).sort());

  const rows = await countAll(catalog, brand.brandId);
  const others = await countAll(catalog, other.brandId);
  const opened = await openErasure(client, { brandId: brand.brandId, kind: "brand_deletion" });
  if (opened.state !== "open") throw new Error(opened.state);
  for (const { name, oids } of tables) {
    // In the right order nothing is gone by a cascade, uncounted, before its turn comes.
    const left = await countAll(catalog, brand.brandId);
    expect([name, left[name]]).toEqual([name, rows[name]]);
    await client.query("begin");
    for (const oid of oids) {
      await eraseRows(client, {
        brandId: brand.brandId,
        receiptId: opened.receipt.id,
        limit: 100,
        table: { name, oid },
      });
    }
    await client.query("commit");
  }
  await eraseBrandRow(client, brand.brandId, opened.receipt.id);

  expect(await countAll(catalog, other.brandId)).toEqual(others);
  const receipts = await client.query("select * from erasure_receipts");
  expect(receipts.rows).toHaveLength(1);
  expect(receipts.rows[0].tallies).toMatchObject({
    ...rows,
    brands: 1,
    ownership_versions: expect.anything(),
  });
});

test("the audit log lets nothing go outside an erasure", async () => {
  const { rows } = await client.query("select brand_id from audit_log");
  expect(rows).not.toEqual([]);
  await expect(client.query("delete from audit_log")).rejects.toThrow("append-only");
});

function isOfBrand(relation: Relation): boolean {
  if (relation.schema !== "public" || relation.isPartition || relation.name === "erasure_receipts")
    return false;
  return hasColumn(relation, "brand_id");
}

async function countAll(tables: Relation[], brandId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, sql } of tables) {
    const { rows } = await client.query(`select count(*)::int as count from ${sql} where brand_id = $1`, [
      brandId,
    ]);
    counts[name] = rows[0].count;
  }
  return counts;
}
