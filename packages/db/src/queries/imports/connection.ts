import type { FieldKey } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { createConnection } from "../../sync/connections/create-connection.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { claimUnowned } from "../../sync/ownership.ts";
import { withSession } from "../../sync/session.ts";
import { execute } from "../../sync/statement.ts";

const ACCOUNT = { id: "spreadsheet", name: "Spreadsheets" };

/**
 * The connection that imports of one source share. A new one owns nothing yet: it claims what a file
 * supplies when that is committed. It calls no product gone, since a file is seldom the whole assortment.
 */
export async function ensureImportConnection(
  db: WorkerDb,
  { brandId, source, userId }: { brandId: string; source: string; userId: string | null },
): Promise<string> {
  const found = await findConnection(db, brandId, source);
  if (found) return found;
  const { connectionId } = await createConnection(db, {
    brandId,
    slug: "spreadsheet",
    name: source,
    config: {},
    account: ACCOUNT,
    fields: [],
    mayCreate: true,
    matchBy: ["barcode", "sku", "identifier"],
    scheduleCron: null,
    userId,
  });
  await db.pool.query(
    `update brand_integrations set deletion_policy = 'ignore', full_read_cron = null, next_full_sync_at = null
     where brand_id = $1 and id = $2`,
    [brandId, connectionId],
  );
  return connectionId;
}

async function findConnection(db: WorkerDb, brandId: string, source: string): Promise<string | null> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select c.id from brand_integrations c join integrations i on i.id = c.integration_id
     where c.brand_id = $1 and i.slug = 'spreadsheet' and c.name = $2 and c.status <> 'disconnected'
     order by c.id limit 1`,
    [brandId, source],
  );
  return rows[0]?.id ?? null;
}

export interface ImportSettings {
  brandId: string;
  connectionId: string;
  importId: string;
  /** What the file says something about. */
  fields: readonly FieldKey[];
  /** How its texts are understood. Where that changes, equal texts are merged again. */
  reading: object;
}

/** Points the connection to the import whose rows are read next, and gives it what nobody owns. */
export async function prepareConnection(db: WorkerDb, input: ImportSettings): Promise<void> {
  const { brandId, connectionId, importId, fields, reading } = input;
  await withSession(db, async (client) => {
    await client.query("begin");
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
    await client.query(
      `update brand_integrations set config = $3,
         mapping_version = mapping_version + case when config -> 'reading' <> $3::jsonb -> 'reading' then 1 else 0 end
       where brand_id = $1 and id = $2`,
      [brandId, connectionId, JSON.stringify({ importId, reading })],
    );
    await claimUnowned(client, {
      brandId,
      connectionId,
      fields,
      reason: "an import supplies it, and nobody owned it",
    });
    await client.query("commit");
  });
}
