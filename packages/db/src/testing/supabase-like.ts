import { Client } from "pg";

/** Login of the role that owns the project's schema on Supabase: no superuser. */
const MIGRATOR = "postgres_like";

/**
 * Makes of a bare cluster what a Supabase project is before the first migration: its roles, an
 * `auth` schema that belongs to another role, and default grants that open every new object.
 */
export async function makeSupabaseLike(adminUrl: string): Promise<string> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const statement of SETUP) await admin.query(statement);
  } finally {
    await admin.end();
  }
  const url = new URL(adminUrl);
  url.username = MIGRATOR;
  url.password = "migrator";
  return url.href;
}

const SETUP = [
  `create role anon nologin noinherit;
   create role authenticated nologin noinherit;
   create role service_role nologin noinherit bypassrls;
   create role supabase_auth_admin nologin noinherit createrole;
   create role ${MIGRATOR} login createdb createrole replication bypassrls password 'migrator';
   grant anon, authenticated, service_role to ${MIGRATOR}`,
  `grant all on database postgres to ${MIGRATOR};
   grant all on schema public to ${MIGRATOR};
   grant usage on schema public to anon, authenticated, service_role`,
  `alter default privileges for role ${MIGRATOR} in schema public
     grant all on tables to ${MIGRATOR}, anon, authenticated, service_role;
   alter default privileges for role ${MIGRATOR} in schema public
     grant all on functions to ${MIGRATOR}, anon, authenticated, service_role;
   alter default privileges for role ${MIGRATOR} in schema public
     grant all on sequences to ${MIGRATOR}, anon, authenticated, service_role`,
  `create schema auth authorization supabase_auth_admin;
   create schema extensions;
   create extension pgcrypto schema extensions;
   grant usage on schema auth to anon, authenticated, service_role, ${MIGRATOR}`,
  `create function auth.uid() returns uuid language sql stable as $$
     select coalesce(
       nullif(current_setting('request.jwt.claim.sub', true), ''),
       nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
     )::uuid
   $$;
   create function auth.jwt() returns jsonb language sql stable as $$
     select coalesce(
       nullif(current_setting('request.jwt.claim', true), ''),
       nullif(current_setting('request.jwt.claims', true), '')
     )::jsonb
   $$;
   alter function auth.uid() owner to supabase_auth_admin;
   alter function auth.jwt() owner to supabase_auth_admin`,
];
