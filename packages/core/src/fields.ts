/**
 * The field registry: one row is one unit of ownership. Columns, comparison and SQL follow from
 * it, so a new field is a row here (and a migration for its columns), nothing else.
 */

/** `P` lives on the product, `V` on the variant, `PV` on the product with an override per variant. */
export type FieldLevel = "P" | "V" | "PV";

export type ReferenceKind =
  | "season"
  | "manufacturer"
  | "color"
  | "size"
  | "material"
  | "facility"
  | "tag"
  | "eco_claim"
  | "certification";

/** Columns by field type; `observed` is the JSON shape of an observation (see `observed.ts`). */
export type FieldType =
  | { kind: "identity" | "text" | "url" | "image" | "gtin" | "sku" | "barcode" }
  | { kind: "enum"; values: readonly string[] }
  | { kind: "number"; scale: number }
  | { kind: "money" }
  | { kind: "quantity" }
  | { kind: "pair" }
  | { kind: "reference"; to: ReferenceKind }
  | { kind: "category" }
  | { kind: "set"; of: ReferenceKind }
  | { kind: "materials" }
  | { kind: "journey" };

export interface FieldDefinition {
  level: FieldLevel;
  label: string;
  group: "identity" | "basics" | "commerce" | "composition" | "origin" | "environment" | "variant";
  type: FieldType;
  /** Columns in the order that the type's SQL expects them; none where the field is rows of its own. */
  columns: readonly string[];
  /** Table of the product-level columns, where it is not `products`. */
  table?: "product_environment";
  /** Must have a value when a product is created. */
  required?: boolean;
}

export const GENDERS = ["women", "men", "unisex", "girls", "boys", "kids", "baby"] as const;
export const SALES_STATUSES = ["active", "draft", "discontinued", "preorder", "sold_out"] as const;
export const WEIGHT_UNITS = ["g", "kg", "oz", "lb"] as const;

export const FIELDS = {
  "product.identifier": {
    level: "P",
    label: "Product identifier",
    group: "identity",
    type: { kind: "identity" },
    columns: ["product_identifier"],
    required: true,
  },
  "product.name": {
    level: "PV",
    label: "Name",
    group: "basics",
    type: { kind: "text" },
    columns: ["name"],
    required: true,
  },
  "product.description": {
    level: "PV",
    label: "Description",
    group: "basics",
    type: { kind: "text" },
    columns: ["description"],
  },
  "product.image": {
    level: "PV",
    label: "Image",
    group: "basics",
    type: { kind: "image" },
    columns: ["primary_image_path"],
  },
  "product.category": {
    level: "P",
    label: "Category",
    group: "basics",
    type: { kind: "category" },
    columns: ["category_id"],
  },
  "product.season": {
    level: "P",
    label: "Season",
    group: "basics",
    type: { kind: "reference", to: "season" },
    columns: ["season_id"],
  },
  "product.manufacturer": {
    level: "P",
    label: "Manufacturer",
    group: "origin",
    type: { kind: "reference", to: "manufacturer" },
    columns: ["manufacturer_id"],
  },
  "product.gender": {
    level: "P",
    label: "Gender",
    group: "basics",
    type: { kind: "enum", values: GENDERS },
    columns: ["gender"],
  },
  "product.price": {
    level: "PV",
    label: "Price",
    group: "commerce",
    type: { kind: "money" },
    columns: ["price", "currency"],
  },
  "product.weight": {
    level: "PV",
    label: "Weight",
    group: "commerce",
    type: { kind: "quantity" },
    columns: ["weight", "weight_unit"],
  },
  "product.webshopUrl": {
    level: "P",
    label: "Webshop address",
    group: "commerce",
    type: { kind: "url" },
    columns: ["webshop_url"],
  },
  "product.salesStatus": {
    level: "P",
    label: "Sales status",
    group: "commerce",
    type: { kind: "enum", values: SALES_STATUSES },
    columns: ["sales_status"],
  },
  "product.gtin": {
    level: "P",
    label: "GTIN",
    group: "identity",
    type: { kind: "gtin" },
    columns: ["ean", "gtin"],
  },
  "product.materials": {
    level: "PV",
    label: "Materials",
    group: "composition",
    type: { kind: "materials" },
    columns: [],
  },
  "product.journey": {
    level: "PV",
    label: "Journey",
    group: "origin",
    type: { kind: "journey" },
    columns: [],
  },
  "product.ecoClaims": {
    level: "P",
    label: "Eco claims",
    group: "environment",
    type: { kind: "set", of: "eco_claim" },
    columns: [],
  },
  "product.tags": {
    level: "P",
    label: "Tags",
    group: "basics",
    type: { kind: "set", of: "tag" },
    columns: [],
  },
  "product.carbon": {
    level: "PV",
    label: "Carbon footprint (kg CO2e)",
    group: "environment",
    type: { kind: "number", scale: 4 },
    columns: ["carbon_kg_co2e"],
    table: "product_environment",
  },
  "product.water": {
    level: "PV",
    label: "Water use (litres)",
    group: "environment",
    type: { kind: "number", scale: 4 },
    columns: ["water_liters"],
    table: "product_environment",
  },
  "variant.color": {
    level: "V",
    label: "Colour",
    group: "variant",
    type: { kind: "reference", to: "color" },
    columns: ["color_id"],
  },
  "variant.size": {
    level: "V",
    label: "Size",
    group: "variant",
    type: { kind: "reference", to: "size" },
    columns: ["size_id"],
  },
  "variant.option": {
    level: "V",
    label: "Third option",
    group: "variant",
    type: { kind: "pair" },
    columns: ["option_name", "option_value"],
  },
  "variant.sku": {
    level: "V",
    label: "SKU",
    group: "identity",
    type: { kind: "sku" },
    columns: ["sku"],
  },
  "variant.barcode": {
    level: "V",
    label: "Barcode",
    group: "identity",
    type: { kind: "barcode" },
    columns: ["barcode", "gtin"],
  },
} as const satisfies Record<string, FieldDefinition>;

export type FieldKey = keyof typeof FIELDS;
export const FIELD_KEYS = Object.keys(FIELDS) as FieldKey[];

export function fieldDefinition(key: FieldKey): FieldDefinition {
  return FIELDS[key];
}

export function isFieldKey(key: string): key is FieldKey {
  return Object.hasOwn(FIELDS, key);
}

/** Identity fields make or find a row; nobody owns them. */
export const OWNABLE_FIELDS = FIELD_KEYS.filter((key) => FIELDS[key].type.kind !== "identity");
