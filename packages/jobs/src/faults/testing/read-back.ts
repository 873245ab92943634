import type { DemoStore } from "@v1/stack/demo-store";
import type { Client } from "pg";

/** A product as far as a fault may harm it. */
export interface Product {
  id: string;
  name: string;
  archived: boolean;
  /** SKUs and prices of live variants, sorted. */
  variants: string[];
}

const PRODUCTS = `
select s.external_id as id, p.name, p.status = 'archived' as archived,
  coalesce((select json_agg(v.sku || ' ' || coalesce(v.price, p.price) order by v.sku) from product_variants v
    where v.brand_id = p.brand_id and v.product_id = p.id and v.tombstoned_at is null), '[]') as variants
from product_sources s join products p on p.brand_id = s.brand_id and p.id = s.product_id
where s.brand_id = $1 order by s.external_id`;

export async function productsOf(client: Client, brandId: string): Promise<Product[]> {
  return (await client.query<Product>(PRODUCTS, [brandId])).rows;
}

export function productsIn({ catalog }: DemoStore): Product[] {
  return catalog.ids().map((id) => {
    const product = catalog.find(id);
    const variants = (product?.variants ?? []).map(({ sku, price }) => `${sku} ${price}`).sort();
    return { id: String(id), name: product?.title ?? "", archived: false, variants };
  });
}

export interface Run {
  id: string;
  status: string;
  mode: string;
  verified: boolean | null;
  error: { code: string; message: string; hint?: string } | null;
  attempts: number;
  tallies: Record<string, number>;
  /** Where the run goes on, or went on. */
  chunk: number;
}

export async function lastRun(client: Client, brandId: string): Promise<Run> {
  const { rows } = await client.query<Run>(
    `select id, status, mode, verified, error, attempts, tallies, coalesce((checkpoint->>'chunk')::int, 0) as chunk
    from sync_runs where brand_id = $1 order by seq desc limit 1`,
    [brandId],
  );
  return only(rows);
}

export interface Issue {
  record: string;
  code: string;
  field: string | null;
  message: string;
  hint: string;
}

/** What went wrong with records; that nobody has mapped the store's types to categories is so in every run. */
export async function issuesOfLastRun(client: Client, brandId: string): Promise<Issue[]> {
  const { rows } = await client.query<Issue>(
    `select external_id as record, code, field, message, hint from sync_errors where brand_id = $1
    and run_id = (select id from sync_runs where brand_id = $1 order by seq desc limit 1)
    and code <> 'unmapped_category'
    order by external_id, code`,
    [brandId],
  );
  return rows;
}

export interface Connection {
  status: string;
  reason: string | null;
  watermark: Date | null;
  healthy: boolean | null;
}

export async function connectionOf(client: Client, connectionId: string): Promise<Connection> {
  const { rows } = await client.query<Connection>(
    `select status, status_reason as reason, watermark, (select h.ok from integration_health_checks h
      where h.connection_id = c.id order by h.created_at desc, h.id desc limit 1) as healthy
    from brand_integrations c where id = $1`,
    [connectionId],
  );
  return only(rows);
}

function only<T>(rows: T[]): T {
  const [row] = rows;
  if (!row) throw new Error("Nothing was written.");
  return row;
}
