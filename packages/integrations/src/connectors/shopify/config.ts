import { AppError } from "@v1/core";
import { z } from "zod";

const metafieldPath = z
  .string()
  .regex(
    /^[A-Za-z0-9_$:-]{2,255}\.[A-Za-z0-9_-]{2,64}$/,
    "Write a metafield as namespace.key, such as custom.season.",
  );
const metafield = metafieldPath.nullable();

const metafields = z.object({
  season: metafield.default("custom.season"),
  gender: metafield.default("custom.gender"),
  manufacturer: metafield.default("custom.manufacturer"),
  materials: metafield.default("custom.composition"),
  journey: metafield.default("custom.supply_chain"),
  carbon: metafield.default("custom.carbon_kg_co2e"),
  water: metafield.default("custom.water_liters"),
  ecoClaims: metafield.default("custom.eco_claims"),
  certificates: metafield.default(null).describe("Certificates; they join the claims."),
  origin: metafield.default(null).describe("Country of the materials whose composition names none."),
  care: metafield.default(null).describe("Care instructions; they end the description."),
});

const optionNames = z.array(z.string().trim().min(1)).default([]);

const market = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Give the country's two letters, such as CH.")
    .describe("A country of the market whose prices are read, as two letters."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Give the currency's three letters, such as CHF.")
    .describe("The currency that this market sells in; prices in any other are refused."),
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
      "Where the shop keeps what Shopify has no field for, as namespace.key; null leaves a field out. " +
        "Lists, JSON, rich text and metaobjects are understood.",
    ),
  optionNames: z
    .object({ color: optionNames, size: optionNames, other: optionNames })
    .prefault({})
    .describe("What the shop calls its options, where their names do not say it; these names go first."),
  market: market.nullable().default(null).describe("Whose prices are read; null reads the shop's own."),
  variantImages: z
    .boolean()
    .default(false)
    .describe("Whether variants bring their own images, where they have some."),
  groupBy: z
    .union([z.literal("id"), metafieldPath])
    .nullable()
    .default(null)
    .describe(
      "A metafield, as namespace.key, whose value several Shopify products of one style share; " +
        "“id” keeps each Shopify product apart; null does not group.",
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
