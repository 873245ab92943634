import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { type Connection, makeConnection, pointTo } from "../brand.ts";
import { connected } from "../database.ts";
import type { Bench } from "../server.ts";
import type { Source } from "../source.ts";
import { withWorker } from "../worker-process.ts";
import { settle } from "./scene.ts";

/** What stands in the brand before the measured first sync. */
export interface InPlace {
  connections: number;
  pins: number;
  conflicts: number;
}

interface Place {
  bench: Bench;
  url: string;
}

/**
 * A brand with a tenth of the catalog, and a new connection to all of it that owns what it supplies. With
 * `owned` two others observe that tenth, differ in two fields of each product, and people keep some values;
 * without, nobody but the new connection knows anything of it.
 */
export async function makeStanding(
  { bench, url }: Place,
  sources: { tenth: Source; whole: Source },
  owned: boolean,
): Promise<{ connection: Connection; inPlace: InPlace }> {
  const first = await makeConnection(url, sources.tenth);
  await withWorker({ url, profile: bench.profile }, (worker) => worker.sync(first, "full"));
  const connection = { brandId: first.brandId, connectionId: randomUUID() };
  const inPlace = await connected(url, async (client) => {
    await client.query(ANOTHER, [first.brandId, first.connectionId, connection.connectionId, "All of it"]);
    await client.query("update field_owners set connection_id = $2 where brand_id = $1", [
      connection.brandId,
      connection.connectionId,
    ]);
    await (owned ? disagree(client, first) : forget(client, first));
    return countInPlace(client, first.brandId);
  });
  await pointTo(url, connection, sources.whole);
  await settle(url);
  return { connection, inPlace };
}

const ANOTHER = `
insert into brand_integrations (brand_id, id, integration_id, name, status, config, account_id)
select brand_id, $3, integration_id, $4, 'connected', config, account_id from brand_integrations where brand_id = $1 and id = $2`;

const OBSERVED = `
insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
select brand_id, $3, external_id, product_id,
  jsonb_build_object('product.description', 'Theirs ' || external_id, 'product.webshopUrl', 'https://theirs.example/' || external_id)
from product_sources where brand_id = $1 and connection_id = $2`;

const OPEN = `
insert into sync_conflicts (brand_id, product_id, field_key, connection_id, canonical, observed)
select l.brand_id, l.product_id, f.key, l.connection_id, '"ours"', l.observed->f.key
from product_sources l cross join unnest(array['product.description', 'product.webshopUrl']) f(key)
where l.brand_id = $1 and l.connection_id = $2`;

const PINS = `
insert into field_pins (brand_id, product_id, field_key, author_id)
select $1, id, 'product.price', gen_random_uuid() from products where brand_id = $1 order by id limit (
  select greatest(1, count(*) / 10) from products where brand_id = $1)`;

async function disagree(client: Client, { brandId, connectionId }: Connection): Promise<void> {
  const observer = randomUUID();
  await client.query(ANOTHER, [brandId, connectionId, observer, "Observer"]);
  await client.query(OBSERVED, [brandId, connectionId, observer]);
  await client.query(OPEN, [brandId, observer]);
  await client.query(PINS, [brandId]);
}

async function forget(client: Client, { brandId, connectionId }: Connection): Promise<void> {
  await client.query("delete from brand_integrations where brand_id = $1 and id = $2", [
    brandId,
    connectionId,
  ]);
}

async function countInPlace(client: Client, brandId: string): Promise<InPlace> {
  const { rows } = await client.query<InPlace>(
    `select (select count(*)::int from brand_integrations where brand_id = $1) as connections,
       (select count(*)::int from field_pins where brand_id = $1) as pins,
       (select count(*)::int from sync_conflicts where brand_id = $1 and closed_at is null) as conflicts`,
    [brandId],
  );
  return rows[0] ?? { connections: 0, pins: 0, conflicts: 0 };
}
