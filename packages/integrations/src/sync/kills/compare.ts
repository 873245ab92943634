import { isDeepStrictEqual } from "node:util";
import { generateProduct } from "@v1/stack/catalog";
import { expect } from "vitest";
import type { SyncJob } from "../types.ts";
import { runState, type Scene } from "./scene.ts";
import { rowCounts, storedCatalog } from "./stored.ts";
import { type Catalog, expectedCatalog } from "./truth.ts";

/** Exactly the source's data: every product with all that belongs to it, nothing twice, nothing lost. */
export async function expectSourceData(scene: Scene, catalog: Catalog): Promise<void> {
  const stored = await storedCatalog(scene.db, scene);
  const expected = expectedCatalog(catalog);
  expect([...stored.keys()].sort()).toEqual([...expected.keys()].sort());
  // One product's difference is readable, five thousand are not.
  for (const [id, product] of expected) {
    if (!isDeepStrictEqual(stored.get(id), product)) expect(stored.get(id)).toEqual(product);
  }
  await expectRowCounts(scene, catalog);
  await expectOneCreation(scene, catalog);
}

async function expectRowCounts(scene: Scene, { products, seed }: Catalog): Promise<void> {
  let variants = 0;
  const types = new Set<string>();
  for (let index = 0; index < products; index += 1) {
    const product = generateProduct(seed, index);
    variants += product.variants.length;
    types.add(product.garment.type);
  }
  expect(await rowCounts(scene.db, scene.brandId)).toEqual({
    products,
    product_variants: variants,
    product_environment: products,
    product_materials: 2 * products,
    product_journey_steps: 3 * products,
    product_eco_claims: products,
    tags_on_product: 2 * products,
    product_sources: products,
    variant_sources: variants,
    product_source_states: products,
    value_provenance: products + variants,
    sync_changes: products,
    sync_conflicts: 0,
    review_records: 0,
    connection_leases: 0,
  });
  await expectOnlyUnmapped(scene, types.size);
}

/** Nothing went wrong but that nobody has mapped the types to categories, which each run says once of each. */
async function expectOnlyUnmapped(scene: Scene, types: number): Promise<void> {
  const { rows } = await scene.db.pool.query(
    `select code, count(distinct message)::int as said, count(*)::int = count(distinct (run_id, message))::int as once
     from sync_errors where brand_id = $1 group by code`,
    [scene.brandId],
  );
  expect(rows).toEqual([{ code: "unmapped_category", said: types, once: true }]);
}

/** One row of history for each product, whichever runs made them. */
async function expectOneCreation(scene: Scene, { products }: Catalog): Promise<void> {
  const { rows } = await scene.db.pool.query(
    `select field_key, count(*)::int, count(distinct product_id)::int as products
     from sync_changes where brand_id = $1 group by field_key`,
    [scene.brandId],
  );
  expect(rows).toEqual([{ field_key: "$created", count: products, products }]);
}

/** One run read it all, made it all, and saw every record. */
export async function expectWholeRun(scene: Scene, job: SyncJob, { products }: Catalog): Promise<void> {
  const { status, tallies } = await runState(scene.db, job);
  expect({ status, ...tallies }).toMatchObject({
    status: "completed",
    read: products,
    created: products,
    updated: 0,
    unchanged: 0,
    failed: 0,
    changes: 0,
    errors: 0,
  });
  const { rows } = await scene.db.pool.query<{ seen: number }>(
    "select count(*)::int as seen from run_seen where brand_id = $1 and run_id = $2",
    [job.brandId, job.runId],
  );
  expect(rows).toEqual([{ seen: products }]);
}
