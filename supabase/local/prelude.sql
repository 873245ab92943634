-- Local databases only: what Supabase brings along, so that the migrations find it. Run as superuser, before
-- the migrations; may be run again. On Supabase this file is never applied.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['anon', 'authenticated', 'api_client'] loop
    begin
      execute format('create role %I nologin noinherit', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  begin
    create role service_role nologin noinherit bypassrls;
  exception when duplicate_object or unique_violation then null;
  end;
  -- The role that the API logs in with: it can do nothing but take on the role of a request. It gets its
  -- password from whoever starts the stack.
  begin
    create role v1_api login noinherit nobypassrls;
  exception when duplicate_object or unique_violation then null;
  end;
  foreach role_name in array array['anon', 'authenticated', 'api_client'] loop
    if not pg_has_role('v1_api', role_name, 'MEMBER') then
      execute format('grant %I to v1_api', role_name);
    end if;
  end loop;
end
$$;

create schema if not exists extensions;
create schema if not exists auth;
grant usage on schema auth to anon, authenticated, service_role;

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;
