import type { Client } from "pg";
import { OPERATIONS, type Operation } from "./attempt.ts";
import { allowedOn } from "./expected.ts";

const PEOPLE = ["anon", "authenticated", "api_client"] as const;
/** What each may run; policies and the generated names need them. */
const FUNCTIONS: Record<string, readonly string[]> = {
  authenticated: ["member_brand_ids", "normalize_name", "owner_brand_ids", "record_audit", "search_products"],
  api_client: ["api_brand_id", "api_has_scope", "search_products"],
};

interface Grant {
  role: (typeof PEOPLE)[number];
  schema: string;
  name: string;
  privilege: string;
}

/** Grants to people that no access class gives, told one by one. Empty when all is well. */
export async function excessGrants(client: Client): Promise<string[]> {
  const { rows } = await client.query<Grant>(HELD, [PEOPLE]);
  const excess = rows.filter((grant) => !isDue(grant));
  return excess.map(({ role, privilege, schema, name }) => `${role} has ${privilege} on ${schema}.${name}`);
}

function isDue({ role, schema, name, privilege }: Grant): boolean {
  if (schema !== "public" || role === "anon") return false;
  if (privilege === "execute") return FUNCTIONS[role]?.includes(name) ?? false;
  const operation = OPERATIONS.find((known): known is Operation => known === privilege);
  if (!operation) return false;
  // The one table of rows about people themselves.
  if (name === "users") return role === "authenticated" && ["select", "update"].includes(operation);
  const allowed = allowedOn(name);
  return (role === "api_client" ? allowed.apiKey : allowed.owner).includes(operation);
}

/** Also what comes through PUBLIC: the functions ask for what a role can do, not for its own grants. */
const HELD = `
  select role, n.nspname as schema, c.relname as name, p.privilege
  from unnest($1::text[]) role
  cross join pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p (privilege)
  where n.nspname in ('public', 'partitions') and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and case when p.privilege in ('select', 'insert', 'update', 'references')
      then has_any_column_privilege(role, c.oid, p.privilege)
      else has_table_privilege(role, c.oid, p.privilege)
    end
  union all
  select role, n.nspname, c.relname, p.privilege
  from unnest($1::text[]) role
  cross join pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  cross join unnest(array['usage', 'select', 'update']) p (privilege)
  where n.nspname in ('public', 'partitions') and c.relkind = 'S' and has_sequence_privilege(role, c.oid, p.privilege)
  union all
  select role, n.nspname, f.proname, 'execute'
  from unnest($1::text[]) role
  cross join pg_proc f
  join pg_namespace n on n.oid = f.pronamespace
  where n.nspname in ('public', 'partitions') and has_function_privilege(role, f.oid, 'execute')
  union all
  select role, 'schema', n.nspname, p.privilege
  from unnest($1::text[]) role
  cross join pg_namespace n
  cross join unnest(array['usage', 'create']) p (privilege)
  where (n.nspname = 'partitions' or n.nspname = 'public' and p.privilege = 'create')
    and has_schema_privilege(role, n.oid, p.privilege)
  order by 1, 2, 3, 4`;
