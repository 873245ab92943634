import type { UserClaims, VerifyToken } from "@v1/supabase";

/** For how long a token is taken at its word: a signing key that was withdrawn counts no longer than this. */
const TTL_MS = 25_000;
const MOST = 5_000;

/**
 * Verifies a token once in 25 seconds, and never beyond its own end: a busy session sends the same one
 * with every request, and a signature takes as long as all that is done with it.
 */
export function rememberTokens(verify: VerifyToken, now: () => number = Date.now): VerifyToken {
  const known = new Map<string, { claims: UserClaims; until: number }>();
  return async (token) => {
    const found = known.get(token);
    if (found && now() < found.until) return found.claims;
    known.delete(token);
    const claims = await verify(token);
    const [oldest] = known.size >= MOST ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(token, { claims, until: Math.min(claims.exp * 1_000, now() + TTL_MS) });
    return claims;
  };
}
