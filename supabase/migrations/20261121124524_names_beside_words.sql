DROP INDEX "products_name_idx";--> statement-breakpoint
ALTER TABLE "product_search" ADD COLUMN "sort_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "product_search" s SET "sort_name" = lower(left(p."name", 60)) FROM "products" p WHERE p."brand_id" = s."brand_id" AND p."id" = s."product_id";--> statement-breakpoint
CREATE INDEX "product_search_name_idx" ON "product_search" USING btree ("brand_id","sort_name","product_id");--> statement-breakpoint
CREATE POLICY "product_search_read" ON "product_search" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_search_api" ON "product_search" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));
--> statement-breakpoint
select public.apply_grants();
