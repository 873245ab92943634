CREATE INDEX "product_materials_material_idx" ON "product_materials" USING btree ("brand_material_id","brand_id","product_id");--> statement-breakpoint
CREATE INDEX "product_variants_color_idx" ON "product_variants" USING btree ("color_id","brand_id","product_id") WHERE "product_variants"."color_id" is not null and "product_variants"."tombstoned_at" is null;--> statement-breakpoint
CREATE INDEX "products_sales_status_idx" ON "products" USING btree ("sales_status","brand_id","id") WHERE "products"."sales_status" is not null;
--> statement-breakpoint
select public.apply_grants();
