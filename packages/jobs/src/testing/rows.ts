import { randomUUID } from "node:crypto";
import type { Client } from "pg";

/** Rows for tests, through plain SQL. */
export async function makeBrand(client: Client, { deleted = false } = {}): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "insert into brands (name, deleted_at) values ('Test', case when $1 then now() end) returning id",
    [deleted],
  );
  return idOf(rows);
}

export interface ConnectionRow {
  status: string;
  schedule_cron: string | null;
  full_read_cron: string | null;
  next_sync_at: Date | null;
  next_full_sync_at: Date | null;
  watermark: Date | null;
  force_full_read: boolean;
}

export async function makeConnection(
  client: Client,
  brandId: string,
  row: Partial<ConnectionRow> = {},
): Promise<string> {
  const integration = await client.query<{ id: string }>(
    "insert into integrations (slug, name, kind) values ($1, 'Test', 'custom') returning id",
    [randomUUID()],
  );
  const all = { status: "connected", watermark: new Date("2026-01-01"), ...row };
  const names = Object.keys(all);
  const { rows } = await client.query<{ id: string }>(
    `insert into brand_integrations (brand_id, integration_id, name, ${names.join(", ")})
    values ($1, $2, 'Test', ${names.map((_, index) => `$${index + 3}`).join(", ")}) returning id`,
    [brandId, idOf(integration.rows), ...Object.values(all)],
  );
  return idOf(rows);
}

export async function makeRun(
  client: Client,
  run: { brandId: string; connectionId: string; status: string },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into sync_runs (brand_id, connection_id, mode, trigger, status)
    values ($1, $2, 'full', 'manual', $3) returning id`,
    [run.brandId, run.connectionId, run.status],
  );
  return idOf(rows);
}

export async function makeProduct(client: Client, brandId: string): Promise<string> {
  const key = randomUUID();
  const { rows } = await client.query<{ id: string }>(
    `insert into products (brand_id, name, product_identifier, upid) values ($1, 'Shirt', $2, $2) returning id`,
    [brandId, key],
  );
  return idOf(rows);
}

function idOf(rows: { id: string }[]): string {
  const [row] = rows;
  if (!row) throw new Error("The row was not written.");
  return row.id;
}
