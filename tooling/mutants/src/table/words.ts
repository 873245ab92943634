import type { Mutant } from "../mutant.ts";
import { DB, OWNERSHIP, rule, SYNC, verb } from "./guards.ts";

/** Words that are the same in another order, come late, or are taken from what is stored. */
export const WORDS: readonly Mutant[] = [
  {
    name: "undone sets without order",
    without: "the comparison of an undone list with what is said as lists without order",
    file: `${DB}/plan/undone.ts`,
    search: `\${comparable("(i.observed->u.field_key)", "u.field_key")}`,
    replace: "i.observed->u.field_key",
    guard: verb("undo-conflicts", "rule 14: the undone tags and materials in another order"),
  },
  {
    name: "dismissed sets without order",
    without: "the first form of a list that comes in another order",
    file: `${DB}/plan/conflicts.ts`,
    search: `observed = \${SAID}`,
    replace: "observed = excluded.observed",
    guard: verb("undo-conflicts", "rule 5: a dismissed set or list of materials"),
  },
  {
    name: "variants of a late record",
    without: "the return of variants with a record that returns late",
    file: `${DB}/merge/update.ts`,
    search: "where m.outcome = 'late' and m.revives and not exists (select from m_variants x",
    replace: "where false and not exists (select from m_variants x",
    guard: rule("returns", "rule 13: a record that comes back with an older time brings its variants back"),
  },
  {
    name: "variants that a newer word dropped",
    without: "the difference between a variant that went with its record and one that the record had dropped",
    file: `${DB}/merge/update.ts`,
    search: "  and (l.state = 'disconnected' or l.state = 'gone' and l.updated_at = p.gone_at)\n",
    replace: "",
    guard: rule("returns", "rule 13: a record that comes back with an older time brings its variants back"),
  },
  {
    name: "conflicts of a late record",
    without: "the comparison of what a record said before, once it is back",
    file: `${DB}/plan/conflicts.ts`,
    search: "(not is_new or :observes::boolean) or revives`",
    replace: "(not is_new or :observes::boolean)`",
    guard: rule("returns", "rule 5: what a record said before is compared again"),
  },
  {
    name: "conflicts of a field that is not mentioned any more",
    without: "the look at a connection's conflicts where it mentions only what it owns, and is alone",
    file: `${DB}/merge-chunk.ts`,
    search: "rows[0]?.others === true || rows[0]?.quarrels === true",
    replace: "rows[0]?.others === true",
    guard: rule("conflicts", "rule 5: it closes when the connection does not mention the field any more"),
  },
  {
    name: "replay where it was stopped",
    without: "the stored records behind the chunk at which a replay was stopped",
    file: `${SYNC}/read-pages.ts`,
    search: 'const done = ids.indexOf(String(checkpoint.position?.[STORED] ?? "")) + 1;',
    replace: "const done = checkpoint.position === null ? 0 : ids.length;",
    guard: verb("replay-run", "replay: one that is stopped between any two chunks"),
  },
  {
    name: "few conflicts among many",
    without: "the way past all that is open to a field that has few conflicts",
    file: `${OWNERSHIP}/conflicts/few-conflicts.ts`,
    search: "return rows[0]?.few ?? false;",
    replace: "return false;",
    guard: {
      file: `${OWNERSHIP}/conflicts/inbox-plans.test.ts`,
      test: "a field or connection with few conflicts among many",
    },
  },
];
