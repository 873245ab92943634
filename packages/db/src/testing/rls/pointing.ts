import type { Client } from "pg";
import { attempt, type Outcome } from "./attempt.ts";
import { type ForeignKey, hasColumn, type Relation } from "./catalog.ts";
import type { FilledBrand } from "./fill.ts";
import { insertRow, makeRow, type Row } from "./rows.ts";

/**
 * Tries to point a brand's rows into another brand, past all policies: only the foreign keys stand
 * in the way. Run it as a role that owns everything.
 */
export async function pointElsewhere(
  client: Client,
  catalog: Relation[],
  [brand, other]: [FilledBrand, FilledBrand],
): Promise<string[]> {
  const scoped = new Set(catalog.filter((table) => hasColumn(table, "brand_id")).map((table) => table.name));
  const findings: string[] = [];
  for (const table of catalog.filter((relation) => !relation.isPartition && scoped.has(relation.name))) {
    for (const key of table.foreignKeys.filter((foreign) => scoped.has(foreign.table))) {
      findings.push(...(await strayThrough(client, { table, key, brand, other })));
    }
  }
  return findings;
}

async function strayThrough(
  client: Client,
  { table, key, brand, other }: { table: Relation; key: ForeignKey; brand: FilledBrand; other: FilledBrand },
): Promise<string[]> {
  const subject = `${table.name} (${key.columns.join(", ")})`;
  if (!pairsBrands(key)) return [`${subject} refers to ${key.table} without naming the brand`];
  const stray = strayColumns(key, other);
  const updated = await tryUpdate(client, table, { brandId: brand.brandId, stray });
  const fresh = makeRow(table, brand.rows, stray);
  const inserted = await attempt(client, () => insertRow(client, table, fresh));
  const findings: string[] = [];
  if (!isForeignKeyViolation(updated)) findings.push(`${subject} can be updated to another brand's row`);
  if (!isForeignKeyViolation(inserted)) findings.push(`${subject} can be inserted with another brand's row`);
  return findings;
}

/** Tries the same by moving rows: as somebody who may write in both brands. */
export async function moveElsewhere(
  client: Client,
  catalog: Relation[],
  [brand, other]: [FilledBrand, FilledBrand],
): Promise<string[]> {
  const findings: string[] = [];
  for (const table of catalog) {
    if (table.isPartition || !hasColumn(table, "brand_id")) continue;
    const moved = await tryUpdate(client, table, {
      brandId: brand.brandId,
      stray: { brand_id: other.brandId },
    });
    if (moved.kind !== "denied") findings.push(`rows of ${table.name} can be moved to another brand`);
  }
  return findings;
}

function tryUpdate(
  client: Client,
  table: Relation,
  change: { brandId: string; stray: Row },
): Promise<Outcome> {
  const columns = Object.keys(change.stray);
  const set = columns.map((name, index) => `"${name}" = $${index + 2}`).join(", ");
  return attempt(client, () =>
    client.query(`update ${table.sql} set ${set} where brand_id = $1`, [
      change.brandId,
      ...Object.values(change.stray),
    ]),
  );
}

function pairsBrands(key: ForeignKey): boolean {
  const position = key.columns.indexOf("brand_id");
  return position >= 0 && key.foreignColumns[position] === "brand_id";
}

/** The other brand's values for all that the key names, but the brand. */
function strayColumns(key: ForeignKey, other: FilledBrand): Row {
  const target = other.rows.get(key.table) ?? {};
  const pairs = key.columns.map(
    (column, index) => [column, target[key.foreignColumns[index] ?? ""]] as const,
  );
  return Object.fromEntries(pairs.filter(([column]) => column !== "brand_id"));
}

function isForeignKeyViolation(outcome: Outcome): boolean {
  return outcome.kind === "constraint" && outcome.code === "23503";
}
