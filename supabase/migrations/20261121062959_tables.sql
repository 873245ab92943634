CREATE TABLE "api_keys" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" text[] DEFAULT '{}' NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_invites" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_invites_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_invites_token_unique" UNIQUE("token_hash"),
	CONSTRAINT "brand_invites_role_check" CHECK ("brand_invites"."role" in ('owner', 'member'))
);
--> statement-breakpoint
ALTER TABLE "brand_invites" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brands" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"slug" text,
	"email" text,
	"country_code" text,
	"logo_path" text,
	"avatar_hue" smallint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "brands_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "brands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "erasure_receipts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"brand_id" uuid,
	"tallies" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "erasure_receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users_on_brand" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_on_brand_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "users_on_brand_user_unique" UNIQUE("brand_id","user_id"),
	CONSTRAINT "users_on_brand_role_check" CHECK ("users_on_brand"."role" in ('owner', 'member'))
);
--> statement-breakpoint
ALTER TABLE "users_on_brand" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"full_name" text,
	"avatar_path" text,
	"avatar_hue" smallint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_certifications" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"certification_code" text,
	"institute_name" text,
	"institute_email" text,
	"institute_website" text,
	"institute_address_line_1" text,
	"institute_address_line_2" text,
	"institute_city" text,
	"institute_state" text,
	"institute_zip" text,
	"institute_country_code" text,
	"issue_date" timestamp with time zone,
	"expiry_date" timestamp with time zone,
	"file_path" text,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(title)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_certifications_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_certifications_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_certifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_collections" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"filter" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_collections_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_collections_name_unique" UNIQUE("brand_id","name")
);
--> statement-breakpoint
ALTER TABLE "brand_collections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_colors" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"hex" text,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_colors_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_colors_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_colors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_eco_claims" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"claim" text NOT NULL,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(claim)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_eco_claims_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_eco_claims_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_eco_claims" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_facilities" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"display_name" text NOT NULL,
	"legal_name" text,
	"email" text,
	"phone" text,
	"website" text,
	"address_line_1" text,
	"address_line_2" text,
	"city" text,
	"state" text,
	"zip" text,
	"country_code" text,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(display_name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_facilities_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_facilities_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_facilities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_manufacturers" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"legal_name" text,
	"email" text,
	"phone" text,
	"website" text,
	"address_line_1" text,
	"address_line_2" text,
	"city" text,
	"state" text,
	"zip" text,
	"country_code" text,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_manufacturers_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_manufacturers_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_manufacturers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_materials" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"certification_id" uuid,
	"recyclable" boolean,
	"country_of_origin" text,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_materials_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_materials_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_materials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_seasons" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"start_date" date,
	"end_date" date,
	"ongoing" boolean DEFAULT false NOT NULL,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_seasons_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_seasons_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_seasons" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_sizes" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"sort_index" integer,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_sizes_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_sizes_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_sizes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_tags" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"hex" text,
	"normalized_name" text GENERATED ALWAYS AS (public.normalize_name(name)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_tags_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_tags_name_unique" UNIQUE("brand_id","normalized_name")
);
--> statement-breakpoint
ALTER TABLE "brand_tags" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_theme" (
	"brand_id" uuid NOT NULL,
	"styles" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"fonts_url" text,
	"stylesheet_path" text,
	"screenshot_path" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_theme_pk" PRIMARY KEY("brand_id")
);
--> statement-breakpoint
ALTER TABLE "brand_theme" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "categories_parent_name_unique" UNIQUE NULLS NOT DISTINCT("parent_id","name")
);
--> statement-breakpoint
ALTER TABLE "categories" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_eco_claims" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"eco_claim_id" uuid NOT NULL,
	"connection_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_eco_claims_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "product_eco_claims_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","eco_claim_id","connection_id")
);
--> statement-breakpoint
ALTER TABLE "product_eco_claims" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_environment" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"carbon_kg_co2e" numeric(12, 4),
	"water_liters" numeric(12, 4),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_environment_pk" PRIMARY KEY("brand_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "product_environment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_journey_steps" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"sort_index" integer NOT NULL,
	"step_type" text NOT NULL,
	"facility_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_journey_steps_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "product_journey_steps_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","variant_id","sort_index")
);
--> statement-breakpoint
ALTER TABLE "product_journey_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_materials" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"brand_material_id" uuid NOT NULL,
	"component" text DEFAULT 'main' NOT NULL,
	"percentage" numeric(6, 2),
	"country_of_origin" text,
	"recyclable" boolean,
	"sort_index" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_materials_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "product_materials_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","variant_id","component","brand_material_id")
);
--> statement-breakpoint
ALTER TABLE "product_materials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_variants" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"color_id" uuid,
	"size_id" uuid,
	"option_name" text,
	"option_value" text,
	"sku" text,
	"barcode" text,
	"gtin" text,
	"upid" text NOT NULL,
	"tombstoned_at" timestamp with time zone,
	"name" text,
	"description" text,
	"primary_image_path" text,
	"price" numeric(10, 2),
	"currency" text,
	"weight" numeric(10, 2),
	"weight_unit" text,
	"carbon_kg_co2e" numeric(12, 4),
	"water_liters" numeric(12, 4),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_variants_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "product_variants_upid_unique" UNIQUE("upid"),
	CONSTRAINT "product_variants_gtin_check" CHECK ("product_variants"."gtin" ~ '^[0-9]{14}$')
);
--> statement-breakpoint
ALTER TABLE "product_variants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "products" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"product_identifier" text NOT NULL,
	"ean" text,
	"gtin" text,
	"upid" text NOT NULL,
	"description" text,
	"manufacturer_id" uuid,
	"primary_image_path" text,
	"weight" numeric(10, 2),
	"weight_unit" text,
	"gender" text,
	"webshop_url" text,
	"price" numeric(10, 2),
	"currency" text,
	"sales_status" text,
	"category_id" uuid,
	"season_id" uuid,
	"status" text DEFAULT 'unpublished' NOT NULL,
	"status_before_archive" text,
	"has_pending_changes" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "products_upid_unique" UNIQUE("upid"),
	CONSTRAINT "products_identifier_unique" UNIQUE("brand_id","product_identifier"),
	CONSTRAINT "products_status_check" CHECK ("products"."status" in ('published', 'unpublished', 'archived', 'scheduled'))
);
--> statement-breakpoint
ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tags_on_product" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	"connection_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tags_on_product_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "tags_on_product_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","tag_id","connection_id")
);
--> statement-breakpoint
ALTER TABLE "tags_on_product" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staging_product_variants" (
	"brand_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"chunk" integer NOT NULL,
	"product_ordinal" bigint NOT NULL,
	"position" smallint NOT NULL,
	"external_id" text NOT NULL,
	"new_id" uuid NOT NULL,
	"upid" text NOT NULL,
	"observed" jsonb NOT NULL,
	CONSTRAINT "staging_product_variants_pk" PRIMARY KEY("brand_id","batch_id","chunk","product_ordinal","position")
);
--> statement-breakpoint
ALTER TABLE "staging_product_variants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staging_products" (
	"brand_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"chunk" integer NOT NULL,
	"ordinal" bigint NOT NULL,
	"external_id" text NOT NULL,
	"new_id" uuid NOT NULL,
	"upid" text NOT NULL,
	"group_key" text,
	"source_updated_at" timestamp with time zone,
	"content_hash" "bytea",
	"variants_complete" boolean NOT NULL,
	"clean" boolean NOT NULL,
	"observed" jsonb NOT NULL,
	CONSTRAINT "staging_products_pk" PRIMARY KEY("brand_id","batch_id","chunk","ordinal")
);
--> statement-breakpoint
ALTER TABLE "staging_products" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "value_mappings" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"source_column" text NOT NULL,
	"raw_value" text NOT NULL,
	"target" text NOT NULL,
	"target_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "value_mappings_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "value_mappings_unique" UNIQUE("brand_id","source_column","raw_value","target")
);
--> statement-breakpoint
ALTER TABLE "value_mappings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "file_assets" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"bucket" text NOT NULL,
	"path" text NOT NULL,
	"mime_type" text,
	"size_bytes" bigint,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_assets_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "file_assets_path_unique" UNIQUE("brand_id","bucket","path")
);
--> statement-breakpoint
ALTER TABLE "file_assets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_jobs" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"filename" text NOT NULL,
	"file_id" uuid,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"commit_started_at" timestamp with time zone,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"requires_value_approval" boolean DEFAULT false NOT NULL,
	"summary" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_jobs_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "import_jobs_status_check" CHECK ("import_jobs"."status" in ('PENDING', 'VALIDATING', 'VALIDATED', 'COMMITTING', 'COMPLETED', 'FAILED', 'CANCELLED'))
);
--> statement-breakpoint
ALTER TABLE "import_jobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_rows" (
	"brand_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"raw" jsonb NOT NULL,
	"normalized" jsonb,
	"error" text,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_rows_pk" PRIMARY KEY("brand_id","job_id","row_number"),
	CONSTRAINT "import_rows_status_check" CHECK ("import_rows"."status" in ('PENDING', 'VALIDATED', 'APPLIED', 'FAILED'))
);
--> statement-breakpoint
ALTER TABLE "import_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brand_integrations" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"integration_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'configuring' NOT NULL,
	"status_reason" text,
	"account_id" text,
	"account_name" text,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"may_create" boolean DEFAULT true NOT NULL,
	"match_by" text[] DEFAULT '{"barcode","sku","identifier"}' NOT NULL,
	"schedule_cron" text,
	"full_read_cron" text DEFAULT '0 3 * * *',
	"deletion_policy" text DEFAULT 'archive' NOT NULL,
	"archive_guard_percent" smallint DEFAULT 20 NOT NULL,
	"accept_older_data" boolean DEFAULT false NOT NULL,
	"mapping_version" integer DEFAULT 1 NOT NULL,
	"force_full_read" boolean DEFAULT false NOT NULL,
	"watermark" timestamp with time zone,
	"last_sync_at" timestamp with time zone,
	"last_full_sync_at" timestamp with time zone,
	"next_sync_at" timestamp with time zone,
	"next_full_sync_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "brand_integrations_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "brand_integrations_status_check" CHECK ("brand_integrations"."status" in ('configuring', 'testing', 'connected', 'error', 'disconnected', 'paused')),
	CONSTRAINT "brand_integrations_deletion_policy_check" CHECK ("brand_integrations"."deletion_policy" in ('archive', 'unlink', 'ignore'))
);
--> statement-breakpoint
ALTER TABLE "brand_integrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "connection_leases" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"token" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "connection_leases_pk" PRIMARY KEY("brand_id","connection_id")
);
--> statement-breakpoint
ALTER TABLE "connection_leases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "integration_actions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"integration_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"method" text,
	"path_template" text,
	"request_schema" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"transforms" jsonb,
	"response_mapping" jsonb,
	"handler" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_actions_slug_unique" UNIQUE("integration_id","slug")
);
--> statement-breakpoint
ALTER TABLE "integration_actions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "integration_credentials" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid NOT NULL,
	"type" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"key_version" integer NOT NULL,
	"iv" "bytea" NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"tag" "bytea" NOT NULL,
	"expires_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_credentials_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "integration_credentials_connection_unique" UNIQUE("brand_id","connection_id")
);
--> statement-breakpoint
ALTER TABLE "integration_credentials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "integrations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"category" text,
	"description" text,
	"auth" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"base_url" text,
	"config_schema" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"rate_limits" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"capabilities" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"streams" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integrations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "integrations_kind_check" CHECK ("integrations"."kind" in ('vendor', 'mcp', 'custom'))
);
--> statement-breakpoint
ALTER TABLE "integrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid NOT NULL,
	"state_hash" "bytea" NOT NULL,
	"pkce_verifier" "bytea",
	"redirect" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "oauth_states_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "oauth_states_state_unique" UNIQUE("state_hash")
);
--> statement-breakpoint
ALTER TABLE "oauth_states" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_buckets" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"bucket" text NOT NULL,
	"tokens" double precision NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rate_buckets_pk" PRIMARY KEY("brand_id","connection_id","bucket")
);
--> statement-breakpoint
ALTER TABLE "rate_buckets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid NOT NULL,
	"provider_delivery_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_deliveries_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "webhook_deliveries_unique" UNIQUE("brand_id","connection_id","provider_delivery_id")
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "field_owners" (
	"brand_id" uuid NOT NULL,
	"field_key" text NOT NULL,
	"owner_kind" text NOT NULL,
	"connection_id" uuid,
	"last_connection_id" uuid,
	"on_null" text DEFAULT 'keep' NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "field_owners_pk" PRIMARY KEY("brand_id","field_key"),
	CONSTRAINT "field_owners_owner_kind_check" CHECK ("field_owners"."owner_kind" in ('connection', 'manual', 'nobody')),
	CONSTRAINT "field_owners_on_null_check" CHECK ("field_owners"."on_null" in ('keep', 'clear')),
	CONSTRAINT "field_owners_connection_check" CHECK (("field_owners"."owner_kind" = 'connection') = ("field_owners"."connection_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "field_owners" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "field_pins" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"field_key" text NOT NULL,
	"author_id" uuid NOT NULL,
	"reason" text,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "field_pins_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "field_pins_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","variant_id","field_key")
);
--> statement-breakpoint
ALTER TABLE "field_pins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "field_sources" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"field_key" text NOT NULL,
	"path" text NOT NULL,
	"transform" jsonb,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "field_sources_pk" PRIMARY KEY("brand_id","connection_id","field_key")
);
--> statement-breakpoint
ALTER TABLE "field_sources" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ownership_versions" (
	"brand_id" uuid NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ownership_versions_pk" PRIMARY KEY("brand_id")
);
--> statement-breakpoint
ALTER TABLE "ownership_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "value_origins" (
	"brand_id" uuid NOT NULL,
	"id" integer GENERATED BY DEFAULT AS IDENTITY (sequence name "value_origins_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"connection_id" uuid,
	"user_id" uuid,
	"reason" text NOT NULL,
	CONSTRAINT "value_origins_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "value_origins_unique" UNIQUE NULLS NOT DISTINCT("brand_id","connection_id","user_id","reason"),
	CONSTRAINT "value_origins_reason_check" CHECK ("value_origins"."reason" in ('owner', 'pin', 'manual', 'seeded', 'kept', 'undone', 'frozen'))
);
--> statement-breakpoint
ALTER TABLE "value_origins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "value_provenance" (
	"brand_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"fields" jsonb NOT NULL,
	CONSTRAINT "value_provenance_unique" UNIQUE NULLS NOT DISTINCT("brand_id","product_id","variant_id")
);
--> statement-breakpoint
ALTER TABLE "value_provenance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "catalog_links" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"external_key" text NOT NULL,
	"entity_id" uuid NOT NULL,
	CONSTRAINT "catalog_links_pk" PRIMARY KEY("brand_id","connection_id","kind","external_key")
);
--> statement-breakpoint
ALTER TABLE "catalog_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_source_states" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"content_hash" "bytea",
	"ownership_version" bigint NOT NULL,
	"mapping_version" integer NOT NULL,
	"clean" boolean NOT NULL,
	CONSTRAINT "product_source_states_pk" PRIMARY KEY("brand_id","connection_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "product_source_states" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_sources" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"product_id" uuid NOT NULL,
	"state" text DEFAULT 'live' NOT NULL,
	"is_primary" boolean DEFAULT true NOT NULL,
	"group_key" text,
	"observed" jsonb NOT NULL,
	"source_updated_at" timestamp with time zone,
	"gone_at" timestamp with time zone,
	"gone_run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_sources_pk" PRIMARY KEY("brand_id","connection_id","external_id"),
	CONSTRAINT "product_sources_state_check" CHECK ("product_sources"."state" in ('live', 'gone', 'disconnected', 'suppressed'))
);
--> statement-breakpoint
ALTER TABLE "product_sources" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "review_records" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"candidates" uuid[] DEFAULT '{}' NOT NULL,
	"observed" jsonb NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_records_pk" PRIMARY KEY("brand_id","connection_id","external_id"),
	CONSTRAINT "review_records_kind_check" CHECK ("review_records"."kind" in ('ambiguous', 'unmatched')),
	CONSTRAINT "review_records_status_check" CHECK ("review_records"."status" in ('open', 'linked', 'created', 'ignored', 'resolved'))
);
--> statement-breakpoint
ALTER TABLE "review_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run_seen" (
	"brand_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	CONSTRAINT "run_seen_pk" PRIMARY KEY("brand_id","run_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "run_seen" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_changes" (
	"brand_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"field_key" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_changes_unique" UNIQUE NULLS NOT DISTINCT("brand_id","run_id","product_id","variant_id","field_key")
);
--> statement-breakpoint
ALTER TABLE "sync_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_conflicts" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid,
	"field_key" text NOT NULL,
	"connection_id" uuid NOT NULL,
	"canonical" jsonb,
	"observed" jsonb,
	"opened_run_id" uuid,
	"updated_run_id" uuid,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"close_reason" text,
	CONSTRAINT "sync_conflicts_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
ALTER TABLE "sync_conflicts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_errors" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"external_id" text,
	"variant_external_id" text,
	"code" text NOT NULL,
	"field" text,
	"message" text NOT NULL,
	"hint" text NOT NULL,
	"excerpt" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_errors_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
ALTER TABLE "sync_errors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_runs" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sync_runs_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"connection_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"trigger" text NOT NULL,
	"started_by" uuid,
	"status" text DEFAULT 'queued' NOT NULL,
	"checkpoint" jsonb,
	"tallies" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"total" integer,
	"watermark_from" timestamp with time zone,
	"watermark_to" timestamp with time zone,
	"mapping_version" integer,
	"verified" boolean,
	"cancel_requested_at" timestamp with time zone,
	"guard" jsonb,
	"approved_at" timestamp with time zone,
	"approved_by" uuid,
	"error" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_runs_pk" PRIMARY KEY("brand_id","id"),
	CONSTRAINT "sync_runs_seq_unique" UNIQUE("seq"),
	CONSTRAINT "sync_runs_mode_check" CHECK ("sync_runs"."mode" in ('full', 'incremental')),
	CONSTRAINT "sync_runs_trigger_check" CHECK ("sync_runs"."trigger" in ('manual', 'schedule', 'api', 'reconnect', 'retry')),
	CONSTRAINT "sync_runs_status_check" CHECK ("sync_runs"."status" in ('queued', 'running', 'awaiting_approval', 'completed', 'failed', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "sync_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "variant_sources" (
	"brand_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"product_external_id" text NOT NULL,
	"variant_id" uuid NOT NULL,
	"state" text DEFAULT 'live' NOT NULL,
	"observed" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "variant_sources_pk" PRIMARY KEY("brand_id","connection_id","external_id"),
	CONSTRAINT "variant_sources_state_check" CHECK ("variant_sources"."state" in ('live', 'gone', 'disconnected', 'suppressed'))
);
--> statement-breakpoint
ALTER TABLE "variant_sources" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "action_executions" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"status" text NOT NULL,
	"http_status" integer,
	"duration_ms" integer,
	"request" jsonb,
	"response" jsonb,
	"error" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "action_executions_pk" PRIMARY KEY("brand_id","created_at","id")
);
--> statement-breakpoint
ALTER TABLE "action_executions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"connection_id" uuid,
	"target" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"result" text DEFAULT 'ok' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_log_pk" PRIMARY KEY("brand_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "integration_events" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid,
	"run_id" uuid,
	"type" text NOT NULL,
	"level" text DEFAULT 'info' NOT NULL,
	"message" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_events_pk" PRIMARY KEY("brand_id","created_at","id")
);
--> statement-breakpoint
ALTER TABLE "integration_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "integration_health_checks" (
	"brand_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid NOT NULL,
	"ok" boolean NOT NULL,
	"latency_ms" integer,
	"error" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_health_checks_pk" PRIMARY KEY("brand_id","created_at","id")
);
--> statement-breakpoint
ALTER TABLE "integration_health_checks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_invites" ADD CONSTRAINT "brand_invites_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users_on_brand" ADD CONSTRAINT "users_on_brand_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users_on_brand" ADD CONSTRAINT "users_on_brand_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_certifications" ADD CONSTRAINT "brand_certifications_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_collections" ADD CONSTRAINT "brand_collections_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_colors" ADD CONSTRAINT "brand_colors_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_eco_claims" ADD CONSTRAINT "brand_eco_claims_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_facilities" ADD CONSTRAINT "brand_facilities_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_manufacturers" ADD CONSTRAINT "brand_manufacturers_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_materials" ADD CONSTRAINT "brand_materials_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_materials" ADD CONSTRAINT "brand_materials_certification_id_fk" FOREIGN KEY ("brand_id","certification_id") REFERENCES "public"."brand_certifications"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_seasons" ADD CONSTRAINT "brand_seasons_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_sizes" ADD CONSTRAINT "brand_sizes_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_tags" ADD CONSTRAINT "brand_tags_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_theme" ADD CONSTRAINT "brand_theme_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_categories_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_eco_claims" ADD CONSTRAINT "product_eco_claims_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_eco_claims" ADD CONSTRAINT "product_eco_claims_eco_claim_id_fk" FOREIGN KEY ("brand_id","eco_claim_id") REFERENCES "public"."brand_eco_claims"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_eco_claims" ADD CONSTRAINT "product_eco_claims_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_environment" ADD CONSTRAINT "product_environment_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_journey_steps" ADD CONSTRAINT "product_journey_steps_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_journey_steps" ADD CONSTRAINT "product_journey_steps_variant_id_fk" FOREIGN KEY ("brand_id","variant_id") REFERENCES "public"."product_variants"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_journey_steps" ADD CONSTRAINT "product_journey_steps_facility_id_fk" FOREIGN KEY ("brand_id","facility_id") REFERENCES "public"."brand_facilities"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_materials" ADD CONSTRAINT "product_materials_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_materials" ADD CONSTRAINT "product_materials_variant_id_fk" FOREIGN KEY ("brand_id","variant_id") REFERENCES "public"."product_variants"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_materials" ADD CONSTRAINT "product_materials_brand_material_id_fk" FOREIGN KEY ("brand_id","brand_material_id") REFERENCES "public"."brand_materials"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_color_id_fk" FOREIGN KEY ("brand_id","color_id") REFERENCES "public"."brand_colors"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_size_id_fk" FOREIGN KEY ("brand_id","size_id") REFERENCES "public"."brand_sizes"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_season_id_fk" FOREIGN KEY ("brand_id","season_id") REFERENCES "public"."brand_seasons"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_manufacturer_id_fk" FOREIGN KEY ("brand_id","manufacturer_id") REFERENCES "public"."brand_manufacturers"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_category_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags_on_product" ADD CONSTRAINT "tags_on_product_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags_on_product" ADD CONSTRAINT "tags_on_product_tag_id_fk" FOREIGN KEY ("brand_id","tag_id") REFERENCES "public"."brand_tags"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags_on_product" ADD CONSTRAINT "tags_on_product_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_mappings" ADD CONSTRAINT "value_mappings_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_assets" ADD CONSTRAINT "file_assets_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_file_id_fk" FOREIGN KEY ("brand_id","file_id") REFERENCES "public"."file_assets"("brand_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_job_id_fk" FOREIGN KEY ("brand_id","job_id") REFERENCES "public"."import_jobs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_integrations" ADD CONSTRAINT "brand_integrations_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brand_integrations" ADD CONSTRAINT "brand_integrations_integration_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_leases" ADD CONSTRAINT "connection_leases_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_actions" ADD CONSTRAINT "integration_actions_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_credentials" ADD CONSTRAINT "integration_credentials_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD CONSTRAINT "oauth_states_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_buckets" ADD CONSTRAINT "rate_buckets_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_owners" ADD CONSTRAINT "field_owners_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_owners" ADD CONSTRAINT "field_owners_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_pins" ADD CONSTRAINT "field_pins_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_pins" ADD CONSTRAINT "field_pins_variant_id_fk" FOREIGN KEY ("brand_id","variant_id") REFERENCES "public"."product_variants"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_sources" ADD CONSTRAINT "field_sources_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_versions" ADD CONSTRAINT "ownership_versions_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_origins" ADD CONSTRAINT "value_origins_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_provenance" ADD CONSTRAINT "value_provenance_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "value_provenance" ADD CONSTRAINT "value_provenance_variant_id_fk" FOREIGN KEY ("brand_id","variant_id") REFERENCES "public"."product_variants"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_links" ADD CONSTRAINT "catalog_links_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_source_states" ADD CONSTRAINT "product_source_states_link_fk" FOREIGN KEY ("brand_id","connection_id","external_id") REFERENCES "public"."product_sources"("brand_id","connection_id","external_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_sources" ADD CONSTRAINT "product_sources_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_sources" ADD CONSTRAINT "product_sources_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_records" ADD CONSTRAINT "review_records_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_seen" ADD CONSTRAINT "run_seen_run_id_fk" FOREIGN KEY ("brand_id","run_id") REFERENCES "public"."sync_runs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_changes" ADD CONSTRAINT "sync_changes_run_id_fk" FOREIGN KEY ("brand_id","run_id") REFERENCES "public"."sync_runs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_changes" ADD CONSTRAINT "sync_changes_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD CONSTRAINT "sync_conflicts_product_id_fk" FOREIGN KEY ("brand_id","product_id") REFERENCES "public"."products"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD CONSTRAINT "sync_conflicts_variant_id_fk" FOREIGN KEY ("brand_id","variant_id") REFERENCES "public"."product_variants"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_conflicts" ADD CONSTRAINT "sync_conflicts_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_errors" ADD CONSTRAINT "sync_errors_run_id_fk" FOREIGN KEY ("brand_id","run_id") REFERENCES "public"."sync_runs"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_sources" ADD CONSTRAINT "variant_sources_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_sources" ADD CONSTRAINT "variant_sources_variant_id_fk" FOREIGN KEY ("brand_id","variant_id") REFERENCES "public"."product_variants"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_brand_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "brand_invites_open_unique" ON "brand_invites" USING btree ("brand_id",lower("email")) WHERE "brand_invites"."accepted_at" is null;--> statement-breakpoint
CREATE INDEX "users_on_brand_user_idx" ON "users_on_brand" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "product_variants_product_idx" ON "product_variants" USING btree ("brand_id","product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_variants_sku_unique" ON "product_variants" USING btree ("brand_id","sku") WHERE "product_variants"."tombstoned_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "product_variants_barcode_unique" ON "product_variants" USING btree ("brand_id",coalesce("gtin", "barcode")) WHERE "product_variants"."tombstoned_at" is null;--> statement-breakpoint
CREATE INDEX "import_jobs_started_idx" ON "import_jobs" USING btree ("brand_id","created_at");--> statement-breakpoint
CREATE INDEX "brand_integrations_next_sync_idx" ON "brand_integrations" USING btree ("next_sync_at") WHERE "brand_integrations"."status" = 'connected';--> statement-breakpoint
CREATE INDEX "field_pins_expires_idx" ON "field_pins" USING btree ("expires_at") WHERE "field_pins"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "catalog_links_entity_idx" ON "catalog_links" USING btree ("brand_id","entity_id");--> statement-breakpoint
CREATE INDEX "product_sources_product_idx" ON "product_sources" USING btree ("brand_id","product_id");--> statement-breakpoint
CREATE INDEX "sync_changes_product_idx" ON "sync_changes" USING btree ("brand_id","product_id","created_at");--> statement-breakpoint
CREATE INDEX "sync_conflicts_product_idx" ON "sync_conflicts" USING btree ("brand_id","product_id");--> statement-breakpoint
CREATE INDEX "sync_errors_run_idx" ON "sync_errors" USING btree ("brand_id","run_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_runs_active_unique" ON "sync_runs" USING btree ("brand_id","connection_id") WHERE "sync_runs"."status" in ('queued', 'running', 'awaiting_approval');--> statement-breakpoint
CREATE INDEX "sync_runs_connection_idx" ON "sync_runs" USING btree ("brand_id","connection_id","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "variant_sources_variant_idx" ON "variant_sources" USING btree ("brand_id","variant_id");--> statement-breakpoint
CREATE INDEX "audit_log_created_idx" ON "audit_log" USING btree ("brand_id","created_at");--> statement-breakpoint
CREATE POLICY "api_keys_read" ON "api_keys" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "api_keys_insert" ON "api_keys" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "api_keys_update" ON "api_keys" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "api_keys_delete" ON "api_keys" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_invites_read" ON "brand_invites" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_invites_insert" ON "brand_invites" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_invites_update" ON "brand_invites" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_invites_delete" ON "brand_invites" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brands_read" ON "brands" AS PERMISSIVE FOR SELECT TO "authenticated" USING (id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brands_update" ON "brands" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (id = any (array(select public.owner_brand_ids()))) WITH CHECK (id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brands_api" ON "brands" AS PERMISSIVE FOR SELECT TO "api_client" USING (id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "users_on_brand_read" ON "users_on_brand" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "users_on_brand_insert" ON "users_on_brand" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "users_on_brand_update" ON "users_on_brand" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "users_on_brand_delete" ON "users_on_brand" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "users_read" ON "users" AS PERMISSIVE FOR SELECT TO "authenticated" USING (id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "users_insert" ON "users" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "users_update" ON "users" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (id = (select auth.uid())) WITH CHECK (id = (select auth.uid()));--> statement-breakpoint
CREATE POLICY "brand_certifications_member" ON "brand_certifications" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_certifications_api" ON "brand_certifications" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_collections_member" ON "brand_collections" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_collections_api" ON "brand_collections" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_colors_member" ON "brand_colors" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_colors_api" ON "brand_colors" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_eco_claims_member" ON "brand_eco_claims" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_eco_claims_api" ON "brand_eco_claims" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_facilities_member" ON "brand_facilities" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_facilities_api" ON "brand_facilities" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_manufacturers_member" ON "brand_manufacturers" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_manufacturers_api" ON "brand_manufacturers" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_materials_member" ON "brand_materials" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_materials_api" ON "brand_materials" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_seasons_member" ON "brand_seasons" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_seasons_api" ON "brand_seasons" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_sizes_member" ON "brand_sizes" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_sizes_api" ON "brand_sizes" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_tags_member" ON "brand_tags" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_tags_api" ON "brand_tags" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_theme_member" ON "brand_theme" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_theme_api" ON "brand_theme" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "categories_read" ON "categories" AS PERMISSIVE FOR SELECT TO "authenticated" USING (true);--> statement-breakpoint
CREATE POLICY "categories_api" ON "categories" AS PERMISSIVE FOR SELECT TO "api_client" USING (true);--> statement-breakpoint
CREATE POLICY "product_eco_claims_member" ON "product_eco_claims" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_eco_claims_api" ON "product_eco_claims" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "product_environment_member" ON "product_environment" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_environment_api" ON "product_environment" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "product_journey_steps_member" ON "product_journey_steps" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_journey_steps_api" ON "product_journey_steps" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "product_materials_member" ON "product_materials" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_materials_api" ON "product_materials" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "product_variants_member" ON "product_variants" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_variants_api" ON "product_variants" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "products_member" ON "products" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "products_api" ON "products" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "tags_on_product_member" ON "tags_on_product" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "tags_on_product_api" ON "tags_on_product" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "value_mappings_member" ON "value_mappings" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "value_mappings_api" ON "value_mappings" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "file_assets_member" ON "file_assets" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "file_assets_api" ON "file_assets" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "import_jobs_member" ON "import_jobs" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "import_jobs_api" ON "import_jobs" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "import_rows_member" ON "import_rows" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "import_rows_api" ON "import_rows" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "brand_integrations_read" ON "brand_integrations" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_integrations_insert" ON "brand_integrations" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_integrations_update" ON "brand_integrations" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_integrations_delete" ON "brand_integrations" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "brand_integrations_api" ON "brand_integrations" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "integration_actions_read" ON "integration_actions" AS PERMISSIVE FOR SELECT TO "authenticated" USING (true);--> statement-breakpoint
CREATE POLICY "integration_actions_api" ON "integration_actions" AS PERMISSIVE FOR SELECT TO "api_client" USING (true);--> statement-breakpoint
CREATE POLICY "integrations_read" ON "integrations" AS PERMISSIVE FOR SELECT TO "authenticated" USING (true);--> statement-breakpoint
CREATE POLICY "integrations_api" ON "integrations" AS PERMISSIVE FOR SELECT TO "api_client" USING (true);--> statement-breakpoint
CREATE POLICY "field_owners_read" ON "field_owners" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_owners_insert" ON "field_owners" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_owners_update" ON "field_owners" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_owners_delete" ON "field_owners" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_owners_api" ON "field_owners" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "field_pins_member" ON "field_pins" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids()))) WITH CHECK (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_pins_api" ON "field_pins" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "field_sources_read" ON "field_sources" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_sources_insert" ON "field_sources" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_sources_update" ON "field_sources" AS PERMISSIVE FOR UPDATE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids()))) WITH CHECK (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_sources_delete" ON "field_sources" AS PERMISSIVE FOR DELETE TO "authenticated" USING (brand_id = any (array(select public.owner_brand_ids())));--> statement-breakpoint
CREATE POLICY "field_sources_api" ON "field_sources" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "ownership_versions_read" ON "ownership_versions" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "ownership_versions_api" ON "ownership_versions" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "value_origins_read" ON "value_origins" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "value_origins_api" ON "value_origins" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "value_provenance_read" ON "value_provenance" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "value_provenance_api" ON "value_provenance" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "catalog_links_read" ON "catalog_links" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "catalog_links_api" ON "catalog_links" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "product_source_states_read" ON "product_source_states" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_source_states_api" ON "product_source_states" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "product_sources_read" ON "product_sources" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "product_sources_api" ON "product_sources" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "review_records_read" ON "review_records" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "review_records_api" ON "review_records" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "sync_changes_read" ON "sync_changes" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "sync_changes_api" ON "sync_changes" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "sync_conflicts_read" ON "sync_conflicts" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "sync_conflicts_api" ON "sync_conflicts" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "sync_errors_read" ON "sync_errors" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "sync_errors_api" ON "sync_errors" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "sync_runs_read" ON "sync_runs" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "sync_runs_api" ON "sync_runs" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "variant_sources_read" ON "variant_sources" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "variant_sources_api" ON "variant_sources" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "action_executions_read" ON "action_executions" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "action_executions_api" ON "action_executions" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "audit_log_read" ON "audit_log" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "audit_log_api" ON "audit_log" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "integration_events_read" ON "integration_events" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "integration_events_api" ON "integration_events" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));--> statement-breakpoint
CREATE POLICY "integration_health_checks_read" ON "integration_health_checks" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "integration_health_checks_api" ON "integration_health_checks" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));