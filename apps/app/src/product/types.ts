import type { FieldKey } from "@v1/core";
import type { Inputs, Outputs } from "../api/types.ts";

export type Product = Outputs["products"]["get"];
export type Variant = Product["variants"][number];
export type ValueSource = NonNullable<Product["values"]["product"][FieldKey]>;
export type Update = Inputs["products"]["update"];

export interface MaterialValue {
  name: string;
  percentage: string | null;
  component: string;
  country?: string | null;
  recyclable?: boolean | null;
}

export interface JourneyValue {
  stepType: string;
  facility: { name: string; country?: string | null; city?: string | null };
}

/** Where a value stands: the product itself, or one of its variants. */
export interface Place {
  product: Product;
  variant: Variant | null;
}
