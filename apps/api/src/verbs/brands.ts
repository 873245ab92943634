import { randomBytes } from "node:crypto";
import {
  acceptInvite,
  type BrandScope,
  createBrand,
  createInvite,
  type NewBrand,
  type Role,
  removeMember,
  setMemberRole,
} from "@v1/db";
import type { UserClaims } from "@v1/supabase";
import { hashOf } from "../auth/api-key.ts";
import { forgetMemberships } from "../auth/membership.ts";
import type { ApiDeps } from "../deps.ts";

/** Days for which an invitation may be accepted. */
const INVITE_DAYS = 7;

/** A new brand, whose first owner may use it with their next request. */
export async function makeBrand(deps: ApiDeps, brand: NewBrand) {
  const made = await createBrand(deps.worker, brand);
  await forgetMemberships(deps, brand.userId);
  return made;
}

/** @returns the invitation with its token, which is shown this once: it goes into the link that is sent */
export async function invite(scope: BrandScope, { email, role }: { email: string; role: Role }) {
  const token = randomBytes(24).toString("base64url");
  const expiresAt = new Date(Date.now() + INVITE_DAYS * 86_400_000);
  const made = await createInvite(scope, { email, role, tokenHash: hashOf(token), expiresAt });
  return { ...made, token };
}

export async function join(deps: ApiDeps, token: string, claims: UserClaims) {
  const { sub: userId, email = "" } = claims;
  const joined = await acceptInvite(deps.worker, { tokenHash: hashOf(token), userId, email });
  await forgetMemberships(deps, userId);
  return joined;
}

interface MemberChange {
  brandId: string;
  userId: string;
  actorId: string;
}

export async function changeRole(deps: ApiDeps, change: MemberChange & { role: Role }): Promise<void> {
  await setMemberRole(deps.worker, change);
  await forgetMemberships(deps, change.userId);
}

/** Puts a member out; who names themselves leaves. */
export async function putOut(deps: ApiDeps, change: MemberChange): Promise<void> {
  await removeMember(deps.worker, change);
  await forgetMemberships(deps, change.userId);
}
