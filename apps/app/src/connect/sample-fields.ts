import { FIELDS, type FieldDefinition, type FieldKey, fieldDefinition, isFieldKey } from "@v1/core";
import type { Outputs } from "../api/types.ts";
import { showValue } from "../values/show-value.ts";

export type Sample = Outputs["integrations"]["connections"]["sample"][number];

export const GROUPS: Record<FieldDefinition["group"], string> = {
  identity: "Identity",
  basics: "Basics",
  commerce: "Commerce",
  composition: "Composition",
  origin: "Origin",
  environment: "Environment",
  variant: "Variants",
};

export interface FieldRow {
  key: FieldKey;
  label: string;
  group: FieldDefinition["group"];
  /** It makes or finds a record, and is nobody's to own. */
  identity: boolean;
}

/** The fields that a connector can supply, in the registry's order. */
export function fieldRows(keys: readonly string[]): FieldRow[] {
  const supplied = new Set(keys);
  return Object.keys(FIELDS)
    .filter(isFieldKey)
    .filter((key) => supplied.has(key))
    .map((key) => {
      const { label, group, type } = fieldDefinition(key);
      return { key, label, group, identity: type.kind === "identity" };
    });
}

/** What one record says of a field, over its variants where it lies there. */
export function sampleValue({ product }: Sample, key: FieldKey): string | null {
  if (!product) return null;
  const own = showValue((product.observed as Record<string, unknown>)[key]);
  if (own !== null) return own;
  const texts = product.variants.map(({ observed }) => showValue((observed as Record<string, unknown>)[key]));
  const different = [...new Set(texts.filter((text) => text !== null))];
  if (different.length === 0) return null;
  const more = different.length > 3 ? `, +${different.length - 3}` : "";
  return different.slice(0, 3).join(", ") + more;
}
