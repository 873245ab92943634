import { binding, type Statement } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";
import { found, foundRows, type Search } from "../search/search-products.ts";
import { amongAll, valuesOf } from "./facets.ts";
import { conditions, narrows, type ProductFilters } from "./product-filters.ts";
import { behind, orderOf, type ProductSort, SORTS, type SortKey } from "./product-sort.ts";
import { also, type Start, walkOf } from "./rare-side.ts";

export interface Wanted {
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
  const { lead, ids, sets } = start ?? { lead: null, ids: null, sets: [] };
  const rest = conditions(filters, bind, lead ? [lead, ...sets] : sets);
  const gathered = sets.map((facet) => ({ facet, wanted: bind(valuesOf(filters, facet)) }));
  const next = after ? behind(sort, after, bind) : null;
  const onId = (id: string) => [
    ...(ids ? [`${id} = any (${bind(ids)}::uuid[])`] : []),
    ...gathered.map(({ facet, wanted }) => amongAll(facet, id, wanted)),
    ...(next ? [next(id)] : []),
  ];
  const from = () => {
    if (sort.by === "n.sort_name") {
      const names = search
        ? `${foundRows(search, bind)} n where true`
        : "product_search n where n.brand_id = $1";
      return byName(`${names}${also(onId("n.product_id"))} order by ${orderOf(sort)}`, rest);
    }
    const own = search ? [`p.id = any (${found(search, bind)})`] : [];
    if (!lead || ids) return plain([...own, ...onId("p.id"), ...rest]);
    const walk = { wanted: bind(valuesOf(filters, lead)), onId, onProduct: rest, limit: rows, ...sort };
    return `(${walkOf(lead, walk)}) x, ${plain(["p.id = x.id"])}`;
  };
  return `select p.*, ${sort.by ?? "''"} as "sortKey" from ${from()} order by ${orderOf(sort)} limit ${rows}`;
}

const plain = (conditions: string[]) => `products p where p.brand_id = $1${also(conditions)}`;

/** Product by product along the names: `offset 0` keeps the planner from any other way. */
function byName(names: string, onProduct: string[]): string {
  return `(select n.product_id, n.sort_name from ${names} offset 0) n cross join lateral (
    select * from ${plain(["p.id = n.product_id", ...onProduct])} offset 0
  ) p`;
}
