ALTER TABLE "value_provenance" DROP CONSTRAINT "value_provenance_variant_id_fk";
--> statement-breakpoint
ALTER TABLE "product_eco_claims" DROP CONSTRAINT "product_eco_claims_connection_id_fk";
--> statement-breakpoint
ALTER TABLE "tags_on_product" DROP CONSTRAINT "tags_on_product_connection_id_fk";
--> statement-breakpoint
ALTER TABLE "run_seen" DROP CONSTRAINT "run_seen_run_id_fk";
--> statement-breakpoint
ALTER TABLE "variant_sources" DROP CONSTRAINT "variant_sources_connection_id_fk";
--> statement-breakpoint
CREATE POLICY "product_eco_claims_people_insert" ON "product_eco_claims" AS RESTRICTIVE FOR INSERT TO "authenticated" WITH CHECK (connection_id is null);--> statement-breakpoint
CREATE POLICY "product_eco_claims_people_update" ON "product_eco_claims" AS RESTRICTIVE FOR UPDATE TO "authenticated" USING (connection_id is null) WITH CHECK (connection_id is null);--> statement-breakpoint
CREATE POLICY "product_eco_claims_people_delete" ON "product_eco_claims" AS RESTRICTIVE FOR DELETE TO "authenticated" USING (connection_id is null);--> statement-breakpoint
CREATE POLICY "tags_on_product_people_insert" ON "tags_on_product" AS RESTRICTIVE FOR INSERT TO "authenticated" WITH CHECK (connection_id is null);--> statement-breakpoint
CREATE POLICY "tags_on_product_people_update" ON "tags_on_product" AS RESTRICTIVE FOR UPDATE TO "authenticated" USING (connection_id is null) WITH CHECK (connection_id is null);--> statement-breakpoint
CREATE POLICY "tags_on_product_people_delete" ON "tags_on_product" AS RESTRICTIVE FOR DELETE TO "authenticated" USING (connection_id is null);--> statement-breakpoint
select public.apply_grants();
