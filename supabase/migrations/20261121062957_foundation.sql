-- What tables, policies and generated columns lean on: roles, schemas and functions.
-- Function bodies name tables of the next migration.
set check_function_bodies = off;
--> statement-breakpoint
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'api_client') then
    create role api_client nologin noinherit;
  end if;
  -- From Postgres 16 on, making a role does not by itself allow to take it on.
  if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
    execute pg_catalog.format('grant api_client to %I', current_user);
  end if;
end
$$;
--> statement-breakpoint
-- Supabase gives every new table and function to the roles of its data API. Here nothing is given by default.
alter default privileges in schema public revoke all on tables from anon, authenticated;
--> statement-breakpoint
alter default privileges in schema public revoke all on sequences from anon, authenticated;
--> statement-breakpoint
alter default privileges in schema public revoke all on functions from anon, authenticated;
--> statement-breakpoint
create schema if not exists partitions;
--> statement-breakpoint
revoke all on schema partitions from public;
--> statement-breakpoint
-- The form by which names are compared. The collation is named, so that the database's own does not matter.
create function public.normalize_name(name text) returns text
language sql immutable strict parallel safe
return pg_catalog.lower(
  pg_catalog.btrim(
    pg_catalog.regexp_replace(pg_catalog.normalize(name, 'NFKC'), '\s+', ' ', 'g')
  ) collate pg_catalog."und-x-icu"
);
--> statement-breakpoint
create function public.member_brand_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.brand_id
  from public.users_on_brand m
  join public.brands b on b.id = m.brand_id
  where m.user_id = (select auth.uid()) and m.revoked_at is null and b.deleted_at is null
$$;
--> statement-breakpoint
create function public.owner_brand_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.brand_id
  from public.users_on_brand m
  join public.brands b on b.id = m.brand_id
  where m.user_id = (select auth.uid())
    and m.role = 'owner' and m.revoked_at is null and b.deleted_at is null
$$;
--> statement-breakpoint
-- The brand of the API key that a request carries. The API sets the claims after it has checked the key.
create function public.api_brand_id() returns uuid
language sql stable security definer set search_path = ''
as $$
  select b.id
  from public.brands b
  where b.id = nullif(auth.jwt() ->> 'brand_id', '')::uuid and b.deleted_at is null
$$;
--> statement-breakpoint
create function public.api_has_scope(scope text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce(auth.jwt() -> 'scopes' ? scope, false)
$$;
--> statement-breakpoint
reset check_function_bodies;
