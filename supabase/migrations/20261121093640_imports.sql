CREATE TABLE "import_values" (
	"brand_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"field_key" text NOT NULL,
	"raw_value" text NOT NULL,
	"normalized_value" text GENERATED ALWAYS AS (public.normalize_name(raw_value)) STORED NOT NULL,
	"products" integer NOT NULL,
	CONSTRAINT "import_values_pk" PRIMARY KEY("brand_id","job_id","field_key","normalized_value")
);
--> statement-breakpoint
ALTER TABLE "import_values" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "connection_id" uuid;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "correction_of" uuid;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "format" jsonb;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "mapping" jsonb;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "rows_read" bigint;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "failure" jsonb;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "product_row" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "product_key" text;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "issues" jsonb;--> statement-breakpoint
ALTER TABLE "import_values" ADD CONSTRAINT "import_values_job_id_fk" FOREIGN KEY ("brand_id","job_id") REFERENCES "public"."import_jobs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_product_idx" ON "import_rows" USING btree ("brand_id","job_id","product_row","row_number");--> statement-breakpoint
CREATE INDEX "import_rows_issues_idx" ON "import_rows" USING btree ("brand_id","job_id","row_number") WHERE issues is not null;--> statement-breakpoint
CREATE POLICY "import_values_read" ON "import_values" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "import_values_api" ON "import_values" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));
--> statement-breakpoint
select public.apply_grants();
