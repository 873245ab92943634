ALTER TABLE "value_provenance" DROP CONSTRAINT "value_provenance_product_id_fk";
--> statement-breakpoint
ALTER TABLE "product_source_states" DROP CONSTRAINT "product_source_states_link_fk";
--> statement-breakpoint
ALTER TABLE "sync_changes" DROP CONSTRAINT "sync_changes_run_id_fk";
--> statement-breakpoint
ALTER TABLE "sync_changes" DROP CONSTRAINT "sync_changes_product_id_fk";

--> statement-breakpoint
select public.apply_grants();
