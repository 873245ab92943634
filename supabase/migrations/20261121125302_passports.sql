CREATE TABLE "passport_publications" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"product_ids" uuid[],
	"run_id" uuid,
	"status" text DEFAULT 'queued' NOT NULL,
	"checkpoint" uuid,
	"total" integer NOT NULL,
	"published" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"started_by" uuid,
	"cancel_requested_at" timestamp with time zone,
	"error" jsonb,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passport_publications_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "passport_publications_kind_check" CHECK ("passport_publications"."kind" in ('products', 'pending', 'run')),
	CONSTRAINT "passport_publications_status_check" CHECK ("passport_publications"."status" in ('queued', 'running', 'completed', 'failed', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "passport_publications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passport_settings" (
	"brand_id" uuid NOT NULL,
	"publish_after_sync" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passport_settings_pk" PRIMARY KEY("brand_id")
);
--> statement-breakpoint
ALTER TABLE "passport_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passport_versions" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"sources" jsonb NOT NULL,
	"run_ids" uuid[] NOT NULL,
	"published_by" uuid,
	"publication_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passport_versions_pk" PRIMARY KEY("brand_id","product_id","version")
);
--> statement-breakpoint
ALTER TABLE "passport_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passports" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passports_pk" PRIMARY KEY("brand_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "passports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "passport_publications" ADD CONSTRAINT "passport_publications_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_settings" ADD CONSTRAINT "passport_settings_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passport_versions" ADD CONSTRAINT "passport_versions_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passports" ADD CONSTRAINT "passports_version_fk" FOREIGN KEY ("brand_id","product_id","version") REFERENCES "public"."passport_versions"("brand_id","product_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passport_publications_active_idx" ON "passport_publications" USING btree ("brand_id","created_at") WHERE "passport_publications"."status" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "products_pending_idx" ON "products" USING btree ("brand_id","id") WHERE "products"."has_pending_changes";--> statement-breakpoint
CREATE POLICY "passport_publications_read" ON "passport_publications" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "passport_publications_api" ON "passport_publications" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "passport_settings_read" ON "passport_settings" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "passport_settings_insert" ON "passport_settings" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "passport_settings_update" ON "passport_settings" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "passport_settings_delete" ON "passport_settings" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "passport_settings_api" ON "passport_settings" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "passport_versions_read" ON "passport_versions" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "passport_versions_api" ON "passport_versions" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "passports_read" ON "passports" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "passports_api" ON "passports" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));
--> statement-breakpoint
select public.apply_grants();
