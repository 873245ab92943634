-- Whoever empties a field of a product or fills one that was empty, its gaps are due.
create or replace function public.queue_search_of_products() returns trigger
language plpgsql security definer set search_path = '' set enable_nestloop = off
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.search_queue (brand_id, product_id) select brand_id, id from new_rows;
  else
    insert into public.search_queue (brand_id, product_id)
    select n.brand_id, n.id from new_rows n join old_rows o using (brand_id, id)
    where (n.name, n.product_identifier, n.description, n.ean) is distinct from
      (o.name, o.product_identifier, o.description, o.ean)
    or (n.primary_image_path is null, n.category_id is null, n.season_id is null, n.manufacturer_id is null, n.price is null)
      is distinct from
      (o.primary_image_path is null, o.category_id is null, o.season_id is null, o.manufacturer_id is null, o.price is null);
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- Those of the products that are there already.
insert into public.search_queue (brand_id, product_id) select brand_id, id from public.products;
--> statement-breakpoint
select public.apply_grants();
