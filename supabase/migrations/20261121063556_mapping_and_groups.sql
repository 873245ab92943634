ALTER TABLE "value_mappings" DROP CONSTRAINT "value_mappings_unique";--> statement-breakpoint
ALTER TABLE "value_mappings" ALTER COLUMN "target_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "value_mappings" ADD COLUMN "normalized_value" text GENERATED ALWAYS AS (public.normalize_name(raw_value)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "product_sources_group_idx" ON "product_sources" USING btree ("brand_id","connection_id","group_key") WHERE "product_sources"."group_key" is not null;--> statement-breakpoint
ALTER TABLE "value_mappings" ADD CONSTRAINT "value_mappings_unique" UNIQUE("brand_id","source_column","normalized_value","target");