CREATE INDEX "products_status_idx" ON "products" USING btree ("status","brand_id","id") WHERE "products"."status" <> 'unpublished';
--> statement-breakpoint
select public.apply_grants();
