ALTER TABLE "sync_runs" ADD COLUMN "ahead" jsonb;
--> statement-breakpoint
select public.apply_grants();
