-- Rows that belong to no brand. May be run again: what is there is left alone.
insert into public.integrations (id, slug, name, kind, category, description, auth, capabilities)
values (
  '6f9b1a52-3c1e-4d0a-9a41-2b7f0c5d1e01', 'shopify', 'Shopify', 'vendor', 'shop',
  'Products, variants and their composition from a Shopify shop.',
  '{"type": "api_key"}', '{"full": true, "incremental": true}'
),
(
  '6f9b1a52-3c1e-4d0a-9a41-2b7f0c5d1e02', 'spreadsheet', 'Spreadsheet', 'custom', 'file',
  'Products from CSV files and Excel workbooks, checked before they are imported.',
  '{"type": "none"}', '{"full": true, "incremental": false}'
)
on conflict (slug) do nothing;

insert into public.integrations (id, slug, name, kind, category, description, auth, capabilities)
values (
  'b3c6a0de-52c7-4d0f-8a45-0a9d1f1c7e02', 'json-feed', 'JSON or XML feed', 'custom', 'feed',
  'Products from an address that answers JSON, JSON Lines or XML, by the places that you name.',
  '{"type": "api_key"}', '{"full": true, "incremental": true}'
)
on conflict (slug) do nothing;

with tree (path) as (
  values
    ('Clothing'),
    ('Clothing/Tops'), ('Clothing/Tops/T-shirts'), ('Clothing/Tops/Shirts'), ('Clothing/Tops/Blouses'),
    ('Clothing/Tops/Sweaters'), ('Clothing/Tops/Hoodies'), ('Clothing/Tops/Tank tops'),
    ('Clothing/Bottoms'), ('Clothing/Bottoms/Jeans'), ('Clothing/Bottoms/Trousers'),
    ('Clothing/Bottoms/Shorts'), ('Clothing/Bottoms/Skirts'), ('Clothing/Bottoms/Leggings'),
    ('Clothing/Dresses'), ('Clothing/Jumpsuits'),
    ('Clothing/Outerwear'), ('Clothing/Outerwear/Jackets'), ('Clothing/Outerwear/Coats'),
    ('Clothing/Outerwear/Vests'),
    ('Clothing/Underwear'), ('Clothing/Nightwear'), ('Clothing/Socks'), ('Clothing/Swimwear'),
    ('Clothing/Activewear'), ('Clothing/Suits'),
    ('Shoes'), ('Shoes/Sneakers'), ('Shoes/Boots'), ('Shoes/Sandals'), ('Shoes/Dress shoes'),
    ('Accessories'), ('Accessories/Bags'), ('Accessories/Belts'), ('Accessories/Hats'),
    ('Accessories/Scarves'), ('Accessories/Gloves'), ('Accessories/Jewellery'), ('Accessories/Eyewear'),
    ('Home'), ('Home/Bedding'), ('Home/Towels')
)
insert into public.categories (id, name, parent_id)
select
  md5('category:' || path)::uuid,
  regexp_replace(path, '^.*/', ''),
  case when path like '%/%' then md5('category:' || regexp_replace(path, '/[^/]*$', ''))::uuid end
from tree
on conflict do nothing;
