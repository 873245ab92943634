DROP INDEX "sync_runs_active_unique";--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "kind" text DEFAULT 'sync' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_runs_active_unique" ON "sync_runs" USING btree ("brand_id","connection_id") WHERE "sync_runs"."status" in ('queued', 'running', 'awaiting_approval') and "sync_runs"."kind" in ('sync', 'replay');--> statement-breakpoint
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_kind_check" CHECK ("sync_runs"."kind" in ('sync', 'replay', 'preview', 'transfer', 'unpin', 'undo'));
--> statement-breakpoint
select public.apply_grants();
