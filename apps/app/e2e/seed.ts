import { randomUUID } from "node:crypto";
import type { Client } from "pg";

export const PASSWORD = "correct horse battery";
export const LONG_NAME = `Oversized double-breasted coat ${"in brushed Italian wool ".repeat(8)}`
  .slice(0, 200)
  .trim();
export const ARABIC_NAME = "معطف صوف طويل للشتاء";

const KINDS = [
  "Merino crew-neck",
  "Linen shirt",
  "Selvedge jeans",
  "Canvas tote",
  "Cashmere beanie",
  "Rain parka",
];
const COLOURS = ["Oat", "Ink", "Moss", "Rust", "Chalk", "Slate", "Clay"];

export interface SeededBrand {
  brandId: string;
  connectionId: string;
}

/** A brand with an owner and a connection to a shop. */
export async function seedBrand(admin: Client, name: string, ownerId: string): Promise<SeededBrand> {
  const brand = { brandId: randomUUID(), connectionId: randomUUID() };
  await admin.query("insert into brands (id, name, slug) values ($1, $2, $3)", [
    brand.brandId,
    name,
    randomUUID(),
  ]);
  await admin.query("insert into users (id, email) values ($1, $2) on conflict do nothing", [
    ownerId,
    `${ownerId}@example.com`,
  ]);
  await addOwner(admin, brand, ownerId);
  // Of a connector that exists: what it supplies is asked for.
  await admin.query(
    `with integration as (
      insert into integrations (id, slug, name, kind, category, auth, config_schema, rate_limits, capabilities, streams)
      values (gen_random_uuid(), 'shopify', 'Demo shop', 'vendor', 'shop', '{}', '{}', '[]', '{}', '[]')
      on conflict (slug) do update set slug = excluded.slug returning id
    ) insert into brand_integrations (brand_id, id, integration_id, name, status)
    select $1, $2, id, 'Demo shop', 'connected' from integration`,
    [brand.brandId, brand.connectionId],
  );
  return brand;
}

export async function addOwner(admin: Client, brand: SeededBrand, userId: string): Promise<void> {
  await admin.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'owner')", [
    brand.brandId,
    userId,
  ]);
}

/** Ids ascend, as UUIDv7 do: the last one made stands first in the list. */
export async function seedProducts(admin: Client, brand: SeededBrand, imageOf: (index: number) => string) {
  const names = Array.from({ length: 248 }, (_, index) => {
    const [kind, colour] = [KINDS[index % KINDS.length], COLOURS[index % COLOURS.length]];
    return `${kind} ${colour} No. ${248 - index}`;
  });
  const rows = [...names, ARABIC_NAME, LONG_NAME].map((name, index) => ({
    id: `0193${index.toString(16).padStart(4, "0")}-0000-7000-8000-000000000000`,
    name,
    identifier: index === 249 ? `style-${"0123456789".repeat(5)}` : `style-${1000 + index}`,
    image: index % 9 === 4 ? null : imageOf(index),
    price: index % 31 === 7 ? null : (9.9 + ((index * 37) % 1_500)).toFixed(2),
    minutes: (249 - index) ** 2,
    variants: (index * 7) % 13,
    status: index === 246 ? "archived" : "unpublished",
  }));
  await admin.query(
    `insert into products
       (brand_id, id, name, product_identifier, upid, primary_image_path, price, currency, status, created_at, updated_at)
     select $1, id, name, identifier, gen_random_uuid()::text, image, price, 'EUR', status,
       now() - minutes * interval '1 minute', now() - minutes * interval '1 minute'
     from jsonb_to_recordset($2) as
       r(id uuid, name text, identifier text, image text, price numeric, status text, minutes integer)`,
    [brand.brandId, JSON.stringify(rows)],
  );
  await admin.query(
    `insert into product_variants (brand_id, id, product_id, upid)
     select $1, gen_random_uuid(), id, gen_random_uuid()::text
     from jsonb_to_recordset($2) as r(id uuid, variants integer), generate_series(1, variants)`,
    [brand.brandId, JSON.stringify(rows)],
  );
}

/** A run of some minutes ago. */
export async function seedRun(
  admin: Client,
  brand: SeededBrand,
  run: { status: string; tallies: Record<string, number>; total?: number; error?: object },
): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `insert into sync_runs (brand_id, id, connection_id, mode, trigger, status, tallies, total, error, started_at, finished_at)
     values ($1, $2, $3, 'full', 'schedule', $4::text, $5, $6, $7, now() - interval '5 minutes',
       case when $4::text in ('completed', 'failed') then now() - interval '3 minutes' end)`,
    [
      brand.brandId,
      id,
      brand.connectionId,
      run.status,
      JSON.stringify(run.tallies),
      run.total ?? null,
      run.error ? JSON.stringify(run.error) : null,
    ],
  );
  return id;
}
