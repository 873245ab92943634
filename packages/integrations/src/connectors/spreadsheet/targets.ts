import { FIELDS, type FieldKey } from "@v1/core";

/** What a column of a file can be mapped to: a field of ours, or what helps to read one. */
const HELPERS = {
  "record.updatedAt": "Last changed",
  "price.currency": "Currency of the price",
  "weight.unit": "Unit of the weight",
  "option1.name": "Option 1, name",
  "option1.value": "Option 1, value",
  "option2.name": "Option 2, name",
  "option2.value": "Option 2, value",
  "option3.name": "Option 3, name",
  "option3.value": "Option 3, value",
} as const;

type HelperTarget = keyof typeof HELPERS;
/** The third option is a name and a value: two columns, so not a target of its own. */
export type ImportTarget = Exclude<FieldKey, "variant.option"> | HelperTarget;

export interface TargetInfo {
  key: ImportTarget;
  label: string;
  level: "product" | "variant";
}

const fieldTargets = (Object.keys(FIELDS) as FieldKey[]).filter((key) => key !== "variant.option");

export const TARGETS: readonly TargetInfo[] = [
  ...fieldTargets.map((key) => ({ key, label: FIELDS[key].label, level: levelOf(FIELDS[key].level) })),
  ...(Object.keys(HELPERS) as HelperTarget[]).map((key) => ({
    key,
    label: HELPERS[key],
    level: key.startsWith("option") ? ("variant" as const) : ("product" as const),
  })),
];

export const TARGET_KEYS = TARGETS.map(({ key }) => key);

function levelOf(level: "P" | "V" | "PV"): "product" | "variant" {
  return level === "V" ? "variant" : "product";
}

/** Fields whose names a brand may say the meaning of: "navy" is its colour "Navy Blue". */
export const MAPPABLE_FIELDS = [
  "variant.color",
  "variant.size",
  "product.materials",
  "product.category",
] as const;
export type MappableField = (typeof MAPPABLE_FIELDS)[number];
