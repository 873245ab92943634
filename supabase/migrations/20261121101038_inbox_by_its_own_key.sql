DROP INDEX "sync_conflicts_inbox_idx";--> statement-breakpoint
CREATE INDEX "sync_conflicts_inbox_idx" ON "sync_conflicts" USING btree (("brand_id"::text),"opened_at","id") WHERE "sync_conflicts"."closed_at" is null;
--> statement-breakpoint
select public.apply_grants();
