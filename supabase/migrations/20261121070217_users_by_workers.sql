DROP POLICY "users_insert" ON "users" CASCADE;
--> statement-breakpoint
select public.apply_grants();
