ALTER TABLE "import_rows" DROP CONSTRAINT "import_rows_status_check";--> statement-breakpoint
ALTER TABLE "import_rows" DROP COLUMN "normalized";--> statement-breakpoint
ALTER TABLE "import_rows" DROP COLUMN "error";--> statement-breakpoint
ALTER TABLE "import_rows" DROP COLUMN "created_at";--> statement-breakpoint
ALTER TABLE "import_rows" DROP COLUMN "updated_at";--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_status_check" CHECK ("import_rows"."status" in ('PENDING', 'VALIDATED', 'FAILED'));
--> statement-breakpoint
select public.apply_grants();
