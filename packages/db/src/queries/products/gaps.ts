/** What a product may lack that a list can be narrowed to, and the column of `products` that is null then. */
export const GAPS = {
  image: "primary_image_path",
  description: "description",
  category: "category_id",
  season: "season_id",
  manufacturer: "manufacturer_id",
  price: "price",
} as const;

export type MissingField = keyof typeof GAPS;

export const MISSING_FIELDS = Object.keys(GAPS) as [MissingField, ...MissingField[]];

/** The gaps of `p`, a product, as a list. */
export const GAPS_OF_PRODUCT = `array_remove(array[${MISSING_FIELDS.map(
  (field) => `case when p.${GAPS[field]} is null then '${field}' end`,
).join(", ")}], null)`;
