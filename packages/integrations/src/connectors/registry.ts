import type { Connector } from "../kit/connector.ts";
import { jsonFeed } from "./json-feed/connector.ts";
import { shopify } from "./shopify/connector.ts";
import { spreadsheet } from "./spreadsheet/connector.ts";

/** Every connector that a connection may name; a new one is listed here and nowhere else. */
export const CONNECTOR_SLUGS = ["json-feed", "shopify", "spreadsheet"] as const;
export type ConnectorSlug = (typeof CONNECTOR_SLUGS)[number];

export const connectors = { "json-feed": jsonFeed, shopify, spreadsheet } satisfies Record<
  ConnectorSlug,
  Connector
>;
