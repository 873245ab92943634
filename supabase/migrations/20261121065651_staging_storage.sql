-- A chunk reads many keys of each observation: kept whole and uncompressed up to a page, it is read
-- once instead of being decompressed for every key.
alter table public.staging_products alter column observed set storage external;
--> statement-breakpoint
alter table public.staging_products set (toast_tuple_target = 8160);
