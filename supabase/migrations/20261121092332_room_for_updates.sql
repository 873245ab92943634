-- Rows that syncs change again and again find room on their own page, so that their indexes stay as they are.
alter table products set (fillfactor = 90);
--> statement-breakpoint
alter table product_variants set (fillfactor = 90);
--> statement-breakpoint
alter table value_provenance set (fillfactor = 90);
--> statement-breakpoint
alter table product_source_states set (fillfactor = 90);
--> statement-breakpoint
alter table variant_sources set (fillfactor = 90);
--> statement-breakpoint
alter table product_sources set (fillfactor = 80);
