import { ask, binding } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";
import { type Facet, type FacetValues, facetsOf, isColumn, LEADS, productsOf } from "./facets.ts";

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
  filters: FacetValues,
  { byId }: { byId: boolean },
): Promise<Start | null> {
  const facets = facetsOf(filters);
  const walked = byId ? (facets.find((facet) => LEADS[facet].inOrder) ?? null) : null;
  const byItself = walked && { facet: walked, ids: null };
  if (facets.length === 0 || (facets.length === 1 && walked)) return byItself;
  const found = await countUpTo(scope, filters, facets);
  const [rarest] = found
    .filter(({ ids }) => ids.length <= RARE)
    .sort((left, right) => left.ids.length - right.ids.length);
  return rarest ?? byItself;
}

/** Of each facet its products, as often as they have it, one more than are rare at most. */
async function countUpTo(
  { tx, brandId }: BrandScope,
  filters: FacetValues,
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
  return `select x.id from unnest(${wanted}::${LEADS[facet].type}[]) f
    cross join lateral (${productsOf(facet)} limit ${RARE + 1}) x limit ${RARE + 1}`;
}

/**
 * Ids of a facet's products in the order of ids, no more than a page: value by value along its index,
 * which stops where the page is full. `rest` are conditions on `p`. `offset 0`: what stands beside the
 * products is looked at one by one, or the planner walks all products and asks each for the value.
 */
export function walkOf(
  facet: Facet,
  { wanted, rest, limit, descending }: { wanted: string; rest: string[]; limit: number; descending: boolean },
): string {
  const conditions = rest.map((condition) => ` and ${condition}`).join("");
  const from = isColumn(facet)
    ? `select p.id from products p where p.${LEADS[facet].column} = f and p.brand_id = $1${conditions}`
    : `select distinct l.id from (${productsOf(facet)}) l cross join lateral (
        select from products p where p.brand_id = $1 and p.id = l.id${conditions} offset 0
      ) p`;
  const order = `order by 1 ${descending ? "desc" : "asc"} limit ${limit}`;
  return `select distinct x.id from unnest(${wanted}::${LEADS[facet].type}[]) f cross join lateral (${from} ${order}) x`;
}
