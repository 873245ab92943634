import { FIELD_KEYS, type FieldKey, fieldDefinition } from "@v1/core";

/** The product's fields by what they are about, in the order of the page. */
const TITLES = {
  basics: "Basics",
  commerce: "Commerce",
  composition: "Composition",
  origin: "Origin and journey",
  environment: "Environment",
  identity: "Identifiers",
} as const;

export const GROUPS = Object.entries(TITLES).map(([group, title]) => ({
  id: group,
  title,
  fields: FIELD_KEYS.filter((key) => {
    const { level, group: own } = fieldDefinition(key);
    return own === group && level !== "V" && key !== "product.identifier";
  }),
}));

/** What a variant has: its own fields, then what it may have instead of the product's. */
export const VARIANT_FIELDS: readonly FieldKey[] = FIELD_KEYS.filter(
  (key) => fieldDefinition(key).level === "V",
);
export const OVERRIDE_FIELDS: readonly FieldKey[] = FIELD_KEYS.filter(
  (key) => fieldDefinition(key).level === "PV",
);
