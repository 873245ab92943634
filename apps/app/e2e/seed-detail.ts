import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { SeededBrand } from "./seed.ts";

export interface SeededProduct {
  productId: string;
  runId: string;
}

/**
 * A product with six variants, composition and journey, whose name and price the brand's connection
 * owns; its description was typed by hand.
 */
export async function seedDetail(admin: Client, brand: SeededBrand, name: string): Promise<SeededProduct> {
  const { brandId, connectionId } = brand;
  const productId = randomUUID();
  const key = productId.slice(0, 8);
  const runId = randomUUID();
  const query = (text: string, values: unknown[] = []) => admin.query(text, [brandId, productId, ...values]);
  await query(
    `insert into products (brand_id, id, upid, product_identifier, name, description, price, currency, weight, weight_unit)
     values ($1, $2, $4, $4, $3, 'Warm, and warmer still.', 249, 'EUR', 1250, 'g')`,
    [name, `style-${key}`],
  );
  await seedVariants(admin, { brandId, productId, key });
  await query(
    `with material as (
      insert into brand_materials (brand_id, id, name) values ($1, gen_random_uuid(), 'Virgin wool ' || $3),
        ($1, gen_random_uuid(), 'Cashmere ' || $3) returning id, name
    ) insert into product_materials (brand_id, product_id, brand_material_id, component, percentage, sort_index)
    select $1, $2, id, 'main', case when name like 'Virgin%' then 80 else 20 end, 0 from material`,
    [key],
  );
  await query(
    `with facility as (
      insert into brand_facilities (brand_id, id, display_name, city, country_code)
      values ($1, gen_random_uuid(), 'Tessitura Lario ' || $3, 'Como', 'IT') returning id
    ) insert into product_journey_steps (brand_id, product_id, facility_id, step_type, sort_index)
    select $1, $2, id, step, index from facility, (values ('weaving', 0), ('dyeing', 1)) s(step, index)`,
    [key],
  );
  await admin.query(
    `insert into sync_runs (brand_id, id, connection_id, mode, trigger, status, tallies, started_at, finished_at)
     values ($1, $2, $3, 'full', 'manual', 'completed', '{"read":1,"created":1}', now(), now())`,
    [brandId, runId, connectionId],
  );
  await seedOwnership(admin, { ...brand, productId, runId });
  return { productId, runId };
}

async function seedVariants(
  admin: Client,
  { brandId, productId, key }: { brandId: string; productId: string; key: string },
): Promise<void> {
  await admin.query(
    `with color as (
      insert into brand_colors (brand_id, id, name, hex) values ($1, gen_random_uuid(), 'Ink ' || $3, '#1d2433'),
        ($1, gen_random_uuid(), 'Oat ' || $3, '#e4d9c5') returning id, name
    ), size as (
      insert into brand_sizes (brand_id, id, name)
      select $1, gen_random_uuid(), name from (values ('M'), ('S'), ('XL')) s(name)
      on conflict (normalized_name, brand_id) do update set name = excluded.name returning id, name
    ) insert into product_variants (brand_id, id, product_id, upid, color_id, size_id, sku, price, currency, tombstoned_at)
    select $1, gen_random_uuid(), $2, gen_random_uuid()::text, c.id, s.id, left(c.name, 3) || '-' || s.name || '-' || $3,
      case when s.name = 'XL' then 269 end, case when s.name = 'XL' then 'EUR' end,
      case when c.name like 'Oat%' and s.name = 'S' then now() end
    from color c, size s`,
    [brandId, productId, key],
  );
}

async function seedOwnership(
  admin: Client,
  { brandId, connectionId, productId, runId }: SeededBrand & SeededProduct,
): Promise<void> {
  await admin.query(
    `insert into field_owners (brand_id, field_key, owner_kind, connection_id)
     values ($1, 'product.name', 'connection', $2), ($1, 'product.price', 'connection', $2) on conflict do nothing`,
    [brandId, connectionId],
  );
  await admin.query(
    `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
     values ($1, $2, $3::text, $3::uuid, '{"product.name": "Theirs", "product.price": {"amount": "249.00", "currency": "EUR"}}')`,
    [brandId, connectionId, productId],
  );
  await admin.query(
    "insert into value_origins (brand_id, connection_id, reason) values ($1, $2, 'owner') on conflict do nothing",
    [brandId, connectionId],
  );
  const { rows } = await admin.query<{ id: number }>(
    "select id from value_origins where brand_id = $1 and connection_id = $2 and reason = 'owner'",
    [brandId, connectionId],
  );
  await admin.query(
    `insert into value_provenance (brand_id, product_id, fields)
     select $1, $2, jsonb_build_object('product.name', $3 || ':' || seq, 'product.price', $3 || ':' || seq)
     from sync_runs where brand_id = $1 and id = $4`,
    [brandId, productId, String(rows[0]?.id), runId],
  );
}
