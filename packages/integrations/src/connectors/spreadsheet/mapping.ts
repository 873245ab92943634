import { type FieldKey, isCurrency, isFieldKey, WEIGHT_UNITS } from "@v1/core";
import { z } from "zod";
import { type ImportTarget, TARGET_KEYS } from "./targets.ts";

const target = z.enum(TARGET_KEYS as [ImportTarget, ...ImportTarget[]]);

/** How texts are understood, wherever they stand in a file. */
export const readingOptions = z.object({
  layout: z
    .enum(["shopify", "table"])
    .default("table")
    .describe("Shopify's own product export, whose weights are grams whatever unit it shows, or any table."),
  decimal: z.enum([".", ","]).default(".").describe("The sign before decimals."),
  dateOrder: z.enum(["ymd", "dmy", "mdy"]).default("ymd").describe("The order in which dates are written."),
  currency: z
    .string()
    .refine(isCurrency, "Use the three capitals of ISO 4217, such as EUR.")
    .nullable()
    .default(null)
    .describe("Of prices that name none."),
  weightUnit: z.enum(WEIGHT_UNITS).default("kg").describe("Of weights that name none."),
  allVariants: z
    .boolean()
    .default(false)
    .describe("True where a file names all variants of its products, so that a missing one is gone."),
});

export type ReadingOptions = z.output<typeof readingOptions>;

/** How a file is read. Rows count from 1, columns from 0. */
export const importMapping = readingOptions.extend({
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
