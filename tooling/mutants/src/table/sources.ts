import type { Mutant } from "../mutant.ts";

const SIGN_IN = "apps/api/src/sign-in.test.ts";
const IMPORTS = "packages/integrations/src/imports/nameless.test.ts";
const RETENTION = "packages/jobs/src/retention/expire-imports.test.ts";

/** What stands between us and the systems that data comes from. */
export const SOURCES: readonly Mutant[] = [
  {
    name: "sign-in: one use",
    without: "that a state is used up",
    file: "packages/db/src/sign-in/oauth-states.ts",
    search: "where brand_id = $1 and state_hash = $2 and used_at is null and expires_at > now()`",
    replace: "where brand_id = $1 and state_hash = $2`",
    guard: { file: SIGN_IN, test: "at the same moment one does" },
  },
  {
    name: "sign-in: own brand",
    without: "the brand in the look-up of a state",
    file: "packages/db/src/sign-in/oauth-states.ts",
    search: "from oauth_states where brand_id = $1 and state_hash = $2`",
    replace: "from oauth_states where ($1::uuid is not null) and state_hash = $2`",
    guard: { file: SIGN_IN, test: "a state works once" },
  },
  {
    name: "sign-in: own person",
    without: "that whoever began it ends it",
    file: "packages/integrations/src/connections/sign-in/finish.ts",
    search: "if (signIn.userId !== userId) throw unknownState();",
    replace: "",
    guard: { file: SIGN_IN, test: "a state works once" },
  },
  {
    name: "sign-in: ten minutes",
    without: "a state's end",
    file: "packages/integrations/src/connections/sign-in/finish.ts",
    search: 'if (expired) throw endedState("The sign-in took longer than ten minutes.");',
    replace: "",
    guard: { file: SIGN_IN, test: "a state works once" },
  },
  {
    name: "sign-in: own account",
    without: "that the account stays the connection's",
    file: "packages/db/src/sign-in/finish-sign-in.ts",
    search: "if (found.accountId === null || found.accountId === account.id) return false;",
    replace: "return false;",
    guard: { file: SIGN_IN, test: "takes up a new sign-in of its account" },
  },
  {
    name: "sign-in: own page",
    without: "the look at where the browser is sent back to",
    file: "apps/api/src/routers/sign-in.ts",
    search: 'parsed?.pathname === "/integrations/sign-in" && parsed.search === "" && parsed.hash === ""',
    replace: "parsed !== null",
    guard: { file: SIGN_IN, test: "the way back leads to the app's own page" },
  },
  {
    name: "tokens that rotate while they are tried",
    without: "what they are afterwards",
    file: "packages/integrations/src/connections/try-credentials.ts",
    search: "return { saw, secrets: tried.latest() };",
    replace: "return { saw, secrets };",
    guard: { file: SIGN_IN, test: "a refresh token that rotates" },
  },
  {
    name: "secrets in account names",
    without: "the redaction of an account",
    file: "packages/integrations/src/http/guarded-connector.ts",
    search: "return { id, name: redactors.private.text(name) };",
    replace: "return { id, name };",
    guard: { file: "apps/api/src/planted-secret.test.ts" },
  },
  {
    name: "memory of expressions",
    without: "the look at what an expression makes",
    file: "packages/integrations/src/mapping/expression.ts",
    search: "allowance.charge(made);",
    replace: "void made;",
    guard: { file: "packages/integrations/src/mapping/expression.test.ts", test: "fit into a small heap" },
  },
  {
    name: "imports: names of new products",
    without: "the look for names before the commit",
    file: "packages/integrations/src/imports/check-products.ts",
    search: "const nameless = isNew && isNameless(mapped);",
    replace: "const nameless = false;",
    guard: { file: IMPORTS, test: "validation names each new product" },
  },
  {
    name: "imports: names of known products",
    without: "that a product which the brand has keeps its name",
    file: "packages/integrations/src/imports/nameless.ts",
    search: "asked.filter((_, at) => !known.has(at))",
    replace: "asked.filter((_, at) => known.size >= 0 && at >= 0)",
    guard: { file: IMPORTS, test: "of none that the brand has" },
  },
  {
    name: "imports: rows that a run reads",
    without: "the look at a run under way",
    file: "packages/db/src/queries/imports/expire-imports.ts",
    search: "and r.status in ('queued', 'running', 'awaiting_approval')",
    replace: "and false",
    guard: { file: RETENTION, test: "what a run still reads stays" },
  },
  {
    name: "imports: left behind",
    without: "the cancelling of what loses its rows",
    file: "packages/db/src/queries/imports/expire-imports.ts",
    search: "then j.status else 'CANCELLED' end",
    replace: "then j.status else j.status end",
    guard: { file: RETENTION, test: "one that was left behind is cancelled" },
  },
];
