import {
  ENVIRONMENT_TYPE,
  GENDERS,
  InvalidValue,
  type Normalised,
  normaliseDecimal,
  normaliseGtin,
  normaliseMaterials,
  normaliseMoney,
  normaliseQuantity,
  normaliseText,
  normaliseUrl,
  SALES_STATUSES,
  WEIGHT_UNITS,
} from "@v1/core";
import { z } from "zod";

/** Takes what a form gives and brings it to the column's precision, exactly as a source's value. */
function normalised<S extends z.ZodType, T>(schema: S, normalise: (value: z.output<S>) => Normalised<T>) {
  return schema.transform((value, ctx): T | null => {
    const result = normalise(value);
    if (!(result instanceof InvalidValue)) return result;
    ctx.addIssue({ code: "custom", message: `${result.message} ${result.hint}` });
    return z.NEVER;
  });
}

const text = (most: number) => normalised(z.string().max(most).nullable(), normaliseText);
const required = (most: number) => z.string().trim().min(1, "It must not be empty.").max(most);
const decimal = normalised(z.union([z.string().max(40), z.number()]).nullable(), (value) =>
  normaliseDecimal(value, ENVIRONMENT_TYPE),
);
const money = normalised(
  z.object({ amount: z.string().max(40), currency: z.string().max(10) }).nullable(),
  (value) => normaliseMoney(value?.amount, value?.currency),
);
const quantity = normalised(
  z.object({ value: z.string().max(40), unit: z.enum(WEIGHT_UNITS) }).nullable(),
  (value) => normaliseQuantity(value?.value, value?.unit),
);
const name = required(500);
const names = z.array(name).max(200);

const material = z.object({
  name,
  /** "60" or "60.5"; null where it is not known. */
  percentage: z.string().max(20).nullable().default(null),
  component: z.string().trim().min(1).max(100).default("main"),
  country: z.string().length(2).nullish(),
  recyclable: z.boolean().nullish(),
});
const materials = normalised(z.array(material).max(100), normaliseMaterials);
const journey = z
  .array(
    z.object({
      stepType: required(100),
      facility: z.object({
        name,
        country: z.string().length(2).nullish(),
        city: z.string().max(200).nullish(),
      }),
    }),
  )
  .max(100);

/** Fields that product and variant share: on the variant they override, and null inherits. */
const shared = {
  "product.description": text(20_000),
  "product.image": normalised(z.string().max(2_000).nullable(), normaliseText),
  "product.price": money,
  "product.weight": quantity,
  "product.carbon": decimal,
  "product.water": decimal,
  "product.materials": materials,
  "product.journey": journey,
};

/** New values by field, in the shape in which sources assert them. What is left out stays as it is. */
export const productChanges = z
  .strictObject({
    ...shared,
    "product.identifier": required(300),
    "product.name": required(1_000),
    "product.category": z.uuid().nullable(),
    "product.season": name.nullable(),
    "product.manufacturer": name.nullable(),
    "product.gender": z.enum(GENDERS).nullable(),
    "product.webshopUrl": normalised(z.string().max(2_000).nullable(), normaliseUrl),
    "product.salesStatus": z.enum(SALES_STATUSES).nullable(),
    "product.gtin": normalised(z.string().max(40).nullable(), normaliseGtin),
    "product.tags": names,
    "product.ecoClaims": names,
  })
  .partial();

export const variantChanges = z
  .strictObject({
    ...shared,
    "product.name": text(1_000),
    "variant.color": name.nullable(),
    "variant.size": name.nullable(),
    "variant.option": z.object({ name, value: name }).nullable(),
    "variant.sku": text(300),
    "variant.barcode": text(100),
  })
  .partial();

/** Keeps the new values here whoever owns the fields. */
export const pin = z.object({
  reason: z.string().trim().max(500).optional(),
  expiresAt: z.date().optional(),
});
