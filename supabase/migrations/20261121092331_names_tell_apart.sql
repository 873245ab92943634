ALTER TABLE "brand_certifications" DROP CONSTRAINT "brand_certifications_name_unique";--> statement-breakpoint
ALTER TABLE "brand_colors" DROP CONSTRAINT "brand_colors_name_unique";--> statement-breakpoint
ALTER TABLE "brand_eco_claims" DROP CONSTRAINT "brand_eco_claims_name_unique";--> statement-breakpoint
ALTER TABLE "brand_facilities" DROP CONSTRAINT "brand_facilities_name_unique";--> statement-breakpoint
ALTER TABLE "brand_manufacturers" DROP CONSTRAINT "brand_manufacturers_name_unique";--> statement-breakpoint
ALTER TABLE "brand_materials" DROP CONSTRAINT "brand_materials_name_unique";--> statement-breakpoint
ALTER TABLE "brand_seasons" DROP CONSTRAINT "brand_seasons_name_unique";--> statement-breakpoint
ALTER TABLE "brand_sizes" DROP CONSTRAINT "brand_sizes_name_unique";--> statement-breakpoint
ALTER TABLE "brand_tags" DROP CONSTRAINT "brand_tags_name_unique";--> statement-breakpoint
ALTER TABLE "brand_certifications" ADD CONSTRAINT "brand_certifications_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_colors" ADD CONSTRAINT "brand_colors_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_eco_claims" ADD CONSTRAINT "brand_eco_claims_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_facilities" ADD CONSTRAINT "brand_facilities_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_manufacturers" ADD CONSTRAINT "brand_manufacturers_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_materials" ADD CONSTRAINT "brand_materials_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_seasons" ADD CONSTRAINT "brand_seasons_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_sizes" ADD CONSTRAINT "brand_sizes_name_unique" UNIQUE("normalized_name","brand_id");--> statement-breakpoint
ALTER TABLE "brand_tags" ADD CONSTRAINT "brand_tags_name_unique" UNIQUE("normalized_name","brand_id");
--> statement-breakpoint
select public.apply_grants();
