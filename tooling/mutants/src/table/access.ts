import type { Mutant } from "../mutant.ts";

const MIGRATIONS = "supabase/migrations";

/** Who may see and do what. */
export const ACCESS: readonly Mutant[] = [
  {
    name: "policy of products",
    without: "the brand in the policy of one table",
    file: `${MIGRATIONS}/20261121062959_tables.sql`,
    search: `CREATE POLICY "products_member" ON "products" AS PERMISSIVE FOR ALL TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())))`,
    replace: `CREATE POLICY "products_member" ON "products" AS PERMISSIVE FOR ALL TO "authenticated" USING (true)`,
    guard: { file: "packages/db/src/rls.test.ts", test: "every table gives to each exactly" },
  },
  {
    name: "policy of invitations",
    without: "the brand in the policy of another table",
    file: `${MIGRATIONS}/20261121062959_tables.sql`,
    search: `CREATE POLICY "brand_invites_read" ON "brand_invites" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));`,
    replace: `CREATE POLICY "brand_invites_read" ON "brand_invites" AS PERMISSIVE FOR SELECT TO "authenticated" USING (true);`,
    guard: { file: "packages/db/src/rls.test.ts", test: "every table gives to each exactly" },
  },
  {
    name: "members who were let go",
    without: "the look at a revoked membership",
    file: `${MIGRATIONS}/20261121062957_foundation.sql`,
    search: "where m.user_id = (select auth.uid()) and m.revoked_at is null and b.deleted_at is null",
    replace: "where m.user_id = (select auth.uid()) and b.deleted_at is null",
    guard: { file: "packages/db/src/rls.test.ts", test: "every table gives to each exactly" },
  },
  {
    name: "fixed UPIDs",
    without: "the trigger that keeps printed codes as they are",
    file: `${MIGRATIONS}/20261121063001_guards.sql`,
    search: "if new.upid is distinct from old.upid then",
    replace: "if false then",
    guard: { file: "packages/db/src/guards.test.ts", test: "a UPID never changes" },
  },
  {
    name: "append-only audit log",
    without: "the trigger that keeps the audit log as it is",
    file: `${MIGRATIONS}/20261121063001_guards.sql`,
    search: "create trigger audit_log_append_only before update or delete on",
    replace: "create trigger audit_log_append_only before update on",
    guard: { file: "packages/db/src/guards.test.ts", test: "the audit log is append-only" },
  },
  {
    name: "role of a request",
    without: "the end of role and claims with the transaction",
    file: "packages/db/src/request/first-query.ts",
    search: "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)",
    replace: "select set_config('role', $1, false), set_config('request.jwt.claims', $2, false)",
    guard: { file: "packages/db/src/client.test.ts", test: "role and claims end" },
  },
  {
    name: "algorithms of a secret",
    without: "the list of algorithms that a secret may check",
    file: "packages/supabase/src/verify-token.ts",
    search:
      "if (secret && SYMMETRIC.includes(algorithm)) {\n      return (await jwtVerify(token, secret, { ...options, algorithms: SYMMETRIC })).payload;",
    replace: "if (secret) {\n      return (await jwtVerify(token, secret, options)).payload;",
    guard: { file: "packages/supabase/src/verify-token.test.ts" },
  },
  {
    name: "audience of a token",
    without: "the check of whom a token is for",
    file: "packages/supabase/src/verify-token.ts",
    search: "    ...(rules.audience ? { audience: rules.audience } : {}),\n",
    replace: "",
    guard: { file: "packages/supabase/src/verify-token.test.ts" },
  },
  {
    name: "expiry of a token",
    without: "the demand that a token ends",
    file: "packages/supabase/src/verify-token.ts",
    search: 'requiredClaims: ["sub", "exp"],',
    replace: 'requiredClaims: ["sub"],',
    guard: { file: "packages/supabase/src/verify-token.test.ts", test: "without an expiry" },
  },
  {
    name: "additional data of credentials",
    without: "the connection that sealed bytes belong to",
    file: "packages/integrations/src/credentials/envelope.ts",
    search: `\`credentials \${purpose} \${brandId.toLowerCase()} \${connectionId.toLowerCase()}\``,
    replace: `\`credentials \${purpose} \${(brandId + connectionId).length}\``,
    guard: {
      file: "packages/integrations/src/credentials/envelope.test.ts",
      test: "do not open for another connection",
    },
  },
  {
    name: "length of a tag",
    without: "the length of the tag",
    file: "packages/integrations/src/credentials/cipher.ts",
    search: "createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })",
    replace: "createDecipheriv(ALGORITHM, key, iv)",
    guard: {
      file: "packages/integrations/src/credentials/envelope.test.ts",
      test: "do not open with a shortened tag",
    },
  },
  {
    name: "private addresses",
    without: "the closed private networks",
    file: "packages/integrations/src/http/address.ts",
    search: "if (LOCAL_RANGES.has(range)) return policy.allowPrivate ? null :",
    replace: "if (LOCAL_RANGES.has(range)) return policy ? null :",
    guard: { file: "packages/integrations/src/http/address.test.ts" },
  },
  {
    name: "addresses of names",
    without: "the check of the addresses that a name leads to",
    file: "packages/integrations/src/http/connect.ts",
    search: "    lookup: checkedLookup(options),\n",
    replace: "",
    guard: { file: "packages/integrations/src/http/client.test.ts", test: "one closed address among" },
  },
];
