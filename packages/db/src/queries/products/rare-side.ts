import { ask, binding } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";
import {
  type Facet,
  type FacetValues,
  facetsOf,
  isColumn,
  leadOf,
  listed,
  rowsOf,
  valuesOf,
} from "./facets.ts";

/** What has more products than these is not fetched as a whole and sorted. */
const RARE = 1_000;
/** What has more rows than these is met soon on any walk: to gather it would take longer. */
const MANY = 20_000;

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
 * Decides what a narrowed list starts from: the facet with the fewest products, where they are few; or, in
 * the order of ids, any facet whose index is in that order. The others are gathered from their indexes, so
 * that what is met on the way costs no look-up where they seldom agree; but not what many have.
 */
export async function startOf(
  scope: BrandScope,
  filters: FacetValues,
  { byId }: { byId: boolean },
): Promise<Start> {
  const facets = facetsOf(filters);
  const ordered = facets.filter((facet) => leadOf(facet).inOrder);
  const [only] = ordered;
  if (facets.length === 0) return { lead: null, ids: null, sets: [] };
  if (facets.length === 1 && only && byId) return { lead: only, ids: null, sets: [] };
  const sizes = await sizesOf(scope, filters, facets);
  const rare = sizes.flatMap(({ facet, ids }) => (ids ? [{ facet, ids }] : []));
  const [rarest] = rare.sort((left, right) => left.ids.length - right.ids.length);
  if (rarest) return { lead: rarest.facet, ids: rarest.ids, sets: [] };
  const many = new Set(sizes.flatMap(({ facet, many }) => (many ? [facet] : [])));
  const walked = byId ? (ordered.find((facet) => !many.has(facet)) ?? only ?? null) : null;
  return { lead: walked, ids: null, sets: ordered.filter((facet) => facet !== walked && !many.has(facet)) };
}

interface Size {
  facet: Facet;
  /** Where they are few: its products, as often as they have it. */
  ids: string[] | null;
  many: boolean;
}

async function sizesOf({ tx, brandId }: BrandScope, filters: FacetValues, facets: Facet[]): Promise<Size[]> {
  const values: unknown[] = [brandId];
  const bind = binding(values);
  const all = facets.map((facet) => {
    const wanted = bind(valuesOf(filters, facet));
    return `select '${facet}' as facet, ids,
      cardinality(ids) > ${RARE} and exists (select from (${someOf(facet, wanted, MANY)}) x offset ${MANY}) as many
      from (select array(${someOf(facet, wanted, RARE)}) as ids offset 0) x`;
  });
  const text = `select facet, case when cardinality(ids) <= ${RARE} then ids end as ids, many
    from (${all.join(" union all ")}) x`;
  return ask(tx, { text, values });
}

/** Value by value, each along its own part of the index; one more than `most`. */
function someOf(facet: Facet, wanted: string, most: number): string {
  const { id, from } = rowsOf(facet, "f");
  return `select x.id from unnest(${listed(facet, wanted)}) f
    cross join lateral (select ${id} as id from ${from} limit ${most + 1}) x limit ${most + 1}`;
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
