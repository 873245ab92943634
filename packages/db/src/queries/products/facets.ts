import type { ProductStatus } from "../../schema/products/products.ts";
import type { MissingField } from "./gaps.ts";

/** Filters with an index that leads to their products, and what may stand in them. */
export interface FacetValues {
  tagIds?: string[];
  /** Of a live variant. */
  colorIds?: string[];
  /** Of the product or of one of its variants. */
  materialIds?: string[];
  categoryIds?: string[];
  seasonIds?: string[];
  manufacturerIds?: string[];
  salesStatus?: string[];
  /** With a live record at one of these connections. */
  connectionIds?: string[];
  status?: ProductStatus[];
  /** Where nothing is filled in; of several, all. */
  missing?: MissingField[];
}

type Listed = Exclude<keyof FacetValues, "missing">;
type Gap = `missing ${MissingField}`;

/** A filter of alternatives, or one gap: a product has to have all of those that are asked for. */
export type Facet = Listed | Gap;

/** Where a facet's products stand. */
interface Lead {
  table: string;
  /** The column that holds the facet's values. */
  column: string;
  /** Which rows count. */
  only?: string;
  type: "uuid" | "text";
  /** Whether its index has the products of a value in the order of their ids. */
  inOrder: boolean;
}

const leadBy = (table: string, column: string, only?: string): Lead => ({
  table,
  column,
  type: "uuid",
  inOrder: true,
  ...(only ? { only } : {}),
});

const LEADS: Record<Listed, Lead> = {
  tagIds: leadBy("tags_on_product", "tag_id"),
  colorIds: leadBy("product_variants", "color_id", "tombstoned_at is null"),
  materialIds: leadBy("product_materials", "brand_material_id"),
  categoryIds: leadBy("products", "category_id"),
  seasonIds: leadBy("products", "season_id"),
  manufacturerIds: leadBy("products", "manufacturer_id"),
  salesStatus: { ...leadBy("products", "sales_status"), type: "text" },
  connectionIds: { ...leadBy("product_sources", "connection_id", "state = 'live'"), inOrder: false },
  status: { ...leadBy("products", "status"), type: "text" },
};

/** What stands there may be a moment old: the product itself is asked as well. */
const GAP: Lead = { ...leadBy("product_gaps", "field"), type: "text" };

const isGap = (facet: Facet): facet is Gap => facet.startsWith("missing ");

export const leadOf = (facet: Facet): Lead => (isGap(facet) ? GAP : LEADS[facet]);

/** What narrows the list and has an index. */
export function facetsOf(filters: FacetValues): Facet[] {
  const listed = (Object.keys(LEADS) as Listed[]).filter((facet) => filters[facet]?.length);
  return [...listed, ...(filters.missing ?? []).map((field): Gap => `missing ${field}`)];
}

/** The values of a facet that are asked for. */
export function valuesOf(filters: FacetValues, facet: Facet): readonly string[] {
  return isGap(facet) ? [facet.slice("missing ".length)] : (filters[facet] ?? []);
}

/** Whether the facet is a column of the product itself. */
export const isColumn = (facet: Facet): boolean => leadOf(facet).table === "products";

/** A value's place in the statement, as a list of the facet's type. */
export const listed = (facet: Facet, wanted: string): string => `${wanted}::${leadOf(facet).type}[]`;

/** Rows, `l`, that lead to a facet's products; `is` is the condition on their value. */
export function rowsOf(facet: Facet, is: string): { id: string; from: string } {
  const { table, column, only } = leadOf(facet);
  const live = only ? ` and l.${only}` : "";
  const id = isColumn(facet) ? "l.id" : "l.product_id";
  return { id, from: `${table} l where l.${column} = ${is} and l.brand_id = $1${live}` };
}

/**
 * Whether `id` is one of a facet's products, of which all ids are gathered first, from its index alone.
 * `is true` keeps the planner from making a join of it.
 */
export function amongAll(facet: Facet, id: string, wanted: string): string {
  const { id: one, from } = rowsOf(facet, `any (${listed(facet, wanted)})`);
  return `(${id} in (select ${one} from ${from})) is true`;
}
