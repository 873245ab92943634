import { AppError, notFound } from "@v1/core";
import type { Queryable } from "../../jobs/queryable.ts";

/** Column → value as the driver gives it: numbers with decimals are texts. */
export type Row = Record<string, string | null>;

export interface LockedProduct {
  product: Row;
  variants: ReadonlyMap<string, Row>;
}

/**
 * Takes the brand's lock, as every writer of its products does, and the product's rows as they stand.
 * Membership is asked for here again: the request's own check may be some seconds old.
 * @throws AppError `not_found`; `forbidden` for who is no member any more
 */
export async function lockProduct(
  client: Queryable,
  { brandId, productId }: { brandId: string; productId: string },
): Promise<LockedProduct> {
  const product = await client.query<Row>(
    `select p.*, e.carbon_kg_co2e, e.water_liters from products p
    left join product_environment e on e.brand_id = p.brand_id and e.product_id = p.id
    where p.brand_id = $1 and p.id = $2 for update of p`,
    [brandId, productId],
  );
  const [row] = product.rows;
  if (!row) throw notFound("product", productId);
  const variants = await client.query<Row & { id: string }>(
    "select * from product_variants where brand_id = $1 and product_id = $2 order by id for update",
    [brandId, productId],
  );
  return { product: row, variants: new Map(variants.rows.map((variant) => [variant.id, variant])) };
}

export async function lockBrandFor(
  client: Queryable,
  { brandId, userId }: { brandId: string; userId: string },
): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('brand:' || $1::text, 0))", [brandId]);
  const { rowCount } = await client.query(
    "select from users_on_brand where brand_id = $1 and user_id = $2 and revoked_at is null for share",
    [brandId, userId],
  );
  if (rowCount) return;
  throw new AppError({
    code: "forbidden",
    message: "You are not a member of this brand.",
    hint: "Ask an owner to invite you.",
  });
}
