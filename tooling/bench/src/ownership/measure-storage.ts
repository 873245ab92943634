import { connected } from "../database.ts";
import { rounded } from "../median.ts";
import { measureBytes } from "../tables.ts";
import type { Scene } from "./scene.ts";

export interface StorageFigures {
  /** Links and what their records said last, of products and their variants, with all indexes. */
  observation_bytes_per_product: number;
  /** Of that the observed values alone. */
  observed_values_bytes_per_product: number;
  /** Who stands behind each value. */
  provenance_bytes_per_product: number;
  /** What a first sync leaves of changes: a created record is one row. */
  first_change_bytes_per_product: number;
}

const VALUES = `
select coalesce(sum(bytes), 0)::float8 as bytes from (
  select sum(pg_column_size(observed)) as bytes from product_sources
  union all select sum(pg_column_size(observed)) from variant_sources
) x`;

/** What one connection's first sync leaves on the disk beside the products. */
export function measureStorage({ url, products }: Pick<Scene, "url" | "products">): Promise<StorageFigures> {
  return connected(url, async (client) => {
    const bytes = await measureBytes(client);
    const per = (...tables: string[]) =>
      rounded(tables.reduce((sum, table) => sum + (bytes.get(table) ?? 0), 0) / products, 0);
    const { rows } = await client.query<{ bytes: number }>(VALUES);
    return {
      observation_bytes_per_product: per("product_sources", "variant_sources"),
      observed_values_bytes_per_product: rounded((rows[0]?.bytes ?? 0) / products, 0),
      provenance_bytes_per_product: per("value_provenance"),
      first_change_bytes_per_product: per("sync_changes"),
    };
  });
}

/** Bytes that changes take on the disk, with all indexes, and how many there are. */
export function sizeOfChanges(url: string): Promise<{ bytes: number; rows: number }> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ bytes: number; rows: number }>(
      "select pg_total_relation_size('sync_changes')::float8 as bytes, count(*)::float8 as rows from sync_changes",
    );
    return rows[0] ?? { bytes: 0, rows: 0 };
  });
}
