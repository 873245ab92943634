import { AppError } from "@v1/core";
import { createRemoteJWKSet, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { claimsSchema, type UserClaims } from "./claims.ts";

export interface TokenRules {
  /** For HS256; without it no HS256 token is taken. */
  secret?: string;
  /** For RS256, ES256 and EdDSA; without it none of them is taken. */
  jwksUrl?: string;
  issuer?: string;
  audience?: string;
  /** Seconds that the clocks may differ; 5 by default. */
  clockToleranceSeconds?: number;
  /** Milliseconds between two reads of the key set for an unknown key; 30,000 by default. */
  jwksCooldownMs?: number;
}

export type VerifyToken = (token: string) => Promise<UserClaims>;

const SYMMETRIC = ["HS256"];
const ASYMMETRIC = ["RS256", "ES256", "EdDSA"];

/**
 * Makes the check of access tokens: signature, expiry, audience and issuer. Each kind of key takes
 * only its own algorithms, so that a public key can never serve as a secret (RFC 8725, 3.1).
 * The check gives the claims, or throws an `AppError`: `unauthenticated`, or `unavailable` where the
 * key set cannot be read.
 */
export function tokenVerifier(rules: TokenRules): VerifyToken {
  const options = {
    requiredClaims: ["sub", "exp"],
    clockTolerance: rules.clockToleranceSeconds ?? 5,
    ...(rules.issuer ? { issuer: rules.issuer } : {}),
    ...(rules.audience ? { audience: rules.audience } : {}),
  };
  const secret = rules.secret ? new TextEncoder().encode(rules.secret) : null;
  const keySet = rules.jwksUrl
    ? createRemoteJWKSet(new URL(rules.jwksUrl), { cooldownDuration: rules.jwksCooldownMs ?? 30_000 })
    : null;

  async function payloadOf(token: string): Promise<JWTPayload> {
    const algorithm = algorithmOf(token);
    if (secret && SYMMETRIC.includes(algorithm)) {
      return (await jwtVerify(token, secret, { ...options, algorithms: SYMMETRIC })).payload;
    }
    if (keySet && ASYMMETRIC.includes(algorithm)) {
      return (await jwtVerify(token, keySet, { ...options, algorithms: ASYMMETRIC })).payload;
    }
    throw new errors.JOSEAlgNotAllowed("the token's algorithm is not allowed");
  }

  return async (token) => {
    const payload = await payloadOf(token).catch((cause: unknown) => {
      throw translated(cause);
    });
    const claims = claimsSchema.safeParse(payload);
    if (claims.success) return claims.data;
    throw refused("The token is not one of a signed-in user.", claims.error);
  };
}

function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? "none";
  } catch (cause) {
    throw new errors.JWTInvalid("the token cannot be read", { cause });
  }
}

function translated(cause: unknown): AppError {
  if (cause instanceof errors.JWTExpired) return refused("The session has expired.", cause);
  if (isOurFault(cause)) {
    return new AppError({
      code: "unavailable",
      message: "Sign-ins cannot be checked at the moment.",
      hint: "Try again shortly. Operators: check that the key set of SUPABASE_JWKS_URL can be read.",
      retryable: true,
      cause,
    });
  }
  return refused("The token is not valid.", cause);
}

/** Anything that is not about the token itself: the key set's server, or the network to it. */
function isOurFault(cause: unknown): boolean {
  if (!(cause instanceof errors.JOSEError)) return true;
  return (
    cause instanceof errors.JWKSTimeout ||
    cause instanceof errors.JWKSInvalid ||
    cause.code === "ERR_JOSE_GENERIC"
  );
}

function refused(message: string, cause: unknown): AppError {
  return new AppError({ code: "unauthenticated", message, hint: "Sign in again.", cause });
}
