import { randomUUID } from "node:crypto";
import { parseKeyRing, saveCredentials } from "@v1/integrations/credentials";
import type { Client } from "pg";
import { z } from "zod";

/** The demo store's only token. */
const TOKEN = "shpat_demo";

interface DemoStore {
  brandId: string;
  url: string;
  /** `CREDENTIALS_KEYS`, as API and worker have it. */
  keys: string;
}

/** The brand's connection to the demo store, at the address where it listens this time. */
export async function ensureConnection(client: Client, store: DemoStore): Promise<string> {
  const integrationId = await ensureIntegration(client);
  const { rows } = await client.query<{ id: string }>(
    "select id from public.brand_integrations where brand_id = $1 and integration_id = $2 limit 1",
    [store.brandId, integrationId],
  );
  const connectionId = rows[0]?.id ?? randomUUID();
  await client.query(
    `insert into public.brand_integrations (brand_id, id, integration_id, name, status, config, schedule_cron)
     values ($1, $2, $3, 'Demo store', 'connected', $4, '*/15 * * * *')
     on conflict (brand_id, id) do update set config = brand_integrations.config || excluded.config`,
    [store.brandId, connectionId, integrationId, { shop: store.url }],
  );
  const scope = { brandId: store.brandId, connectionId };
  const deps = { db: client, ring: parseKeyRing(store.keys) };
  await saveCredentials(deps, scope, { type: "api_key", fields: { accessToken: TOKEN } });
  return connectionId;
}

async function ensureIntegration(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into public.integrations (slug, name, kind, category) values ('shopify', 'Shopify', 'vendor', 'shop')
     on conflict (slug) do update set slug = excluded.slug returning id`,
  );
  return z.uuid().parse(rows[0]?.id);
}
