import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { shopifyConfig } from "./config.ts";
import * as queries from "./queries.ts";

const ROOT = join(import.meta.dirname, "../../../../..");
const SDL = process.env.SHOPIFY_ADMIN_SDL ?? join(ROOT, "../shared/shopify/admin-2026-07.graphql");
const FILES = [...new Set([SDL, SDL.replace("2026-07", "2026-04")])];

const config = shopifyConfig.parse({ shop: "demo.myshopify.com" });
const bare = shopifyConfig.parse({
  shop: "demo.myshopify.com",
  metafields: Object.fromEntries(Object.keys(config.metafields).map((name) => [name, null])),
});
const rich = shopifyConfig.parse({
  shop: "demo.myshopify.com",
  metafields: { certificates: "custom.certificates", origin: "custom.origin", care: "custom.care" },
  market: { country: "CH", currency: "CHF" },
  variantImages: true,
  groupBy: "custom.style_number",
});
const quoted = { ...config, metafields: { ...config.metafields, season: "app--1--my.season" } };

const DOCUMENTS: Record<string, string> = {
  shop: queries.SHOP_QUERY,
  count: queries.COUNT_QUERY,
  runBulk: queries.RUN_BULK_MUTATION,
  bulkStatus: queries.BULK_STATUS_QUERY,
  cancelBulk: queries.CANCEL_BULK_MUTATION,
  changed: queries.changedProductsQuery(config),
  changedRich: queries.changedProductsQuery(rich),
  moreVariants: queries.moreVariantsQuery(config),
  moreVariantsRich: queries.moreVariantsQuery(rich),
  metaobjects: queries.METAOBJECTS_QUERY,
  options: queries.OPTIONS_QUERY,
  bulk: queries.bulkQuery(config, null),
  bulkFiltered: queries.bulkQuery(config, queries.changedSince("2026-10-01T00:00:00Z")),
  bulkRich: queries.bulkQuery(rich, null),
  bulkBare: queries.bulkQuery(bare, null),
  bulkOtherNamespace: queries.bulkQuery(quoted, null),
};

describe.each(FILES)("queries against %s", (file) => {
  const reason = existsSync(file)
    ? null
    : `Shopify's schema is not at ${file}; set SHOPIFY_ADMIN_SDL to have it checked.`;
  if (reason) console.log(reason);
  const schema = reason
    ? null
    : buildSchema(readFileSync(file, "utf8"), { assumeValid: true, assumeValidSDL: true });

  it.skipIf(reason !== null).each(Object.entries(DOCUMENTS))("%s is valid", (_, document) => {
    expect(validate(schema as GraphQLSchema, parse(document)).map(({ message }) => message)).toEqual([]);
  });
});

it("sends every document that is exported", () => {
  const exported = Object.values(queries).filter((value) => typeof value === "string");
  for (const document of exported) expect(Object.values(DOCUMENTS)).toContain(document);
});
