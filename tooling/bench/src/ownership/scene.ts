import { randomUUID } from "node:crypto";
import type { FieldKey } from "@v1/core";
import { type Connection, makeConnection } from "../brand.ts";
import { connected } from "../database.ts";
import { say } from "../progress.ts";
import type { Bench } from "../server.ts";
import { writeSource } from "../source.ts";
import { withWorker } from "../worker-process.ts";

/** What is measured: one column, which a source gives as text and no search knows. */
export const FIELD: FieldKey = "product.webshopUrl";
export const COLUMN = "webshop_url";

export interface Scene extends Connection {
  url: string;
  products: number;
  /** An owner of the brand. */
  userId: string;
  /** A second connection that observes the measured field of every product, and says otherwise. */
  observerId: string;
}

/** A brand after its first sync, with a second connection that merely observes. */
export async function makeScene(bench: Bench, url: string, products: number): Promise<Scene> {
  const source = await writeSource(bench.files, products);
  const connection = await makeConnection(url, source);
  await withWorker({ url, profile: undefined }, (worker) => worker.sync(connection, "full"));
  say("  a second connection observes every product");
  const scene = { ...connection, url, products, userId: randomUUID(), observerId: randomUUID() };
  await connected(url, async (client) => {
    const { brandId, connectionId, userId, observerId } = scene;
    await client.query("insert into users (id, email) values ($1, 'owner@example.com')", [userId]);
    await client.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'owner')", [
      brandId,
      userId,
    ]);
    await client.query(
      `insert into brand_integrations (brand_id, id, integration_id, name, status)
       select brand_id, $3, integration_id, 'Observer', 'connected' from brand_integrations where brand_id = $1 and id = $2`,
      [brandId, connectionId, observerId],
    );
    await client.query(
      `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
       select brand_id, $3, external_id, product_id, jsonb_build_object($4::text, 'https://observer.example/' || external_id)
       from product_sources where brand_id = $1 and connection_id = $2 order by external_id`,
      [brandId, connectionId, observerId, FIELD],
    );
  });
  return scene;
}

/** So that no timed part pays for what another one left behind. */
export async function settle(url: string): Promise<void> {
  await connected(url, async (client) => {
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  });
}
