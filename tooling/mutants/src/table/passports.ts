import type { Mutant } from "../mutant.ts";

const PASSPORTS = "packages/db/src/passports";
const FIXED = "supabase/migrations/20261121125306_published_versions_fixed.sql";
const test = (file: string, name: string) => ({
  file: `packages/integrations/src/passports/${file}.test.ts`,
  test: name,
});

/** Rule 17: what was published stays as it was published. */
export const PUBLISHED: readonly Mutant[] = [
  {
    name: "versions that may change",
    without: "the database's refusal to change a version",
    file: FIXED,
    search: "after update or delete on public.passport_versions",
    replace: "after delete on public.passport_versions",
    guard: test(
      "still",
      "rule 17: the database itself refuses a worker: update passport_versions set content",
    ),
  },
  {
    name: "versions that may go",
    without: "the look at whose erasure a deletion is part of",
    file: FIXED,
    search:
      "create function public.refuse_published_change() returns trigger\nlanguage plpgsql set search_path = ''\nas $$\nbegin\n  if tg_op = 'DELETE' and pg_catalog.current_setting('app.erasing_brand', true) = old.brand_id::text then",
    replace:
      "create function public.refuse_published_change() returns trigger\nlanguage plpgsql set search_path = ''\nas $$\nbegin\n  if tg_op = 'DELETE' then",
    guard: test("still", "rule 17: nor does a version go"),
  },
  {
    name: "a passport that goes back",
    without: "the refusal to point a passport elsewhere than to its next version",
    file: FIXED,
    search: "new.version = old.version + 1",
    replace: "true",
    guard: test("still", "rule 17: the database itself refuses a worker: update passports"),
  },
  {
    name: "changes in the archive",
    without: "the mark on a published product that comes out of the archive",
    file: FIXED,
    search: "  new.has_pending_changes := true;\n",
    replace: "",
    guard: test("still", "rule 17: what leaves for the archive"),
  },
  {
    name: "a version where nothing differs",
    without: "the comparison with what is published",
    file: `${PASSPORTS}/publish-products.ts`,
    search: "  where v.content_hash is distinct from s.content_hash\n",
    replace: "",
    guard: test("publish", "rule 17: publishing again keeps the next version"),
  },
  {
    name: "a version without its runs",
    without: "the runs behind a version's values",
    file: `${PASSPORTS}/publish-products.ts`,
    search: "where origin.value ? 'runId'",
    replace: "where false and origin.value ? 'runId'",
    guard: test("publish", "rule 17: a version tells every field"),
  },
  {
    name: "a publication from its start",
    without: "the checkpoint of a publication",
    file: `${PASSPORTS}/publish-chunk.ts`,
    search: "checkpoint = coalesce($4, checkpoint)",
    replace: "checkpoint = coalesce(checkpoint, $4)",
    guard: test("publish", "rule 17: a hundred products are a worker's"),
  },
  {
    name: "a publication that does not hear",
    without: "the look whether somebody asked for its end",
    file: `${PASSPORTS}/publish-chunk.ts`,
    search: `  if (held.cancelling)`,
    replace: "  if (held.cancelling && held.total < 0)",
    guard: test("publish", "rule 17: a cancelled publication"),
  },
  {
    name: "publishing as a stranger",
    without: "the look whether who publishes is a member",
    file: `${PASSPORTS}/publish-now.ts`,
    search: "    await lockAsMember(client, request);\n",
    replace: "",
    guard: test("publish", "rule 17: another brand's products"),
  },
  {
    name: "publishing another brand's",
    without: "the brand in the choice of what is published",
    file: `${PASSPORTS}/publish-products.ts`,
    search: "select id from products where brand_id = $1 and id = any",
    replace: "select id from products where $1::uuid is not null and id = any",
    guard: test("publish", "rule 17: another brand's products"),
  },
  {
    name: "publishing what was never published",
    without: "the look whether a waiting product is public",
    file: `${PASSPORTS}/publications.ts`,
    search: "p.has_pending_changes and p.status = 'published' offset 0",
    replace: "p.status is not null offset 0",
    guard: test("publish", "rule 17: where a brand publishes by itself"),
  },
  {
    name: "addresses in what stays",
    without: "the choice of what a version tells of a maker",
    file: `${PASSPORTS}/snapshot.ts`,
    search: "jsonb_build_object('name', e.name, 'legalName'",
    replace: "jsonb_build_object('email', e.email, 'name', e.name, 'legalName'",
    guard: test("publish", "rule 17: a mill's and a maker's addresses"),
  },
];
