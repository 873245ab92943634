import type { Queryable } from "./queryable.ts";

export interface BrandTable {
  /** Quoted and ready for SQL. */
  name: string;
  /** Where its rows lie: itself, or its partitions. */
  oids: number[];
}

interface CatalogRow extends BrandTable {
  parents: string[];
}

/**
 * All tables that hold a brand's rows, from the database's own catalog: those with a `brand_id` in the
 * schema `public`, children before what they reference. Receipts of erasures are left out.
 */
export async function listBrandTables(db: Queryable): Promise<BrandTable[]> {
  const { rows } = await db.query<CatalogRow>(
    `with tables as (
      select c.oid, c.relkind from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'brand_id' and not a.attisdropped
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> 'erasure_receipts'
    )
    select t.oid::regclass::text as name,
      case when t.relkind = 'p'
        then array(select p.relid::oid::bigint::float8 from pg_partition_tree(t.oid) p where p.isleaf)
        else array[t.oid::bigint::float8]
      end as oids,
      array(
        select distinct f.confrelid::regclass::text from pg_constraint f
        where f.conrelid = t.oid and f.contype = 'f' and f.confrelid <> t.oid
          and f.confrelid in (select oid from tables)
      ) as parents
    from tables t
    order by 1`,
  );
  return childrenFirst(rows).map(({ name, oids }) => ({ name, oids }));
}

/** A table follows once all that reference it are out. Where they reference in a circle, names decide. */
function childrenFirst(tables: CatalogRow[]): CatalogRow[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: CatalogRow[] = [];
  while (left.size > 0) {
    const referenced = new Set([...left.values()].flatMap((table) => table.parents));
    const free = [...left.values()].filter((table) => !referenced.has(table.name));
    const next = free.length > 0 ? free : [...left.values()].slice(0, 1);
    for (const table of next) left.delete(table.name);
    ordered.push(...next);
  }
  return ordered;
}
