import { sql } from "drizzle-orm";
import type { BrandScope } from "../../scope.ts";

export interface UnmappedCategories {
  /** How many names of sources nobody has said the category of. */
  names: number;
  /** The newest run that lists some of them, where they are mapped; null where none does any more. */
  runId: string | null;
}

/** Runs that are looked through for the names; older ones have been followed by many full reads. */
const RUNS = 200;

/** Whether categories wait for somebody to say what they mean, and where that is done. */
export async function unmappedCategories({ tx, brandId }: BrandScope): Promise<UnmappedCategories> {
  const waiting = sql`from value_mappings m
    where m.brand_id = ${brandId} and m.source_column = 'product.category' and m.target = 'category'
      and m.target_id is null`;
  const { rows } = await tx.execute<UnmappedCategories & Record<string, unknown>>(sql`
    select (select count(*)::int ${waiting}) as names,
      (select r.id
       from (select id, seq from sync_runs where brand_id = ${brandId} order by seq desc limit ${RUNS}::int) r
       where exists (
         select from sync_errors e
         where e.brand_id = ${brandId} and e.run_id = r.id and e.code = 'unmapped_category'
           and exists (select ${waiting} and m.normalized_value = normalize_name(e.excerpt)))
       order by r.seq desc limit 1) as "runId"`);
  const [row] = rows;
  if (!row) throw new Error("A select of one row gave none.");
  return { names: row.names, runId: row.runId };
}
