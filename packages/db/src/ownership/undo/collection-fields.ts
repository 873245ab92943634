import { FIELD_KEYS, type FieldKey, fieldDefinition } from "@v1/core";

/** Fields that are rows of their own. */
export const COLLECTION_FIELDS: readonly FieldKey[] = FIELD_KEYS.filter((key) =>
  ["set", "materials", "journey"].includes(fieldDefinition(key).type.kind),
);
