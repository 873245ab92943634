import { type FieldKey, isCurrency, isFieldKey, WEIGHT_UNITS } from "@v1/core";
import { z } from "zod";
import { type ImportTarget, TARGET_KEYS } from "./targets.ts";

const target = z.enum(TARGET_KEYS as [ImportTarget, ...ImportTarget[]]);

/** How a file is read. Rows count from 1, columns from 0. */
export const importMapping = z.object({
  /** `shopify`: Shopify's own product export, whose weights are grams whatever unit it shows. */
  layout: z.enum(["shopify", "table"]).default("table"),
  /** Of a workbook; the first one where it is left out. */
  sheet: z.string().optional(),
  headerRow: z.number().int().min(1).max(1000).default(1),
  /** More than one where headings stand in several rows, the upper ones merged over columns. */
  headerRows: z.number().int().min(1).max(5).default(1),
  columns: z.array(
    z.object({
      column: z.number().int().min(0),
      header: z.string(),
      target: target.nullable(),
    }),
  ),
  /** Rows with the same value in this column are one product; null: each row is one. */
  groupBy: z.number().int().min(0).nullable().default(null),
  decimal: z.enum([".", ","]).default("."),
  dateOrder: z.enum(["ymd", "dmy", "mdy"]).default("ymd"),
  currency: z
    .string()
    .refine(isCurrency, "Use the three capitals of ISO 4217, such as EUR.")
    .nullable()
    .default(null),
  weightUnit: z.enum(WEIGHT_UNITS).default("kg"),
  /** True where the file names all variants of its products, so that a missing one is gone. */
  allVariants: z.boolean().default(false),
});

export type ImportMapping = z.output<typeof importMapping>;

/** The column of each target; the first one where two claim it. */
export function columnOf(mapping: ImportMapping, wanted: ImportTarget): number | null {
  return mapping.columns.find((entry) => entry.target === wanted)?.column ?? null;
}

/** Fields that a file mapped like this says something about. */
export function mappedFields(mapping: ImportMapping): FieldKey[] {
  const fields = new Set<FieldKey>();
  for (const { target: to } of mapping.columns) {
    if (to === null) continue;
    if (isFieldKey(to)) fields.add(to);
    else if (to.endsWith(".value")) for (const key of OPTION_FIELDS) fields.add(key);
  }
  return [...fields];
}

const OPTION_FIELDS: readonly FieldKey[] = ["variant.color", "variant.size", "variant.option"];
