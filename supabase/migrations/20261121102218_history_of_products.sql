CREATE INDEX "audit_log_product_idx" ON "audit_log" USING btree (("target"->>'productId'),"created_at") WHERE "audit_log"."target"->>'productId' is not null;
--> statement-breakpoint
select public.apply_grants();
