import { AppError } from "@v1/core";
import { z } from "zod";

const metafield = z
  .string()
  .regex(
    /^[A-Za-z0-9_$:-]{2,255}\.[A-Za-z0-9_-]{2,64}$/,
    "Write a metafield as namespace.key, such as custom.season.",
  )
  .nullable();

const metafields = z.object({
  season: metafield.default("custom.season"),
  gender: metafield.default("custom.gender"),
  manufacturer: metafield.default("custom.manufacturer"),
  materials: metafield.default("custom.composition"),
  journey: metafield.default("custom.supply_chain"),
  carbon: metafield.default("custom.carbon_kg_co2e"),
  water: metafield.default("custom.water_liters"),
  ecoClaims: metafield.default("custom.eco_claims"),
});

const shop = z
  .string()
  .trim()
  .regex(
    /^([a-z0-9][a-z0-9-]*\.myshopify\.com|https?:\/\/[^/\s?#]+)$/i,
    "Give the shop's own Shopify address, such as my-brand.myshopify.com.",
  );

export const shopifyConfig = z.object({
  shop: shop.describe("The shop's own Shopify address, such as my-brand.myshopify.com."),
  apiVersion: z
    .string()
    .regex(/^(\d{4}-(01|04|07|10)|unstable)$/, "Shopify's versions look like 2026-07.")
    .default("2026-07")
    .describe("Version of Shopify's Admin API; each is supported for about twelve months."),
  metafields: metafields
    .prefault({})
    .describe(
      "Where the shop keeps what Shopify has no field for, as namespace.key; null leaves a field out.",
    ),
});

export type ShopifyConfig = z.infer<typeof shopifyConfig>;

export const shopifySecrets = z.object({
  accessToken: z.string().min(1).describe("Admin API access token of a custom app, or of an installed one."),
});

export type ShopifySecrets = z.infer<typeof shopifySecrets>;

const parsed = new WeakMap<object, ShopifyConfig>();

/** A connection's stored settings, checked once per object; defaults filled in. */
export function configOf(stored: unknown): ShopifyConfig {
  if (typeof stored !== "object" || stored === null) return parseConfig(stored);
  const known = parsed.get(stored);
  if (known) return known;
  const config = parseConfig(stored);
  parsed.set(stored, config);
  return config;
}

function parseConfig(stored: unknown): ShopifyConfig {
  const result = shopifyConfig.safeParse(stored);
  if (result.success) return result.data;
  throw new AppError({
    code: "bad_request",
    message: "The Shopify connection's settings cannot be used.",
    hint: z.prettifyError(result.error),
    fields: Object.fromEntries(result.error.issues.map((issue) => [issue.path.join("."), issue.message])),
  });
}

/** The base address of a shop's Admin API, without a slash at its end. */
export function shopUrl(config: ShopifyConfig): string {
  return /^https?:/i.test(config.shop) ? config.shop : `https://${config.shop.toLowerCase()}`;
}
