export { claimsSchema, type UserClaims } from "./claims.ts";
export { type SupabaseEnv, supabaseEnv } from "./env.ts";
export { type TokenRules, tokenVerifier, type VerifyToken } from "./verify-token.ts";
