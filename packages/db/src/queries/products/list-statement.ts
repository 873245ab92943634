import { binding, type Statement } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";
import { found, type Search } from "../search/search-products.ts";
import { LEADS } from "./facets.ts";
import { conditions, narrows, type ProductFilters } from "./product-filters.ts";
import { behind, idOf, orderOf, type ProductSort, SORTS, type SortKey } from "./product-sort.ts";
import { type Start, walkOf } from "./rare-side.ts";

interface Wanted {
  sort: ProductSort;
  filters: ProductFilters;
  search: Search | null;
  after: SortKey | null;
  start: Start | null;
  /** Rows, one more than the page shows. */
  rows: number;
}

/** The statement of one page. What a row shows beside the product is looked up for the page's rows only. */
export function listStatement({ brandId }: BrandScope, wanted: Wanted): Statement {
  const values: unknown[] = [brandId];
  const direction = SORTS[wanted.sort].descending ? "desc" : "asc";
  const text = `${mark(wanted)}select p.id, p.name, p.product_identifier as "productIdentifier", p.upid, p.status,
    p.sales_status as "salesStatus", p.primary_image_path as image, p.price, p.currency,
    ${nameOf("categories", "category_id", "")} as category, ${nameOf("brand_seasons", "season_id")} as season,
    ${nameOf("brand_manufacturers", "manufacturer_id")} as manufacturer, p.has_pending_changes as "hasPendingChanges",
    p.created_at as "createdAt", p.updated_at as "updatedAt", p."sortKey",
    (select count(*)::int from product_variants v
      where v.brand_id = $1 and v.product_id = p.id and v.tombstoned_at is null) as "variantCount"
  from (${pageOf(wanted, values)}) p
  order by p."sortKey" ${direction}, p.id ${direction}`;
  return { text, values };
}

/** Row by row, by key: as a join, a brand's whole table would be looked through for each row. */
const nameOf = (table: string, column: string, own = "x.brand_id = $1 and ") =>
  `(select x.name from ${table} x where ${own}x.id = p.${column})`;

/** Pages of 50, the default, and of 100, the app's: each kept plan takes its place in every session. */
const KEPT_ROWS = [51, 101];

/** The bare list's plan suits whatever is asked for; what narrows it is planned for its very values. */
function mark({ sort, filters, search, after, rows }: Wanted): string {
  if (search || narrows(filters) || !KEPT_ROWS.includes(rows)) return "";
  return `/* keep:list_${sort}_${after ? "after" : "first"}_${rows} */ `;
}

function pageOf({ sort: name, filters, search, after, start, rows }: Wanted, values: unknown[]): string {
  const bind = binding(values);
  const sort = SORTS[name];
  const ids = [
    ...(search ? [`${idOf(sort)} = any (${found(search, bind)})`] : []),
    ...(start?.ids ? [`${idOf(sort)} = any (${bind(start.ids)}::uuid[])`] : []),
  ];
  const rest = conditions(filters, bind, start?.facet);
  const next = after ? [behind(sort, after, bind)] : [];
  const from = () => {
    if (sort.by === "n.sort_name") return byName(rest, [...ids, ...next]);
    if (!start || start.ids || !LEADS[start.facet].inOrder) return plain([...ids, ...rest, ...next]);
    const { facet } = start;
    const walk = { wanted: bind(filters[facet]), rest: [...rest, ...next], limit: rows, ...sort };
    return `(${walkOf(facet, walk)}) x, ${plain(["p.id = x.id"])}`;
  };
  return `select p.*, ${sort.by ?? "''"} as "sortKey" from ${from()} order by ${orderOf(sort)} limit ${rows}`;
}

const plain = (conditions: string[]) =>
  `products p where ${["p.brand_id = $1", ...conditions].join(" and ")}`;

/** Product by product along the names: `offset 0` keeps the planner from any other way. */
function byName(ofProduct: string[], ofName: string[]): string {
  return `product_search n cross join lateral (
    select * from ${plain(["p.id = n.product_id", ...ofProduct])} offset 0
  ) p where ${["n.brand_id = $1", ...ofName].join(" and ")}`;
}
