import type { Queryable } from "./queryable.ts";

export interface ErasureReceipt {
  id: string;
  kind: string;
  /** Rows by table, and "files". With "brands" in it the erasure is complete. */
  tallies: Record<string, number>;
}

export type ErasureState =
  | { state: "missing" }
  | { state: "alive" }
  | { state: "open"; receipt: ErasureReceipt }
  | { state: "complete"; receipt: ErasureReceipt };

const RECEIPT = "id, kind, tallies";

/**
 * Opens the receipt of a brand's erasure, or gives the one that was opened before.
 * `alive`: the brand is not marked as deleted, so nothing may be erased.
 */
export async function openErasure(
  client: Queryable,
  { brandId, kind }: { brandId: string; kind: string },
): Promise<ErasureState> {
  // The lock makes two deliveries of one task share a receipt.
  await client.query("select pg_advisory_xact_lock(hashtextextended('erase ' || $1, 0))", [brandId]);
  const brand = await client.query<{ deleted: boolean }>(
    "select deleted_at is not null as deleted from brands where id = $1",
    [brandId],
  );
  const found = await client.query<ErasureReceipt>(
    `select ${RECEIPT} from erasure_receipts where brand_id = $1 order by created_at desc limit 1`,
    [brandId],
  );
  const receipt = found.rows[0];
  if (!brand.rows[0]) return receipt ? { state: "complete", receipt } : { state: "missing" };
  if (!brand.rows[0].deleted) return { state: "alive" };
  return { state: "open", receipt: receipt ?? (await makeReceipt(client, brandId, kind)) };
}

async function makeReceipt(client: Queryable, brandId: string, kind: string): Promise<ErasureReceipt> {
  const { rows } = await client.query<ErasureReceipt>(
    `insert into erasure_receipts (kind, subject, brand_id) values ($1, 'brand ' || $2, $3) returning ${RECEIPT}`,
    [kind, brandId, brandId],
  );
  const [receipt] = rows;
  if (!receipt) throw new Error("The receipt was not written.");
  return receipt;
}

/** Takes all work off the brand: what still runs loses its lease and stops before its next chunk. */
export async function haltBrand(client: Queryable, brandId: string): Promise<void> {
  await client.query(
    `with halted as (
      update brand_integrations set status = 'disconnected', updated_at = now()
      where brand_id = $1 and status <> 'disconnected'
    ), cancelled as (
      update sync_runs set status = 'cancelled', finished_at = now(), updated_at = now()
      where brand_id = $1 and status in ('queued', 'running', 'awaiting_approval')
    )
    delete from connection_leases where brand_id = $1`,
    [brandId],
  );
}

/**
 * Deletes some of a brand's rows and counts them into the receipt, in one statement: what a killed
 * worker had deleted is counted, and nothing is counted twice. Call it in a transaction.
 * @param table a name of `listBrandTables`, and one of its oids
 * @returns rows deleted
 */
export async function eraseRows(
  client: Queryable,
  {
    brandId,
    receiptId,
    limit,
    table,
  }: {
    brandId: string;
    receiptId: string;
    limit: number;
    table: { name: string; oid: number };
  },
): Promise<number> {
  // The audit log lets nothing go but for the first; the second is the brand's lock, which every
  // writer takes: without it a batch could look short because another worker holds its rows.
  await client.query(
    `select set_config('app.erasing_brand', $1, true),
      pg_advisory_xact_lock(hashtextextended('brand:' || $1, 0))`,
    [brandId],
  );
  const { rows } = await client.query<{ erased: number }>(
    `with erased as (
      delete from ${table.name} where tableoid = $5::oid and ctid = any (array(
        select ctid from ${table.name} where tableoid = $5::oid and brand_id = $1 limit $2
      )) returning 1
    ), counted as (
      update erasure_receipts set updated_at = now(), tallies = ${TALLIED}
      where id = $4 and exists (select from erased)
    )
    select count(*)::int as erased from erased`,
    [brandId, limit, table.name, receiptId, table.oid],
  );
  return rows[0]?.erased ?? 0;
}

/** Deletes the brand itself, the last of its rows. */
export async function eraseBrandRow(client: Queryable, brandId: string, receiptId: string): Promise<void> {
  await client.query(
    `with erased as (delete from brands where id = $1 and deleted_at is not null returning 1)
    update erasure_receipts set updated_at = now(), tallies = ${TALLIED}
    where id = $4 and $2::int = 1 and exists (select from erased)`,
    [brandId, 1, "brands", receiptId],
  );
}

/** Adds files to the receipt. */
export async function countErasedFiles(client: Queryable, receiptId: string, files: number): Promise<void> {
  await client.query(
    `update erasure_receipts set updated_at = now(),
      tallies = tallies || jsonb_build_object('files', coalesce((tallies ->> 'files')::bigint, 0) + $2::bigint)
    where id = $1`,
    [receiptId, files],
  );
}

const TALLIED = `tallies || jsonb_build_object(
      $3::text, coalesce((tallies ->> $3::text)::bigint, 0) + (select count(*) from erased))`;
