import { ask, binding } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";
import { type Facet, type FacetValues, facetsOf, isColumn, LEADS, listed, rowsOf } from "./facets.ts";

/** What has more products than these is not fetched as a whole and sorted. */
const RARE = 1_000;

/** Where a narrowed list starts. */
export interface Start {
  /** The facet that the start takes care of, if one does. */
  lead: Facet | null;
  /** All of its products, where they are few; null where the facet's own index is walked. */
  ids: string[] | null;
  /** Facets whose ids are gathered, and asked for each product that is met. */
  sets: Facet[];
}

/**
 * Decides what a narrowed list starts from: the facet with the fewest products, of which no more than a
 * thousand are counted; or, in the order of ids, any facet whose index is in that order. The others are
 * gathered from their indexes, so that what is met on the way costs no look-up where they seldom agree.
 */
export async function startOf(
  scope: BrandScope,
  filters: FacetValues,
  { byId }: { byId: boolean },
): Promise<Start> {
  const facets = facetsOf(filters);
  const ordered = facets.filter((facet) => LEADS[facet].inOrder);
  const walked = byId ? (ordered[0] ?? null) : null;
  const common: Start = { lead: walked, ids: null, sets: ordered.filter((facet) => facet !== walked) };
  if (facets.length === 0 || (facets.length === 1 && walked)) return common;
  const rare = await rareOf(scope, filters, facets);
  const [rarest] = rare.sort((left, right) => left.ids.length - right.ids.length);
  return rarest ? { lead: rarest.facet, ids: rarest.ids, sets: [] } : common;
}

/** Facets with few rows, and their products, as often as they have them. */
async function rareOf(
  { tx, brandId }: BrandScope,
  filters: FacetValues,
  facets: Facet[],
): Promise<{ facet: Facet; ids: string[] }[]> {
  const values: unknown[] = [brandId];
  const bind = binding(values);
  const all = facets.map(
    (facet) => `select '${facet}' as facet, array(${someOf(facet, bind(filters[facet]))}) as ids`,
  );
  const text = `select * from (${all.join(" union all ")}) x where cardinality(ids) <= ${RARE}`;
  return ask(tx, { text, values });
}

/** Value by value, each along its own part of the index; one more than are rare. */
function someOf(facet: Facet, wanted: string): string {
  const { id, from } = rowsOf(facet, "f");
  return `select x.id from unnest(${listed(facet, wanted)}) f
    cross join lateral (select ${id} as id from ${from} limit ${RARE + 1}) x limit ${RARE + 1}`;
}

interface Walk {
  wanted: string;
  /** Conditions on the product's id, which is given. */
  onId: (id: string) => string[];
  /** Conditions on `p`, the product. */
  onProduct: string[];
  limit: number;
  descending: boolean;
}

/**
 * Ids of a facet's products in the order of ids, no more than a page: value by value along its index,
 * which stops where the page is full.
 */
export function walkOf(facet: Facet, { wanted, onId, onProduct, limit, descending }: Walk): string {
  const order = `order by 1 ${descending ? "desc" : "asc"}`;
  const { id, from } = rowsOf(facet, "f");
  const rows = `select ${isColumn(facet) ? "" : "distinct "}${id} as id from ${from}${also(onId(id))} ${order}`;
  // `offset 0`: rows are looked at one by one, or the planner walks all products and asks each for the value.
  const kept = onProduct.length
    ? `select l.id from (${rows} offset 0) l cross join lateral (
        select from products p where p.brand_id = $1 and p.id = l.id${also(onProduct)} offset 0
      ) p ${order}`
    : rows;
  return `select distinct x.id from unnest(${listed(facet, wanted)}) f cross join lateral (${kept} limit ${limit}) x`;
}

/** More conditions behind those of a statement. */
export const also = (conditions: string[]): string =>
  conditions.map((condition) => ` and ${condition}`).join("");
