import { asc, desc, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { products } from "../../schema/products/products.ts";

export const PRODUCT_SORTS = ["newest", "oldest", "name", "-name", "identifier", "-identifier"] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

interface Sort {
  order: SQL[];
  /** Rows behind the given key. */
  after(key: readonly [string, string]): SQL;
  /** What a page remembers of its last row, beside the id. */
  key: SQL<string>;
}

/** As `products_name_idx` has it. */
const name = sql<string>`lower(left(${products.name}, 60))`;
const identifier = sql<string>`${products.productIdentifier}`;
const none = sql<string>`''`;

function byText(text: SQL<string>, descending: boolean): Sort {
  const direction = descending ? desc : asc;
  const than = descending ? sql`<` : sql`>`;
  return {
    order: [direction(text), direction(products.id)],
    after: ([last, id]) => sql`(${text}, ${products.id}) ${than} (${last}, ${id}::uuid)`,
    key: text,
  };
}

function byId(descending: boolean): Sort {
  const than = descending ? sql`<` : sql`>`;
  return {
    order: [descending ? desc(products.id) : asc(products.id)],
    after: ([, id]) => sql`${products.id} ${than} ${id}::uuid`,
    key: none,
  };
}

/** Each has an index to walk, so that the thousandth page costs what the first does. */
export const SORTS: Record<ProductSort, Sort> = {
  newest: byId(true),
  oldest: byId(false),
  name: byText(name, false),
  "-name": byText(name, true),
  identifier: byText(identifier, false),
  "-identifier": byText(identifier, true),
};

/** The sort too, so that a cursor of one order is not taken in another. */
export const productCursor = z.tuple([z.enum(PRODUCT_SORTS), z.string(), z.uuid()]);
