import { asc, desc, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { products } from "../../schema/products/products.ts";
import { productSearch } from "../../schema/search/product-search.ts";

export const PRODUCT_SORTS = ["newest", "oldest", "name", "-name", "identifier", "-identifier"] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

interface Sort {
  order: SQL[];
  /** Rows behind the given key. */
  after(key: readonly [string, string]): SQL;
  /** What a page remembers of its last row, beside the id. */
  key: SQL<string>;
  /** Walks `product_search`, where names lie as their words do: made a moment after the product. */
  byName: boolean;
}

const none = sql<string>`''`;

function byText(text: PgColumn, id: PgColumn, descending: boolean): Sort {
  const direction = descending ? desc : asc;
  const than = descending ? sql`<` : sql`>`;
  return {
    order: [direction(text), direction(id)],
    after: ([last, lastId]) => sql`(${text}, ${id}) ${than} (${last}, ${lastId}::uuid)`,
    key: sql<string>`${text}`,
    byName: text === productSearch.sortName,
  };
}

const byName = (descending: boolean) => byText(productSearch.sortName, productSearch.productId, descending);
const byIdentifier = (descending: boolean) => byText(products.productIdentifier, products.id, descending);

function byId(descending: boolean): Sort {
  const than = descending ? sql`<` : sql`>`;
  return {
    order: [descending ? desc(products.id) : asc(products.id)],
    after: ([, id]) => sql`${products.id} ${than} ${id}::uuid`,
    key: none,
    byName: false,
  };
}

/** Each has an index to walk, so that the thousandth page costs what the first does. */
export const SORTS: Record<ProductSort, Sort> = {
  newest: byId(true),
  oldest: byId(false),
  name: byName(false),
  "-name": byName(true),
  identifier: byIdentifier(false),
  "-identifier": byIdentifier(true),
};

/** The sort too, so that a cursor of one order is not taken in another. */
export const productCursor = z.tuple([z.enum(PRODUCT_SORTS), z.string(), z.uuid()]);
