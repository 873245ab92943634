import { FIELD_KEYS, type FieldKey } from "@v1/core";
import { z } from "zod";

const path = z.string().describe("Place within the record, such as offer.price; XML attributes are @name.");
const paths = z.partialRecord(z.enum(FIELD_KEYS), path);

/** Settings of a connection whose records are read by the places that its owner names. */
export const recordPaths = z.object({
  id: path.default("id").describe("Place of the product's id, which never changes."),
  updatedAt: path.nullable().default(null).describe("Place of the time of a product's last change."),
  groupKey: path.nullable().default(null).describe("Place of a key that records of one product share."),
  fields: paths.default({}).describe("Place of each of the product's fields."),
  variants: z
    .object({
      list: path.describe("Place of the list of variants; empty where the record is the variant."),
      id: path.default("id").describe("Place of the variant's id within the variant."),
      fields: paths.describe("Place of each field within the variant."),
    })
    .nullable()
    .default(null)
    .describe("Where variants are; null where products have none."),
  currency: z
    .string()
    .length(3)
    .nullable()
    .default(null)
    .describe("Of prices that name none, as in ISO 4217."),
  weightUnit: z.enum(["g", "kg", "oz", "lb"]).default("g").describe("Of weights that name none."),
});
export type RecordPaths = z.infer<typeof recordPaths>;

/** Fields that a connection with these settings supplies. */
export function suppliedBy({ fields, variants }: RecordPaths): FieldKey[] {
  return [...new Set(Object.keys({ ...fields, ...variants?.fields }))] as FieldKey[];
}
