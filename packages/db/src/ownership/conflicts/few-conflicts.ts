import { type SQL, sql } from "drizzle-orm";
import type { BrandScope } from "../../scope.ts";
import type { ConflictSearch } from "./filter.ts";

/** So many are gathered and put in order sooner than a page of them is found among all that are open. */
const FEW = 5_000;

/**
 * Where a field or a connection has few of the open conflicts, the inbox's index would be walked through all the
 * others. Their counts are known, and the index that allows one open conflict of a value names field and
 * connection: it is read without a look at the rows that it leaves out.
 */
export async function isFew({ tx, brandId }: BrandScope, request: ConflictSearch): Promise<boolean> {
  const { fieldKey, connectionId, productId, search } = request;
  if (productId || search || (!fieldKey && !connectionId)) return false;
  const { rows } = await tx.execute<{ few: boolean }>(sql`
    select coalesce(sum(${request.state === "dismissed" ? sql`dismissed` : sql`open`}), 0) <= ${FEW} as few
    from conflict_counts where brand_id = ${brandId}
      ${fieldKey ? sql`and field_key = ${fieldKey}` : sql``}
      ${connectionId ? sql`and connection_id = ${connectionId}` : sql``}`);
  return rows[0]?.few ?? false;
}

interface Gathering {
  /** On `sync_conflicts c`. */
  condition: SQL;
  behind: SQL;
  limit: number;
}

/** Narrows rows to those of one page, gathered and put in order first. */
export function gathered({ brandId }: BrandScope, { condition, behind, limit }: Gathering): SQL {
  return sql`c.brand_id = ${brandId} and c.id = any (array(
    select c.id from (
      select c.id, c.opened_at from sync_conflicts c where ${condition} offset 0
    ) c where true ${behind} order by c.opened_at desc, c.id desc limit ${limit}))`;
}
