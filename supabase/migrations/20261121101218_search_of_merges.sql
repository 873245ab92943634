-- A merge says itself which products' words are due, once and without comparing rows (app.merging). Everybody
-- else's writes are still found by the triggers, which never compare each old row with each new one.
drop trigger products_search_insert on public.products;
--> statement-breakpoint
drop trigger products_search_update on public.products;
--> statement-breakpoint
drop trigger product_variants_search_insert on public.product_variants;
--> statement-breakpoint
drop trigger product_variants_search_update on public.product_variants;
--> statement-breakpoint
alter function public.queue_search_of_products() set enable_nestloop = off;
--> statement-breakpoint
alter function public.queue_search_of_variants() set enable_nestloop = off;
--> statement-breakpoint
create trigger products_search_insert after insert on public.products
referencing new table as new_rows for each statement
when (pg_catalog.current_setting('app.merging', true) is distinct from 'on')
execute function public.queue_search_of_products();
--> statement-breakpoint
create trigger products_search_update after update on public.products
referencing old table as old_rows new table as new_rows for each statement
when (pg_catalog.current_setting('app.merging', true) is distinct from 'on')
execute function public.queue_search_of_products();
--> statement-breakpoint
create trigger product_variants_search_insert after insert on public.product_variants
referencing new table as new_rows for each statement
when (pg_catalog.current_setting('app.merging', true) is distinct from 'on')
execute function public.queue_search_of_variants();
--> statement-breakpoint
create trigger product_variants_search_update after update on public.product_variants
referencing old table as old_rows new table as new_rows for each statement
when (pg_catalog.current_setting('app.merging', true) is distinct from 'on')
execute function public.queue_search_of_variants();
