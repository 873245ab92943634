import { ensureUser, findMembership } from "@v1/db";
import type { UserClaims } from "@v1/supabase";
import { z } from "zod";
import type { ApiDeps } from "../deps.ts";

const schema = z.array(z.object({ brandId: z.uuid(), role: z.enum(["owner", "member"]) }));
export type Membership = z.infer<typeof schema>[number];

/** A revoked member must be out within 30 s; the rest is for the look-up itself. */
const TTL_MS = 25_000;

const placeOf = (userId: string) => `membership:${userId}`;

/**
 * The brands of a user, remembered for some seconds. The first look-up also makes the user's row:
 * sign-ups happen at the auth server, which does not tell us. Without a cache every request looks up.
 */
export async function membershipsOf(deps: ApiDeps, claims: UserClaims): Promise<Membership[]> {
  const key = placeOf(claims.sub);
  const unanswered = (error: unknown) => {
    deps.log("warn", "membership cache does not answer", { error: String(error) });
    return null;
  };
  const remembered = await deps.kv.get(key).catch(unanswered);
  if (remembered !== null) return schema.parse(JSON.parse(remembered));
  await ensureUser(deps.worker, { id: claims.sub, email: claims.email ?? "" });
  const found = schema.parse(await findMembership(deps.worker, claims.sub));
  const ttlMs = deps.membershipTtlMs ?? TTL_MS;
  await deps.kv.set(key, JSON.stringify(found), { ttlMs }).catch(unanswered);
  return found;
}

/** For whoever changed a user's brands: the next request looks up anew. */
export async function forgetMemberships({ kv }: ApiDeps, userId: string): Promise<void> {
  await kv.delete(placeOf(userId)).catch(() => undefined);
}
