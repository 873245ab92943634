import { z } from "zod";
import type { Bind } from "../../request/ask.ts";

export const PRODUCT_SORTS = ["newest", "oldest", "name", "-name", "identifier", "-identifier"] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** Where the last page ended: its last row's value in the order, and its id. */
export type SortKey = readonly [text: string, id: string];

interface Sort {
  /** What the order goes by, an expression; the id decides among equals. Null where it is the id alone. */
  by: "n.sort_name" | "p.product_identifier" | null;
  descending: boolean;
}

/** Each has an index to walk, so that the thousandth page costs what the first does. */
export const SORTS: Record<ProductSort, Sort> = {
  newest: { by: null, descending: true },
  oldest: { by: null, descending: false },
  name: { by: "n.sort_name", descending: false },
  "-name": { by: "n.sort_name", descending: true },
  identifier: { by: "p.product_identifier", descending: false },
  "-identifier": { by: "p.product_identifier", descending: true },
};

/** The sort too, so that a cursor of one order is not taken in another. */
export const productCursor = z.tuple([z.enum(PRODUCT_SORTS), z.string(), z.uuid()]);

/** Names are walked where they lie (0021), and so are their products' ids. */
const idOf = ({ by }: Sort): string => (by === "n.sort_name" ? "n.product_id" : "p.id");

export function orderOf(sort: Sort): string {
  const direction = sort.descending ? "desc" : "asc";
  return [sort.by, idOf(sort)].flatMap((column) => (column ? `${column} ${direction}` : [])).join(", ");
}

/** The condition for rows behind the given key, `id` being where their product's id is. */
export function behind(sort: Sort, key: SortKey, bind: Bind): (id: string) => string {
  const than = sort.descending ? "<" : ">";
  const [text, last] = sort.by === null ? [null, bind(key[1])] : [bind(key[0]), bind(key[1])];
  if (text === null) return (id) => `${id} ${than} ${last}::uuid`;
  return (id) => `(${sort.by}, ${id}) ${than} (${text}::text, ${last}::uuid)`;
}
