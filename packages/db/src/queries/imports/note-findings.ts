import type { PoolClient } from "pg";
import type { ImportRef } from "./move-import.ts";

export interface RowFinding {
  row: number;
  issues: readonly object[];
  /** True where nothing of the row's product can be imported. */
  failed: boolean;
}

/** Writes what is wrong with rows beside them. */
export async function noteFindings(
  client: PoolClient,
  { brandId, importId }: ImportRef,
  findings: readonly RowFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  await client.query(
    `update import_rows r set issues = nullif(x.issues, '[]'), status = case when x.failed then 'FAILED' else r.status end
     from unnest($3::int[], $4::jsonb[], $5::bool[]) x(row, issues, failed)
     where r.brand_id = $1 and r.job_id = $2 and r.row_number = x.row`,
    [
      brandId,
      importId,
      findings.map(({ row }) => row),
      findings.map(({ issues }) => JSON.stringify(issues)),
      findings.map(({ failed }) => failed),
    ],
  );
}

export interface UsedName {
  field: string;
  name: string;
  products: number;
}

/** Adds to the names that a file uses, and by how many products. */
export async function noteNames(
  client: PoolClient,
  { brandId, importId }: ImportRef,
  names: readonly UsedName[],
): Promise<void> {
  if (names.length === 0) return;
  await client.query(
    `insert into import_values (brand_id, job_id, field_key, raw_value, products)
     select $1, $2, x.field, min(x.name), sum(x.products)::int
     from unnest($3::text[], $4::text[], $5::int[]) x(field, name, products)
     group by x.field, normalize_name(x.name) order by x.field, normalize_name(x.name)
     on conflict (brand_id, job_id, field_key, normalized_value)
       do update set products = import_values.products + excluded.products`,
    [
      brandId,
      importId,
      names.map(({ field }) => field),
      names.map(({ name }) => name),
      names.map(({ products }) => products),
    ],
  );
}
