import type { Client } from "pg";

/** What the passport itself is made of: the yardstick without links, observations and history. */
export const PRODUCT_TABLES: ReadonlySet<string> = new Set([
  "products",
  "product_variants",
  "product_materials",
  "product_journey_steps",
  "product_environment",
  "product_eco_claims",
  "tags_on_product",
]);

export interface Table {
  name: string;
  /** Quoted, without those that the database computes. */
  columns: string[];
  /** Tables that its foreign keys lead to. */
  parents: string[];
  indexes: number;
}

const WALK = `
select c.relname as name,
  array(
    select quote_ident(a.attname) from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum
  ) as columns,
  array(
    select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid
    where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
  ) as parents,
  (select count(*)::int from pg_index i where i.indrelid = c.oid) as indexes
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
order by c.relname`;

/** All tables of the data model, from the database's own catalog. */
export async function walkTables(client: Client): Promise<Table[]> {
  return (await client.query<Table>(WALK)).rows;
}

/** Rows by table. */
export async function countRows(client: Client, tables: Table[]): Promise<Map<string, number>> {
  const counts = tables.map(
    ({ name }) => `select '${name}' as name, count(*)::int as rows from public.${name}`,
  );
  const { rows } = await client.query<{ name: string; rows: number }>(counts.join(" union all "));
  return new Map(rows.map((row) => [row.name, row.rows]));
}

/** Bytes by table with its indexes and oversized values, partitions included. */
export async function measureBytes(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; bytes: number }>(
    `select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c
     where c.relnamespace in ('public'::regnamespace, 'partitions'::regnamespace) and c.relkind = 'r'`,
  );
  return new Map(rows.map((row) => [row.name, row.bytes]));
}

/** Parents before children. */
export function inOrder(tables: Table[]): Table[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ parents }) => !parents.some((parent) => left.has(parent)));
    if (ready.length === 0) throw new Error(`Foreign keys form a ring: ${[...left.keys()].join(", ")}`);
    for (const table of ready) left.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** Those of `tables` that some of `children` cannot be without, over any number of steps. */
export function ancestorsOf(children: Table[], tables: Table[]): Table[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const found = new Map<string, Table>();
  const queue = children.flatMap(({ parents }) => parents);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const table = byName.get(name);
    if (!table || found.has(name)) continue;
    found.set(name, table);
    queue.push(...table.parents);
  }
  for (const child of children) found.delete(child.name);
  return [...found.values()];
}
