import { notFound } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import { readDrafts } from "@v1/db/passports";
import { comparePassports } from "./compare.ts";
import type { PassportChange, PassportScope } from "./types.ts";

export interface PassportDiff {
  productId: string;
  product: string;
  /** What is published; null where nothing was. */
  published: { version: number; publishedAt: Date } | null;
  /** The product's status: what is published is only shown while it says so. */
  status: "published" | "unpublished" | "archived" | "scheduled";
  /** All that differs, counted; the list ends after the first 500. */
  total: number;
  changes: PassportChange[];
}

const MOST = 500;

/**
 * What publishing a product now would change, field by field.
 * @throws AppError `not_found`
 */
export async function diffPassport(
  { db }: { db: WorkerDb },
  { brandId }: PassportScope,
  { productId }: { productId: string },
): Promise<PassportDiff> {
  const [draft] = await readDrafts(db, { brandId, productIds: [productId] });
  if (!draft) throw notFound("product", productId);
  const { published, content, sources, product, status } = draft;
  const changes = comparePassports({ published: published?.content ?? null, current: content, sources });
  return {
    productId,
    product,
    published: published && { version: published.version, publishedAt: published.publishedAt },
    status,
    total: changes.length,
    changes: changes.slice(0, MOST),
  };
}
