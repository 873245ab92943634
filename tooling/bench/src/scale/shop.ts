import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openWorkerDb } from "@v1/db";
import { type Connector, connect, connectors, createHttpClient } from "@v1/integrations";
import { parseKeyRing } from "@v1/integrations/credentials";
import { root } from "@v1/stack/root";
import { connected, withDatabase } from "../database.ts";
import type { Bench } from "../server.ts";
import { workerEnvironment, workerFlags } from "../worker-flags.ts";
import { lineWith, withProgram } from "./process.ts";

export const TOKEN = "shpat_demo";
export const KEYS = `1:${Buffer.alloc(32, 7).toString("base64")}`;
const STORE = join(root, "tooling", "stack", "src", "demo-store", "main.ts");
const SYNC = join(import.meta.dirname, "sync-once.ts");

export interface ShopFigures {
  products: number;
  seconds: number;
  products_per_s: number;
  /** Until the shop had written its export and the first page was read from it. */
  first_page_s: number;
  /** Of the time in which no chunk was merged: the shop, the network and the reading held the run up. */
  waiting_share: number;
  peak_mb: number;
}

/** Lends a shop with Shopify's Admin API, a process of its own on a free port. */
export function withStore<T>(products: number, work: (url: string) => Promise<T>): Promise<T> {
  const args = [STORE, "--port", "0", "--products", String(products)];
  return withProgram({ name: "store", args }, async (lines) => {
    const line = await lineWith(lines, "http://");
    const url = /http:\/\/\S+/.exec(line)?.[0] ?? "";
    return work(url);
  });
}

export interface Shop {
  brandId: string;
  connectionId: string;
}

/** A brand that has connected the shop, as the app does it: tested, credentials sealed. */
export async function connectBrand(
  databaseUrl: string,
  url: string,
  brandId: string = randomUUID(),
): Promise<Shop> {
  await connected(databaseUrl, async (client) => {
    await client.query("insert into brands (id, name) values ($1, 'Bench') on conflict do nothing", [
      brandId,
    ]);
    await client.query(
      "insert into integrations (slug, name, kind) values ('shopify', 'Shopify', 'vendor') on conflict do nothing",
    );
  });
  const db = openWorkerDb({ url: databaseUrl, max: 2 });
  const http = createHttpClient({ allowPrivate: true });
  try {
    const deps = { db, http, ring: parseKeyRing(KEYS), connector: (): Connector => connectors.shopify };
    const { connectionId } = await connect(deps, {
      brandId,
      slug: "shopify",
      name: `Shop ${randomUUID().slice(0, 8)}`,
      config: { shop: url },
      secrets: { accessToken: TOKEN },
      userId: null,
    });
    return { brandId, connectionId };
  } finally {
    await Promise.all([db.close(), http.close()]);
  }
}

/** The first sync of a shop over HTTP, in a worker process with the flags that it ships with. */
export function measureShop(bench: Bench, products: number): Promise<ShopFigures> {
  return withStore(products, (shop) =>
    withDatabase(bench.serverUrl, async (url) => {
      const { brandId, connectionId } = await connectBrand(url, shop);
      const args = [...workerFlags(), SYNC, url, brandId, connectionId];
      return withProgram({ name: "worker", args, env: workerEnvironment() }, async (lines) => {
        const line = await lineWith(lines, '"seconds"');
        const ran: { seconds: number; firstPage: number; merging: number; peakMb: number; created: number } =
          JSON.parse(line);
        if (ran.created !== products) throw new Error(`${ran.created} of ${products} products arrived.`);
        return {
          products,
          seconds: ran.seconds,
          products_per_s: products / ran.seconds,
          first_page_s: ran.firstPage,
          waiting_share: 1 - ran.merging / ran.seconds,
          peak_mb: ran.peakMb,
        };
      });
    }),
  );
}
