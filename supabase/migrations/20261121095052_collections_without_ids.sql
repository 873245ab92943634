ALTER TABLE "product_eco_claims" DROP CONSTRAINT "product_eco_claims_pk";--> statement-breakpoint
ALTER TABLE "product_journey_steps" DROP CONSTRAINT "product_journey_steps_pk";--> statement-breakpoint
ALTER TABLE "product_materials" DROP CONSTRAINT "product_materials_pk";--> statement-breakpoint
ALTER TABLE "tags_on_product" DROP CONSTRAINT "tags_on_product_pk";--> statement-breakpoint
ALTER TABLE "product_eco_claims" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "product_journey_steps" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "product_materials" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "tags_on_product" DROP COLUMN "id";
--> statement-breakpoint
select public.apply_grants();
