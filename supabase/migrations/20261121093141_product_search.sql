CREATE TABLE "product_search" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "product_search_pk" PRIMARY KEY("brand_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "product_search" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "search_queue" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "search_queue" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "product_search" ADD CONSTRAINT "product_search_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_search_words_idx" ON "product_search" USING gin ("words");--> statement-breakpoint
CREATE INDEX "products_name_idx" ON "products" USING btree (lower(left("name", 60)),"id","brand_id");
--> statement-breakpoint
select public.apply_grants();
