import { type SQL, sql } from "drizzle-orm";
import { type PgPolicy, pgPolicy } from "drizzle-orm/pg-core";
import { apiClient, authenticated } from "./roles.ts";

/**
 * Who may do what with a brand's rows. Workers bypass policies and pass a brand explicitly.
 * - `member-write`: members read and write.
 * - `owner-write`: members read, owners write.
 * - `read-only`: members read, workers write.
 * - `worker-only`: nobody but workers.
 */
export type Access = "member-write" | "owner-write" | "read-only" | "worker-only";

// An array from a sub-select is one InitPlan: the function runs once per statement, not per row.
const isMember = sql`brand_id = any (array(select public.member_brand_ids()))`;
const isOwner = sql`brand_id = any (array(select public.owner_brand_ids()))`;
const keyMayRead = sql`brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read'))`;

/** What a table was declared to allow, for the test that holds the database to it. */
export interface DeclaredAccess {
  access: Access | "catalog";
  apiKeys: boolean;
}

const declared = new Map<string, DeclaredAccess>();

export function declareAccess(table: string, declaration: DeclaredAccess): void {
  declared.set(table, declaration);
}

export function declaredAccess(): ReadonlyMap<string, DeclaredAccess> {
  return declared;
}

/** Policies of an access class; grants are derived from them by `apply_grants()`. */
export function accessPolicies(table: string, access: Access, options: { apiKeys: boolean }): PgPolicy[] {
  if (access === "worker-only") return [];
  const keys = options.apiKeys ? [keyPolicy(table, keyMayRead)] : [];
  if (access === "member-write") {
    return [memberPolicy(`${table}_member`, { for: "all", using: isMember, withCheck: isMember }), ...keys];
  }
  const read = memberPolicy(`${table}_read`, { for: "select", using: isMember });
  if (access === "read-only") return [read, ...keys];
  return [
    read,
    memberPolicy(`${table}_insert`, { for: "insert", withCheck: isOwner }),
    memberPolicy(`${table}_update`, { for: "update", using: isOwner, withCheck: isOwner }),
    memberPolicy(`${table}_delete`, { for: "delete", using: isOwner }),
    ...keys,
  ];
}

/** A policy for signed-in users. */
export function memberPolicy(
  name: string,
  rule: { for: "all" | "select" | "insert" | "update" | "delete"; using?: SQL; withCheck?: SQL },
): PgPolicy {
  return pgPolicy(name, { as: "permissive", to: authenticated, ...rule });
}

/** A read policy for requests that carry an API key. */
export function keyPolicy(table: string, using: SQL): PgPolicy {
  return pgPolicy(`${table}_api`, { as: "permissive", for: "select", to: apiClient, using });
}

/** Members write only what they assert themselves; a connection's rows are the workers'. */
export function assertedByPeople(table: string): PgPolicy[] {
  const byPeople = sql`connection_id is null`;
  const rules = [
    { for: "insert", withCheck: byPeople },
    { for: "update", using: byPeople, withCheck: byPeople },
    { for: "delete", using: byPeople },
  ] as const;
  return rules.map((rule) =>
    pgPolicy(`${table}_people_${rule.for}`, { as: "restrictive", to: authenticated, ...rule }),
  );
}
