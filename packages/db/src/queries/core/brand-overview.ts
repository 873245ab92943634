import { sql } from "drizzle-orm";
import { MOST_COUNTED } from "../../ownership/conflicts/list-conflicts.ts";
import type { ProductStatus } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";

export interface BrandOverview {
  products: { total: number; published: number; archived: number; pendingChanges: number };
  connections: { total: number; needAttention: number };
  /** Counted up to a thousand, as on the inbox's badge; `moreConflicts` says that there are more. */
  openConflicts: number;
  moreConflicts: boolean;
  openReviews: number;
}

/** The counts of the brand's first page. Products are counted one way at a time: an index alone answers each. */
export async function brandOverview({ tx, brandId }: BrandScope): Promise<BrandOverview> {
  const ofStatus = (status: ProductStatus) =>
    sql`(select count(*) from products where brand_id = ${brandId} and status = ${sql.raw(`'${status}'`)})`;
  const { rows } = await tx.execute<{ overview: BrandOverview }>(sql`select jsonb_build_object(
      'products', jsonb_build_object(
        'total', (select count(*) from products where brand_id = ${brandId}),
        'published', ${ofStatus("published")}, 'archived', ${ofStatus("archived")},
        'pendingChanges', (select count(*) from products where brand_id = ${brandId} and has_pending_changes)),
      'connections', (select jsonb_build_object('total', count(*) filter (where status <> 'disconnected'),
          'needAttention', count(*) filter (where status = 'error'))
        from brand_integrations where brand_id = ${brandId}),
      'openConflicts', least(conflicts.seen, ${MOST_COUNTED}::int),
      'moreConflicts', conflicts.seen > ${MOST_COUNTED}::int,
      'openReviews', (select count(*) from review_records where brand_id = ${brandId} and status = 'open')
    ) as overview
    from (
      select count(*)::int as seen from (
        select from sync_conflicts where brand_id = ${brandId} and closed_at is null and not is_dismissed
        limit ${MOST_COUNTED + 1}
      ) counted
    ) conflicts`);
  const [row] = rows;
  if (!row) throw new Error("A select of one row gave none.");
  return row.overview;
}
