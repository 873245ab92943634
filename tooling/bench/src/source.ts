import { join } from "node:path";
import { type BulkFileResult, writeBulkFile, writeChangedBulkFile } from "@v1/stack/catalog";

const SEED = 1;
const SHARE = 0.01;

/** A file in Shopify's raw bulk form, with the counts that Shopify states of it. */
export interface Source extends BulkFileResult {
  path: string;
  products: number;
}

/** A whole catalog, children far from their parents. */
export async function writeSource(folder: string, products: number): Promise<Source> {
  const path = join(folder, `catalog-${products}.jsonl`);
  const counts = await writeBulkFile({ path, products, seed: SEED, scattered: true });
  return { path, products, ...counts };
}

/** Only what of that catalog was edited since, 1 % of it: other titles and prices, later times. */
export async function writeChangedSource(folder: string, products: number, share = SHARE): Promise<Source> {
  const path = join(folder, `changed-${products}-${share}.jsonl`);
  const counts = await writeChangedBulkFile({ path, products, seed: SEED, scattered: true, share });
  return { path, products: counts.rootObjectCount, ...counts };
}

/** The connection's settings that lead to a file. */
export function configOf({ path, objectCount, rootObjectCount }: Source) {
  return { bulkFile: path, objectCount, rootObjectCount };
}
