import { type Client, DatabaseError, type QueryResult } from "pg";
import { hasColumn, type Relation } from "./catalog.ts";
import { insertRow, type Row } from "./rows.ts";

export const OPERATIONS = ["select", "insert", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** `constraint`: grants and policies let it pass, another rule of the table did not. */
export type Outcome =
  | { kind: "denied" }
  | { kind: "rows"; count: number }
  | { kind: "constraint"; code: string };

/** Tries one statement and takes it back. */
export async function attempt(client: Client, work: () => Promise<QueryResult>): Promise<Outcome> {
  await client.query("savepoint attempt");
  try {
    const result = await work();
    return { kind: "rows", count: result.rowCount ?? 0 };
  } catch (error) {
    if (!(error instanceof DatabaseError) || !error.code) throw error;
    if (error.code === "42501") return { kind: "denied" };
    if (error.code.startsWith("23")) return { kind: "constraint", code: error.code };
    throw error;
  } finally {
    await client.query("rollback to savepoint attempt");
  }
}

/** Everything that can be done to a brand's rows of a table, tried. `fresh` is what is inserted. */
export async function attemptAll(
  client: Client,
  relation: Relation,
  target: { brandId: string; fresh: Row },
): Promise<Record<Operation, Outcome>> {
  const where = whereBrand(relation);
  const values = where === "true" ? [] : [target.brandId];
  const column = await updatableColumn(client, relation);
  const run = (sql: string) => attempt(client, () => client.query(sql, values));
  return {
    select: await run(`select from ${relation.sql} where ${where}`),
    insert: await attempt(client, () => insertRow(client, relation, target.fresh)),
    update: await run(`update ${relation.sql} set ${column} = ${column} where ${where}`),
    delete: await run(`delete from ${relation.sql} where ${where}`),
  };
}

function whereBrand(relation: Relation): string {
  if (relation.name === "brands") return "id = $1";
  return hasColumn(relation, "brand_id") ? "brand_id = $1" : "true";
}

/** One that the current role may update, where there is one: only then is the policy put to the test. */
async function updatableColumn(client: Client, relation: Relation): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::oid and attnum > 0 and not attisdropped
       and attgenerated = '' and attidentity <> 'a'
     order by has_column_privilege(attrelid, attnum, 'update') desc, attnum limit 1`,
    [relation.oid],
  );
  return rows[0]?.name ?? "brand_id";
}
