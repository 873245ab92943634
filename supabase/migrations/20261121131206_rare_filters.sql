CREATE INDEX "products_season_idx" ON "products" USING btree ("season_id","brand_id","id") WHERE "products"."season_id" is not null;--> statement-breakpoint
CREATE INDEX "products_manufacturer_idx" ON "products" USING btree ("manufacturer_id","brand_id","id") WHERE "products"."manufacturer_id" is not null;--> statement-breakpoint
CREATE INDEX "products_category_idx" ON "products" USING btree ("category_id","brand_id","id") WHERE "products"."category_id" is not null;--> statement-breakpoint
CREATE INDEX "tags_on_product_tag_idx" ON "tags_on_product" USING btree ("tag_id","brand_id","product_id");
--> statement-breakpoint
select public.apply_grants();
