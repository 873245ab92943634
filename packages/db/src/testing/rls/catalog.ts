import type { Client } from "pg";

interface Column {
  name: string;
  /** Without modifiers: `numeric`, `uuid[]`. */
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  /** Filled by the database alone. */
  generated: boolean;
}

export interface ForeignKey {
  columns: string[];
  table: string;
  foreignColumns: string[];
}

export interface Relation {
  oid: number;
  schema: string;
  name: string;
  /** Quoted, with its schema: ready for SQL. */
  sql: string;
  isPartition: boolean;
  hasRowSecurity: boolean;
  columns: Column[];
  foreignKeys: ForeignKey[];
  checks: string[];
}

/** Every table and partition there is, from the database's own catalog. */
export async function readCatalog(client: Client): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(CATALOG);
  return rows;
}

export function hasColumn(relation: Relation, name: string): boolean {
  return relation.columns.some((column) => column.name === name);
}

const CATALOG = `
  select
    c.oid::int4 as oid, n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as sql,
    c.relispartition as "isPartition", c.relrowsecurity as "hasRowSecurity",
    (
      select json_agg(json_build_object(
        'name', a.attname,
        'type', regexp_replace(format_type(a.atttypid, a.atttypmod), '\\([0-9,]+\\)', ''),
        'notNull', a.attnotnull,
        'hasDefault', a.atthasdef or a.attidentity <> '',
        'generated', a.attgenerated <> '' or a.attidentity = 'a'
      ) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) as columns,
    coalesce((
      select json_agg(json_build_object(
        'columns', (
          select json_agg(a.attname order by k.position)
          from unnest(f.conkey) with ordinality k (attnum, position)
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum
        ),
        'table', f.confrelid::regclass::text,
        'foreignColumns', (
          select json_agg(a.attname order by k.position)
          from unnest(f.confkey) with ordinality k (attnum, position)
          join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.attnum
        )
      ) order by f.conname)
      from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
    ), '[]') as "foreignKeys",
    coalesce((
      select json_agg(pg_get_constraintdef(k.oid) order by k.conname)
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
    ), '[]') as checks
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f') and n.nspname in ('public', 'partitions')
  order by 1, 2`;
