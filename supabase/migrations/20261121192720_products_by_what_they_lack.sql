CREATE TABLE "product_gaps" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"field" text NOT NULL,
	CONSTRAINT "product_gaps_pk" PRIMARY KEY("brand_id","product_id","field")
);
--> statement-breakpoint
ALTER TABLE "product_gaps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "products_status_idx";--> statement-breakpoint
ALTER TABLE "product_gaps" ADD CONSTRAINT "product_gaps_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_gaps_field_idx" ON "product_gaps" USING btree ("field","brand_id","product_id");--> statement-breakpoint
CREATE INDEX "products_status_idx" ON "products" USING btree ("status","brand_id","id");--> statement-breakpoint
CREATE POLICY "product_gaps_read" ON "product_gaps" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_gaps_api" ON "product_gaps" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));
--> statement-breakpoint
select public.apply_grants();
