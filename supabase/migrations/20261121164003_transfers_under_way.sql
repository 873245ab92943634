CREATE INDEX "sync_runs_adopting_idx" ON "sync_runs" USING btree ("brand_id") WHERE "sync_runs"."kind" = 'transfer' and "sync_runs"."status" in ('queued', 'running');
--> statement-breakpoint
select public.apply_grants();
