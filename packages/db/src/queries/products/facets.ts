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

const lead = (table: string, column: string, only?: string): Lead => ({
  table,
  column,
  type: "uuid",
  inOrder: true,
  ...(only ? { only } : {}),
});

export const LEADS: Record<Facet, Lead> = {
  tagIds: lead("tags_on_product", "tag_id"),
  colorIds: lead("product_variants", "color_id", "tombstoned_at is null"),
  materialIds: lead("product_materials", "brand_material_id"),
  categoryIds: lead("products", "category_id"),
  seasonIds: lead("products", "season_id"),
  manufacturerIds: lead("products", "manufacturer_id"),
  salesStatus: { ...lead("products", "sales_status"), type: "text" },
  connectionIds: { ...lead("product_sources", "connection_id", "state = 'live'"), inOrder: false },
};

/** What narrows the list by a facet; several values of one are alternatives. */
export function facetsOf(filters: FacetValues): Facet[] {
  return (Object.keys(LEADS) as Facet[]).filter((facet) => filters[facet]?.length);
}

/** Whether the facet is a column of the product itself. */
export const isColumn = (facet: Facet): boolean => LEADS[facet].table === "products";

/** Ids of the products of one value, `f`, as often as they have it; `and` are conditions on them. */
export function productsOf(facet: Facet, and = ""): string {
  const { table, column, only } = LEADS[facet];
  const id = isColumn(facet) ? "id" : "product_id";
  const live = only ? ` and l.${only}` : "";
  return `select l.${id} as id from ${table} l where l.${column} = f and l.brand_id = $1${live}${and}`;
}
