import { notFound } from "@v1/core";
import { sql } from "drizzle-orm";
import type { ReviewRecord } from "../../queries/sync/list-reviews.ts";
import type { BrandScope } from "../../scope.ts";

export interface Review extends Omit<ReviewRecord, "updatedAt"> {
  /** The product that a person linked it to. */
  productId: string | null;
  product: string | null;
  decidedAt: Date | null;
}

/** A record of the review list, whatever became of it. @throws AppError `not_found` */
export async function getReview(
  { tx, brandId }: BrandScope,
  { connectionId, externalId }: { connectionId: string; externalId: string },
): Promise<Review> {
  const { rows } = await tx.execute<Review & Record<string, unknown>>(sql`
    select r.connection_id as "connectionId", i.name as connection, r.external_id as "externalId", r.kind, r.status,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'productIdentifier', p.product_identifier) order by p.name)
        from products p where p.brand_id = r.brand_id and p.id = any (r.candidates)), '[]') as candidates,
      r.observed, r.run_id as "runId", r.product_id as "productId", p.name as product, r.decided_at as "decidedAt"
    from review_records r
    join brand_integrations i on i.brand_id = r.brand_id and i.id = r.connection_id
    left join products p on p.brand_id = r.brand_id and p.id = r.product_id
    where r.brand_id = ${brandId} and r.connection_id = ${connectionId} and r.external_id = ${externalId}`);
  const [row] = rows;
  if (!row) throw notFound("record in the review list", externalId);
  return { ...row, decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt) };
}
