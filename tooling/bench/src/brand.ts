import { randomUUID } from "node:crypto";
import type { FieldKey } from "@v1/core";
import { openWorkerDb } from "@v1/db";
import { createConnection } from "@v1/db/sync";
import { shopifyBulkFile } from "@v1/integrations";
import { connected } from "./database.ts";
import { configOf, type Source } from "./source.ts";

export interface Connection {
  brandId: string;
  connectionId: string;
}

/** An empty brand with one connection to `source`, which owns all that it supplies. */
export async function makeConnection(url: string, source: Source): Promise<Connection> {
  const brandId = randomUUID();
  const { slug, name } = shopifyBulkFile;
  await connected(url, async (client) => {
    await client.query("insert into brands (id, name, slug) values ($1, 'Bench', 'bench')", [brandId]);
    await client.query(
      `insert into integrations (slug, name, kind) values ($1, $2, 'vendor') on conflict (slug) do nothing`,
      [slug, name],
    );
  });
  const db = openWorkerDb({ url, max: 1 });
  try {
    const { connectionId } = await createConnection(db, {
      brandId,
      slug,
      name,
      config: configOf(source),
      account: accountOf(source),
      fields: Object.keys(shopifyBulkFile.fields) as FieldKey[],
      mayCreate: true,
      matchBy: ["barcode", "sku", "identifier"],
      scheduleCron: null,
      userId: null,
    });
    return { brandId, connectionId };
  } finally {
    await db.close();
  }
}

/**
 * Leads the connection to another file. To the connector the file is the account, so that moves along;
 * the mapping's version stays, or everything would be merged anew.
 */
export async function pointTo(url: string, connection: Connection, source: Source): Promise<void> {
  await connected(url, (client) =>
    client.query(
      "update brand_integrations set config = $3, account_id = $4 where brand_id = $1 and id = $2",
      [connection.brandId, connection.connectionId, configOf(source), accountOf(source).id],
    ),
  );
}

function accountOf({ path }: Source): { id: string; name: string } {
  return { id: `file:${path}`, name: path };
}
