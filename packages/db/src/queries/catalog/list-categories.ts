import { asc } from "drizzle-orm";
import type { Tx } from "../../client.ts";
import { categories } from "../../schema/brands/categories.ts";

/** The global tree of categories, flat: each names its parent. */
export function listCategories(tx: Tx) {
  return tx
    .select({ id: categories.id, name: categories.name, parentId: categories.parentId })
    .from(categories)
    .orderBy(asc(categories.name), asc(categories.id));
}
