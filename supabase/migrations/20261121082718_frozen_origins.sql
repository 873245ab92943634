ALTER TABLE "value_origins" DROP CONSTRAINT "value_origins_unique";--> statement-breakpoint
CREATE UNIQUE INDEX "value_origins_unique" ON "value_origins" USING btree ("brand_id",coalesce("connection_id", '00000000-0000-0000-0000-000000000000'),coalesce("user_id", '00000000-0000-0000-0000-000000000000'),"reason") WHERE "value_origins"."reason" <> 'frozen';
--> statement-breakpoint
select public.apply_grants();
