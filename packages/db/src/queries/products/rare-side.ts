import { ask, binding } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";
import { FACET_COLUMN, type Facet, facetsOf, type ProductFilters } from "./product-filters.ts";

/** What has more products than these is common: walking the list meets it soon enough. */
const RARE = 1_000;

/** Where a narrowed list starts. */
export interface Start {
  /** The facet that the start takes care of. */
  facet: Facet;
  /** All of its products, where they are few; null where the facet's own index is walked. */
  ids: string[] | null;
}

/**
 * Decides what a narrowed list starts from: the facet with the fewest products, of which no more than a
 * thousand are counted; or, in the order of ids, any facet whose index is in that order.
 */
export async function startOf(
  scope: BrandScope,
  filters: ProductFilters,
  { byId }: { byId: boolean },
): Promise<Start | null> {
  const facets = facetsOf(filters);
  const walked = byId ? (facets.find((facet) => facet !== "connectionIds") ?? null) : null;
  const byItself = walked && { facet: walked, ids: null };
  if (facets.length === 0 || (facets.length === 1 && walked)) return byItself;
  const found = await countUpTo(scope, filters, facets);
  const [rarest] = found
    .filter(({ ids }) => ids.length <= RARE)
    .sort((left, right) => left.ids.length - right.ids.length);
  return rarest ?? byItself;
}

/** Of each facet its products, one more than are rare at most. */
async function countUpTo(
  { tx, brandId }: BrandScope,
  filters: ProductFilters,
  facets: Facet[],
): Promise<{ facet: Facet; ids: string[] }[]> {
  const values: unknown[] = [brandId];
  const bind = binding(values);
  const text = facets.map(
    (facet) => `select '${facet}' as facet, array(${someOf(facet, bind(filters[facet]))}) as ids`,
  );
  return ask(tx, { text: text.join(" union all "), values });
}

/** Value by value, each along its own part of the index. */
function someOf(facet: Facet, wanted: string): string {
  return `select distinct x.id from unnest(${wanted}::uuid[]) f cross join lateral (${oneOf(facet)} limit ${RARE + 1}) x
    limit ${RARE + 1}`;
}

function oneOf(facet: Facet): string {
  if (facet === "tagIds") {
    return "select product_id as id from tags_on_product where tag_id = f and brand_id = $1";
  }
  if (facet === "connectionIds") {
    return "select product_id as id from product_sources where brand_id = $1 and connection_id = f and state = 'live'";
  }
  return `select id from products where ${FACET_COLUMN[facet]} = f and brand_id = $1`;
}

/**
 * Ids of a facet's products in the order of ids, no more than a page: value by value along its index,
 * which stops where the page is full. `rest` are conditions on `p`. `offset 0`: a tag's products are
 * looked at one by one, or the planner walks all products and asks each for the tag.
 */
export function walkOf(
  facet: Exclude<Facet, "connectionIds">,
  { wanted, rest, limit, descending }: { wanted: string; rest: string[]; limit: number; descending: boolean },
): string {
  const conditions = rest.map((condition) => ` and ${condition}`).join("");
  const from =
    facet === "tagIds"
      ? `select distinct t.product_id as id from tags_on_product t cross join lateral (
          select from products p where p.brand_id = $1 and p.id = t.product_id${conditions} offset 0
        ) p where t.tag_id = f and t.brand_id = $1`
      : `select p.id from products p where p.${FACET_COLUMN[facet]} = f and p.brand_id = $1${conditions}`;
  const order = `order by 1 ${descending ? "desc" : "asc"} limit ${limit}`;
  return `select distinct x.id from unnest(${wanted}::uuid[]) f cross join lateral (${from} ${order}) x`;
}
