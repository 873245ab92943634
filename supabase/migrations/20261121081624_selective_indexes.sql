ALTER TABLE "products" DROP CONSTRAINT "products_identifier_unique";--> statement-breakpoint
DROP INDEX "product_variants_product_idx";--> statement-breakpoint
DROP INDEX "product_variants_sku_unique";--> statement-breakpoint
DROP INDEX "product_variants_barcode_unique";--> statement-breakpoint
DROP INDEX "product_sources_product_idx";--> statement-breakpoint
DROP INDEX "variant_sources_variant_idx";--> statement-breakpoint
CREATE INDEX "product_variants_product_idx" ON "product_variants" USING btree ("product_id","brand_id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_variants_sku_unique" ON "product_variants" USING btree ("sku","brand_id") WHERE "product_variants"."tombstoned_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "product_variants_barcode_unique" ON "product_variants" USING btree (coalesce("gtin", "barcode"),"brand_id") WHERE "product_variants"."tombstoned_at" is null;--> statement-breakpoint
CREATE INDEX "product_sources_product_idx" ON "product_sources" USING btree ("product_id","brand_id");--> statement-breakpoint
CREATE INDEX "variant_sources_variant_idx" ON "variant_sources" USING btree ("variant_id","brand_id");--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_identifier_unique" UNIQUE("product_identifier","brand_id");
--> statement-breakpoint
select public.apply_grants();
