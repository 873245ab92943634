import type { WorkerDb } from "../../../client.ts";
import { inTransaction, type Queryable } from "../../jobs/queryable.ts";
import { refreshSearchOf } from "../../search/refresh-search.ts";
import { applyEdit, type FieldValues } from "./edit-product.ts";
import { lockBrandFor, lockProduct } from "./lock-product.ts";
import { translate } from "./write-columns.ts";

export interface NewProduct {
  brandId: string;
  userId: string;
  /** UUIDv7 and UPID, minted by the caller as syncs mint theirs. */
  id: string;
  upid: string;
  identifier: string;
  name: string;
  changes: FieldValues;
  variants: { id: string; upid: string; changes: FieldValues }[];
}

/**
 * Makes a product by hand, unpublished, with its variants.
 * @throws AppError `conflict` for an identifier, SKU or barcode that is taken
 */
export function createProduct(db: WorkerDb, product: NewProduct): Promise<{ id: string }> {
  const { brandId, userId, id, name, identifier } = product;
  return inTransaction(db, async (client) => {
    await lockBrandFor(client, product);
    await client
      .query(
        "insert into products (brand_id, id, upid, product_identifier, name) values ($1, $2, $3, $4, $5)",
        [brandId, id, product.upid, identifier, name],
      )
      .catch(translate);
    await addVariants(client, product);
    const seeded = { "product.identifier": "", "product.name": "" };
    await client.query(
      `with origin as (
        insert into value_origins (brand_id, user_id, reason) values ($1, $3, 'manual') on conflict do nothing returning id
      ), known as (
        select id from origin union select id from value_origins
        where brand_id = $1 and user_id = $3 and connection_id is null and reason = 'manual'
      )
      insert into value_provenance (brand_id, product_id, fields)
      select $1, $2, (select jsonb_object_agg(key, (select id from known limit 1) || ':0') from unnest($4::text[]) key)`,
      [brandId, id, userId, Object.keys(seeded)],
    );
    await client.query(
      `insert into audit_log (brand_id, actor_kind, actor_id, action, target)
      values ($1, 'user', $2, 'product.create', $3)`,
      [brandId, userId, JSON.stringify({ productId: id, identifier, name })],
    );
    await applyEdit(client, { ...product, productId: id });
    // Also where nothing but the name was given: lists by name and searches hold it at once.
    await refreshSearchOf(client, brandId, id);
    return { id };
  });
}

/** Bare rows; their values follow as an edit. */
async function addVariants(
  client: Queryable,
  { brandId, id, variants }: Pick<NewProduct, "brandId" | "id" | "variants">,
): Promise<void> {
  await client.query(
    `insert into product_variants (brand_id, product_id, id, upid)
    select $1, $2, x.id, x.upid from unnest($3::uuid[], $4::text[]) x(id, upid)`,
    [brandId, id, variants.map((variant) => variant.id), variants.map((variant) => variant.upid)],
  );
}

/** Adds a variant to a product that is there. */
export function createVariant(
  db: WorkerDb,
  variant: {
    brandId: string;
    userId: string;
    productId: string;
    id: string;
    upid: string;
    changes: FieldValues;
  },
): Promise<{ id: string }> {
  const { brandId, userId, productId, id, upid, changes } = variant;
  return inTransaction(db, async (client) => {
    await lockBrandFor(client, variant);
    await lockProduct(client, variant);
    await addVariants(client, { brandId, id: productId, variants: [{ id, upid, changes }] });
    // The edit marks the passport too, but one of a variant without values is none.
    await client.query(
      `update products set has_pending_changes = true
      where brand_id = $1 and id = $2 and status = 'published' and not has_pending_changes`,
      [brandId, productId],
    );
    await applyEdit(client, { brandId, userId, productId, changes: {}, variants: [{ id, changes }] });
    return { id };
  });
}
