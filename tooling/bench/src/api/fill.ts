import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { connected } from "../database.ts";

export interface Filled {
  /** The brand that is measured, its owner, and what its filters name. */
  brandId: string;
  userId: string;
  tagId: string;
  seasonId: string;
  /** A tag and a season of three of the oldest products. */
  rareTagId: string;
  rareSeasonId: string;
  /** A season of the oldest fiftieth. */
  oldSeasonId: string;
  /** A colour of a twentieth, a material of two in twenty-five, and of each one that three products have. */
  colorId: string;
  rareColorId: string;
  materialId: string;
  rareMaterialId: string;
  products: number;
}

const WORDS = [
  "Wool Linen Cotton Silk Denim Leather Canvas Velvet Jersey Fleece Tweed Corduroy Cashmere Satin Hemp",
  "Coat Shirt Cap Jacket Trousers Skirt Dress Scarf Sweater Hoodie Belt Bag Boot Sneaker Glove Sock Vest",
  "Northern Harbour Meadow Studio Classic Urban Alpine Coastal Evening Summer Winter Heritage Modern Field",
].map((line) => line.split(" "));

/**
 * One large brand among small ones, straight into the tables: 3 variants, 2 materials, 2 tags, 3 journey
 * steps, environment, a claim, provenance and the record of a source for each product.
 */
export async function fill(
  url: string,
  { products, brands }: { products: number; brands: number },
): Promise<Filled> {
  return connected(url, async (client) => {
    const userId = randomUUID();
    await client.query("insert into users (id, email) values ($1, 'bench@example.com')", [userId]);
    await client.query("insert into integrations (slug, name, kind) values ('bench', 'Bench', 'custom')");
    const brandId = await fillBrand(client, { n: 0, size: products, userId });
    for (let n = 1; n < brands; n += 1)
      await fillBrand(client, { n, size: Math.ceil(products / 50), userId: null });
    return { brandId, userId, products, ...(await named(client, brandId)) };
  });
}

async function fillBrand(
  client: Client,
  { n, size, userId }: { n: number; size: number; userId: string | null },
): Promise<string> {
  const brandId = randomUUID();
  const values = [brandId, n, size, userId, WORDS.map((words) => words.join(" "))];
  for (const statement of STATEMENTS) await client.query(bind(statement, values));
  return brandId;
}

type Named = Omit<Filled, "brandId" | "userId" | "products">;

const NAMED: [column: keyof Named, table: string, name: string][] = [
  ["tagId", "brand_tags", "Entry 1"],
  ["rareTagId", "brand_tags", "Rare"],
  ["seasonId", "brand_seasons", "Entry 1"],
  ["rareSeasonId", "brand_seasons", "Rare"],
  ["oldSeasonId", "brand_seasons", "Old"],
  ["colorId", "brand_colors", "Entry 1"],
  ["rareColorId", "brand_colors", "Rare"],
  ["materialId", "brand_materials", "Entry 1"],
  ["rareMaterialId", "brand_materials", "Rare"],
];

async function named(client: Client, brandId: string): Promise<Named> {
  const { rows } = await client.query<Named>(
    `select ${NAMED.map(([column, table, name]) => `(select id from ${table} where brand_id = $1 and name = '${name}') as "${column}"`).join(", ")}`,
    [brandId],
  );
  const [row] = rows;
  if (row) return row;
  throw new Error("The brand has nothing to narrow a list to.");
}

/** `:brand`, `:n`, `:size`, `:user` and `:words` as parameters, each statement with those that it names. */
function bind(text: string, values: unknown[]): { text: string; values: unknown[] } {
  const names = ["brand", "n", "size", "user", "words"];
  const used: unknown[] = [];
  const bound = text.replace(/(?<!:):([a-z]+)/g, (_match, name: string) => {
    used.push(values[names.indexOf(name)]);
    return `$${used.length}`;
  });
  return { text: bound, values: used };
}

/** Ids ascend in the order of making, as UUIDv7 do, and differ between brands in their last digits. */
const PRODUCT =
  "('01900000-' || to_char(i / 65536, 'FM0000') || '-7' || lpad(to_hex(i % 4096), 3, '0') || '-8000-' || lpad(to_hex(i), 8, '0') || right(:brand::uuid::text, 4))::uuid";
const word = (list: number, divisor: number) =>
  `(string_to_array((:words::text[])[${list}], ' '))[1 + (i / ${divisor}) % ${WORDS[list - 1]?.length ?? 1}]`;
const each = "generate_series(1, :size::int) i";

const STATEMENTS = [
  "insert into brands (id, name) values (:brand, 'Bench ' || :n::int)",
  "insert into users_on_brand (brand_id, user_id, role) select :brand::uuid, u, 'owner' from (select :user::uuid as u) x where u is not null",
  `insert into brand_integrations (brand_id, integration_id, name, status) select :brand::uuid, id, 'Shop', 'connected' from integrations where slug = 'bench'`,
  "insert into value_origins (brand_id, connection_id, reason) select brand_id, id, 'owner' from brand_integrations where brand_id = :brand::uuid",
  `insert into field_owners (brand_id, field_key, owner_kind, connection_id)
   select c.brand_id, k, 'connection', c.id from brand_integrations c
   cross join unnest(array['product.name', 'product.description', 'product.price', 'variant.sku']) k where c.brand_id = :brand::uuid`,
  ...[
    ["brand_seasons", "name", 12],
    ["brand_tags", "name", 60],
    ["brand_materials", "name", 25],
    ["brand_facilities", "display_name", 40],
    ["brand_eco_claims", "claim", 10],
    ["brand_colors", "name", 20],
    ["brand_sizes", "name", 6],
    ["brand_manufacturers", "name", 8],
  ].map(
    ([table, column, count]) =>
      `insert into ${table} (brand_id, ${column}) select :brand::uuid, 'Entry ' || i from generate_series(1, ${count}) i`,
  ),
  `insert into products (brand_id, id, name, product_identifier, upid, description, price, currency, status, season_id, manufacturer_id, created_at)
   select :brand::uuid, ${PRODUCT}, concat_ws(' ', ${word(3, 7)}, ${word(1, 1)}, ${word(2, 3)}, i), 'ST-' || i, md5(:brand::text || i),
     'Made of fine ' || ${word(1, 2)} || ' for the ' || ${word(3, 5)} || ' season, with care number ' || (i % 997), 10 + i % 200, 'EUR',
     case when i % 10 = 0 then 'unpublished' when i % 500 = 1 then 'archived' else 'published' end,
     (select array_agg(id order by name) from brand_seasons where brand_id = :brand::uuid)[1 + i % 12],
     (select array_agg(id order by name) from brand_manufacturers where brand_id = :brand::uuid)[1 + i % 8], now()
   from ${each}`,
  `insert into product_variants (brand_id, product_id, upid, sku, barcode, color_id, size_id)
   select :brand::uuid, ${PRODUCT}, md5(:brand::text || i || '-' || v), 'SKU-' || i || '-' || v, '9' || (i * 10 + v),
     (select array_agg(id order by name) from brand_colors where brand_id = :brand::uuid)[1 + i % 20],
     (select array_agg(id order by name) from brand_sizes where brand_id = :brand::uuid)[v]
   from ${each} cross join generate_series(1, 3) v`,
  "insert into brand_tags (brand_id, name) values (:brand, 'Rare')",
  "insert into brand_seasons (brand_id, name) values (:brand, 'Rare'), (:brand, 'Old')",
  `update products set season_id = (select id from brand_seasons s where s.brand_id = products.brand_id and s.name = case
     when right(product_identifier, 3) in ('-11', '-12', '-13') then 'Rare' else 'Old' end)
   where brand_id = :brand::uuid and substr(product_identifier, 4)::int <= greatest(20, :size::int / 50)`,
  `insert into tags_on_product (brand_id, product_id, tag_id)
   select p.brand_id, p.id, t.id from products p join brand_tags t on t.brand_id = p.brand_id and t.name = 'Rare'
   where p.brand_id = :brand::uuid and p.product_identifier in ('ST-21', 'ST-22', 'ST-23')`,
  ...["brand_colors", "brand_materials"].map(
    (table) => `insert into ${table} (brand_id, name) values (:brand, 'Rare')`,
  ),
  `update product_variants set color_id = (select id from brand_colors c where c.brand_id = product_variants.brand_id and c.name = 'Rare')
   where brand_id = :brand::uuid and sku in ('SKU-14-1', 'SKU-15-2', 'SKU-16-3')`,
  // Three of the oldest have no price, and only old ones no description.
  `update products set price = null where brand_id = :brand::uuid and product_identifier in ('ST-31', 'ST-32', 'ST-33')`,
  `update products set description = null where brand_id = :brand::uuid and substr(product_identifier, 4)::int <= :size::int / 50`,
  `insert into product_environment (brand_id, product_id, carbon_kg_co2e, water_liters) select :brand::uuid, ${PRODUCT}, i % 50, i % 900 from ${each}`,
  `insert into product_materials (brand_id, product_id, brand_material_id, percentage, sort_index)
   select :brand::uuid, ${PRODUCT}, (select array_agg(id order by name) from brand_materials where brand_id = :brand::uuid)[1 + (i + m) % 25], 50, m
   from ${each} cross join generate_series(1, 2) m`,
  `insert into product_materials (brand_id, product_id, brand_material_id, percentage, component)
   select p.brand_id, p.id, m.id, 5, 'trim' from products p join brand_materials m on m.brand_id = p.brand_id and m.name = 'Rare'
   where p.brand_id = :brand::uuid and p.product_identifier in ('ST-14', 'ST-15', 'ST-16')`,
  `insert into product_journey_steps (brand_id, product_id, sort_index, step_type, facility_id)
   select :brand::uuid, ${PRODUCT}, s, 'step ' || s, (select array_agg(id order by display_name) from brand_facilities where brand_id = :brand::uuid)[1 + (i + s) % 40]
   from ${each} cross join generate_series(1, 3) s`,
  `insert into tags_on_product (brand_id, product_id, tag_id)
   select :brand::uuid, ${PRODUCT}, (select array_agg(id order by name) from brand_tags where brand_id = :brand::uuid)[1 + (i + t * 7) % 60]
   from ${each} cross join generate_series(1, 2) t`,
  `insert into product_eco_claims (brand_id, product_id, eco_claim_id)
   select :brand::uuid, ${PRODUCT}, (select array_agg(id order by claim) from brand_eco_claims where brand_id = :brand::uuid)[1 + i % 10] from ${each}`,
  `insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
   select :brand::uuid, (select id from brand_integrations where brand_id = :brand::uuid), 'p' || i, ${PRODUCT},
     '{"product.name": "a name", "product.price": {"amount": "10.00", "currency": "EUR"}}' from ${each}`,
  `insert into variant_sources (brand_id, connection_id, external_id, product_external_id, variant_id, observed)
   select v.brand_id, s.connection_id, 'v' || v.upid, s.external_id, v.id, '{"variant.sku": "a code"}'
   from product_variants v join product_sources s on s.brand_id = v.brand_id and s.product_id = v.product_id where v.brand_id = :brand::uuid`,
  `insert into value_provenance (brand_id, product_id, fields)
   select :brand::uuid, ${PRODUCT}, (select jsonb_build_object('product.name', id || ':1', 'product.description', id || ':1', 'product.price', id || ':1')
     from value_origins where brand_id = :brand::uuid limit 1) from ${each}`,
  `insert into value_provenance (brand_id, product_id, variant_id, fields)
   select v.brand_id, v.product_id, v.id, jsonb_build_object('variant.sku', (select id from value_origins where brand_id = :brand::uuid limit 1) || ':1')
   from product_variants v where v.brand_id = :brand::uuid`,
];
