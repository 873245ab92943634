import { AppError } from "@v1/core";
import type { UserClaims } from "@v1/supabase";
import type { ApiDeps } from "../deps.ts";
import { type Membership, membershipsOf } from "./membership.ts";

export interface Session {
  claims: UserClaims;
  memberships: Membership[];
}

/** Who is calling, from the `Authorization` header. */
export async function openSession(deps: ApiDeps, authorization: string | undefined): Promise<Session> {
  const token = authorization?.match(/^Bearer +(\S+)$/i)?.[1];
  if (!token) {
    throw new AppError({
      code: "unauthenticated",
      message: "You are not signed in.",
      hint: "Sign in, and send the access token as Authorization: Bearer <token>.",
    });
  }
  const claims = await deps.verifyToken(token);
  return { claims, memberships: await membershipsOf(deps, claims) };
}
