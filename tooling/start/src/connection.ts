import { openWorkerDb } from "@v1/db";
import { type Connector, connect, connectors, createHttpClient } from "@v1/integrations";
import { parseKeyRing } from "@v1/integrations/credentials";
import type { Client } from "pg";

/** The demo store's only token. */
const TOKEN = "shpat_demo";
const INTEGRATION = "shopify";

interface DemoStore {
  brandId: string;
  ownerId: string;
  /** Where the store listens this time. */
  url: string;
  databaseUrl: string;
  /** `CREDENTIALS_KEYS`, as API and worker have it. */
  keys: string;
}

/** The brand's connection to the demo store: the one that it has, led to the store's address, or a new one. */
export async function ensureConnection(client: Client, store: DemoStore): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `update public.brand_integrations c set config = c.config || $3
     from public.integrations i
     where c.brand_id = $1 and i.id = c.integration_id and i.slug = $2
     returning c.id`,
    [store.brandId, INTEGRATION, { shop: store.url }],
  );
  return rows[0]?.id ?? (await connectStore(store));
}

/** As an owner would in the app: the store is asked who it is before anything is kept. */
async function connectStore({ brandId, ownerId, url, databaseUrl, keys }: DemoStore): Promise<string> {
  const db = openWorkerDb({ url: databaseUrl, max: 2 });
  const http = createHttpClient({ allowPrivate: true });
  try {
    const deps = { db, http, ring: parseKeyRing(keys), connector: (): Connector => connectors[INTEGRATION] };
    const { connectionId } = await connect(deps, {
      brandId,
      slug: INTEGRATION,
      name: "Demo store",
      config: { shop: url },
      secrets: { accessToken: TOKEN },
      scheduleCron: "*/15 * * * *",
      userId: ownerId,
    });
    return connectionId;
  } finally {
    await Promise.all([db.close(), http.close()]);
  }
}
