import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { hasColumn, type Relation } from "./catalog.ts";
import { insertRow, makeRow, type Row, type Rows } from "./rows.ts";

export interface FilledBrand {
  brandId: string;
  ownerId: string;
  memberId: string;
  revokedId: string;
  /** One row of every table of the brand, and of the tables that belong to none. */
  rows: Rows;
}

/** Tables that the fixture writes by itself: who the people are is the point of the test. */
const BY_HAND = ["brands", "users", "users_on_brand"];

/** Two brands, each with one row in every table that there is. */
export async function fillTwoBrands(
  client: Client,
  catalog: Relation[],
): Promise<[FilledBrand, FilledBrand]> {
  const tables = parentsFirst(
    catalog.filter((relation) => !relation.isPartition && relation.schema === "public"),
  );
  const shared: Rows = new Map();
  for (const table of tables) {
    if (hasColumn(table, "brand_id") || BY_HAND.includes(table.name)) continue;
    await insertRow(client, table, makeRow(table, shared));
    shared.set(table.name, await readRow(client, table, "true", []));
  }
  return [await fillBrand(client, tables, shared), await fillBrand(client, tables, shared)];
}

async function fillBrand(client: Client, tables: Relation[], shared: Rows): Promise<FilledBrand> {
  const brandId = randomUUID();
  const [ownerId, memberId, revokedId] = [randomUUID(), randomUUID(), randomUUID()];
  await client.query("insert into brands (id, name) values ($1, 'A brand')", [brandId]);
  for (const [userId, role, revoked] of [
    [ownerId, "owner", null],
    [memberId, "member", null],
    [revokedId, "owner", new Date()],
  ]) {
    await client.query("insert into users (id, email) values ($1, 'somebody')", [userId]);
    await client.query(
      "insert into users_on_brand (brand_id, user_id, role, revoked_at) values ($1, $2, $3, $4)",
      [brandId, userId, role, revoked],
    );
  }
  const rows: Rows = new Map(shared);
  rows.set("brands", { id: brandId });
  rows.set("users", { id: memberId });
  for (const table of tables) {
    if (!hasColumn(table, "brand_id")) continue;
    // A trigger may have made the one row that there can be.
    if (!BY_HAND.includes(table.name))
      await insertRow(client, table, makeRow(table, rows), "on conflict do nothing");
    rows.set(table.name, await readRow(client, table, "t.brand_id = $1", [brandId]));
  }
  return { brandId, ownerId, memberId, revokedId, rows };
}

async function readRow(client: Client, table: Relation, where: string, values: unknown[]): Promise<Row> {
  const { rows } = await client.query<{ row: Row }>(
    `select to_jsonb(t) as row from ${table.sql} t where ${where} limit 1`,
    values,
  );
  const [found] = rows;
  if (!found) throw new Error(`The fixture could not put a row into ${table.name}.`);
  return found.row;
}

/** A table follows all that it refers to. */
function parentsFirst(tables: Relation[]): Relation[] {
  const names = new Set(tables.map((table) => table.name));
  const sorted: Relation[] = [];
  const placed = new Set<string>();
  while (sorted.length < tables.length) {
    const ready = tables.filter(
      (table) =>
        !placed.has(table.name) &&
        table.foreignKeys.every(
          (key) => key.table === table.name || placed.has(key.table) || !names.has(key.table),
        ),
    );
    if (ready.length === 0) throw new Error("Tables refer to each other in a circle.");
    for (const table of ready) placed.add(table.name);
    sorted.push(...ready);
  }
  return sorted;
}
