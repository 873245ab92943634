import { fieldDefinition, isFieldKey } from "@v1/core";

/** What people call a field. */
export function fieldLabel(key: string): string {
  return isFieldKey(key) ? fieldDefinition(key).label : key;
}
