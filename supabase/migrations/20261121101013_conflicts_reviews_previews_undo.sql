CREATE TABLE "undone_values" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"field_key" text NOT NULL,
	"value" jsonb,
	"run_id" uuid NOT NULL,
	CONSTRAINT "undone_values_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","variant_id","field_key")
);
--> statement-breakpoint
ALTER TABLE "undone_values" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "preview_records" (
	"brand_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"ordinal" bigint NOT NULL,
	"external_id" text NOT NULL,
	"effect" text NOT NULL,
	"product_id" uuid,
	"identifier" text,
	"name" text,
	"diff" jsonb,
	"mapped" jsonb,
	"content_hash" "bytea",
	CONSTRAINT "preview_records_pk" PRIMARY KEY("brand_id","run_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "preview_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "replay_records" (
	"brand_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	CONSTRAINT "replay_records_pk" PRIMARY KEY("brand_id","run_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "replay_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "review_records" ADD COLUMN "product_id" uuid;--> statement-breakpoint
ALTER TABLE "review_records" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "review_records" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD COLUMN "dismissed_value" jsonb;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD COLUMN "dismissed_by" uuid;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD COLUMN "dismissed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD COLUMN "is_dismissed" boolean GENERATED ALWAYS AS (coalesce(dismissed_value = observed, false)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "subject_run_id" uuid;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "report" jsonb;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "undone_values" ADD CONSTRAINT "undone_values_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preview_records" ADD CONSTRAINT "preview_records_run_id_fk" FOREIGN KEY ("brand_id","run_id") REFERENCES "public"."sync_runs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replay_records" ADD CONSTRAINT "replay_records_run_id_fk" FOREIGN KEY ("brand_id","run_id") REFERENCES "public"."sync_runs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "preview_records_effect_idx" ON "preview_records" USING btree ("run_id","effect","ordinal","brand_id");--> statement-breakpoint
CREATE INDEX "review_records_status_idx" ON "review_records" USING btree ("brand_id","status","connection_id","external_id");--> statement-breakpoint
CREATE INDEX "sync_conflicts_inbox_idx" ON "sync_conflicts" USING btree ("brand_id","opened_at","id") WHERE "sync_conflicts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "sync_runs_subject_idx" ON "sync_runs" USING btree ("subject_run_id","brand_id") WHERE "sync_runs"."subject_run_id" is not null;--> statement-breakpoint
CREATE POLICY "undone_values_read" ON "undone_values" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "undone_values_api" ON "undone_values" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "preview_records_read" ON "preview_records" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));
--> statement-breakpoint
select public.apply_grants();
