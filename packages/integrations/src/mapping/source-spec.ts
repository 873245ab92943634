import { WEIGHT_UNITS } from "@v1/core";
import { z } from "zod";
import { UNITS } from "./steps/units.ts";

const path = z.string().max(300).describe("Place within the record, such as details.fabric or images.0.url.");
const part = path.min(1).optional();
const unit = z.enum(UNITS);
const word = z.string().max(500);

/** One named change of a value on its way from the source. Lists are changed entry by entry. */
export const step = z.discriminatedUnion("do", [
  z.object({ do: z.literal("trim") }),
  z.object({ do: z.literal("case"), to: z.enum(["lower", "upper", "title", "sentence"]) }),
  z.object({ do: z.literal("html") }).describe("HTML as a reader sees it."),
  z.object({
    do: z.literal("number"),
    decimal: z
      .enum([".", ","])
      .default(".")
      .describe("The sign before decimals; the other one groups thousands."),
    from: unit.optional().describe("Of numbers that name no unit themselves."),
    to: unit.optional().describe("The unit that they are converted to."),
  }),
  z.object({ do: z.literal("split"), by: word.min(1), take: z.int().min(-100).max(100).optional() }),
  z.object({ do: z.literal("join"), with: word }),
  z.object({ do: z.literal("replace"), find: word.min(1), with: word }),
  z.object({ do: z.literal("prefix"), with: word }),
  z.object({
    do: z.literal("values"),
    map: z.record(word, word.nullable()),
    otherwise: z.enum(["keep", "drop", "reject"]).default("keep"),
  }),
  z.object({ do: z.literal("composition") }).describe("Such as 80 % Cotton, 20 % Polyester."),
  z.object({
    do: z.literal("objects"),
    name: part,
    percentage: part,
    component: part,
    country: part,
    recyclable: part,
    step: part,
    facility: part,
    city: part,
  }),
  z.object({ do: z.literal("language"), prefer: z.array(z.string().min(2).max(20)).min(1).max(10) }),
  z.object({ do: z.literal("default"), value: word.min(1) }),
]);
export type Step = z.output<typeof step>;

const transform = z.object({
  steps: z.array(step).max(20).default([]),
  /** JSONata over the record, in place of the path. `$product` is the record, also for a variant. */
  expression: z.string().trim().min(1).max(4_000).optional(),
  /** Reads the field of each variant, where product and variant may both have it. */
  on: z.enum(["product", "variant"]).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Give the currency's three letters, such as EUR.")
    .optional(),
  weightUnit: z.enum(WEIGHT_UNITS).optional(),
});

/** Where a connection takes a field from, in place of its connector's own way. */
export const fieldSource = z.object({
  /** "" is the whole record; `^.` before the path of a variant's field begins at the product. */
  path,
  transform: transform.nullable().default(null),
  /** False switches the field off: the connection says nothing of it. */
  enabled: z.boolean().default(true),
});
export type FieldSourceInput = z.input<typeof fieldSource>;
