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
}

export type Facet = keyof FacetValues;

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

export const LEADS: Record<Facet, Lead> = {
  tagIds: leadBy("tags_on_product", "tag_id"),
  colorIds: leadBy("product_variants", "color_id", "tombstoned_at is null"),
  materialIds: leadBy("product_materials", "brand_material_id"),
  categoryIds: leadBy("products", "category_id"),
  seasonIds: leadBy("products", "season_id"),
  manufacturerIds: leadBy("products", "manufacturer_id"),
  salesStatus: { ...leadBy("products", "sales_status"), type: "text" },
  connectionIds: { ...leadBy("product_sources", "connection_id", "state = 'live'"), inOrder: false },
};

/** What narrows the list by a facet; several values of one are alternatives. */
export function facetsOf(filters: FacetValues): Facet[] {
  return (Object.keys(LEADS) as Facet[]).filter((facet) => filters[facet]?.length);
}

/** Whether the facet is a column of the product itself. */
export const isColumn = (facet: Facet): boolean => LEADS[facet].table === "products";

/** A value's place in the statement, as a list of the facet's type. */
export const listed = (facet: Facet, wanted: string): string => `${wanted}::${LEADS[facet].type}[]`;

/** Rows, `l`, that lead to a facet's products; `is` is the condition on their value. */
export function rowsOf(facet: Facet, is: string): { id: string; from: string } {
  const { table, column, only } = LEADS[facet];
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
