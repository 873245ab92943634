import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { FilledBrand } from "./fill.ts";

export interface Actor {
  name: string;
  role: "anon" | "authenticated" | "api_client";
  claims: Record<string, unknown>;
}

/**
 * A connection that can do nothing but take on the role of a request: no inheritance, no passing of
 * row-level security. The role is the test's own and is gone when `end` was called.
 */
export async function connectAsApi(
  admin: Client,
  url: string,
): Promise<{ client: Client; end(): Promise<void> }> {
  const name = `walker_${randomUUID().slice(0, 8)}`;
  const password = randomUUID();
  const role = escapeIdentifier(name);
  await admin.query(`create role ${role} login noinherit nobypassrls password ${escapeLiteral(password)}`);
  await admin.query(`grant anon, authenticated, api_client to ${role}`);
  const login = new URL(url);
  login.username = name;
  login.password = password;
  const client = new Client({ connectionString: login.href });
  await client.connect();
  const end = async () => {
    await client.end();
    await admin.query(`drop role ${role}`);
  };
  return { client, end };
}

/** Runs `work` as the actor, in a transaction that leaves nothing behind. */
export async function actAs<T>(client: Client, actor: Actor, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    await client.query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
      actor.role,
      JSON.stringify(actor.claims),
    ]);
    return await work();
  } finally {
    await client.query("rollback");
  }
}

/** Who must get nothing of `brand`, though some of them hold everything of `other`. */
export function outsiders(brand: FilledBrand, other: FilledBrand): Actor[] {
  const user = (name: string, sub: string): Actor => ({ name, role: "authenticated", claims: { sub } });
  return [
    { name: "an anonymous visitor", role: "anon", claims: {} },
    { name: "a visitor with a member's claims but no sign-in", role: "anon", claims: { sub: brand.ownerId } },
    { name: "a token without a subject", role: "authenticated", claims: {} },
    user("a stranger", randomUUID()),
    user("a revoked owner", brand.revokedId),
    user("another brand's member", other.memberId),
    user("another brand's owner", other.ownerId),
    {
      name: "another brand's owner who claims this brand",
      role: "authenticated",
      claims: { sub: other.ownerId, brand_id: brand.brandId, scopes: ["read"] },
    },
    {
      name: "another brand's API key",
      role: "api_client",
      claims: { brand_id: other.brandId, scopes: ["read"], sub: brand.ownerId },
    },
    {
      name: "an API key without the scope",
      role: "api_client",
      claims: { brand_id: brand.brandId, scopes: [] },
    },
  ];
}
