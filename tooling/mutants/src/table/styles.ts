import type { Mutant } from "../mutant.ts";
import { DB, OWNERSHIP, rule } from "./guards.ts";

/** Which of the records of a style leads. */
export const STYLES: readonly Mutant[] = [
  {
    name: "merged anew to lead",
    without: "the merge of a record that leads now and says what it said before",
    file: `${DB}/merge/promote.ts`,
    search: "set clean = false from promoted",
    replace: "set clean = s.clean from promoted",
    guard: rule("matching", "when the primary record of a group goes"),
  },
  {
    name: "one that returns alone leads",
    without: "the look at who leads, where a record returns",
    file: `${DB}/plan/records.ts`,
    search: "case when l.state = 'live' then l.is_primary else not (l.taken or l.awaited) end as is_primary",
    replace: "l.is_primary",
    guard: rule("primary", "of records that all were gone"),
  },
  {
    name: "one that led gives way",
    without: "what makes a record that led one of the others",
    file: `${DB}/merge/promote.ts`,
    search: "(o.gone_run_id = :run::uuid or o.state = 'suppressed')",
    replace: "false",
    guard: rule("primary", "a record that led finds its product again"),
  },
  {
    name: "those that remain are heard",
    without: "the conflicts of the records that remain where one of their style is gone",
    file: `${DB}/runs/retire-gone.ts`,
    search: "await judgeProducts(client, { ...run, products: remaining, fields: new Set(OWNABLE_FIELDS) });",
    replace: "void [remaining, OWNABLE_FIELDS];",
    guard: rule("primary", "with the record that led goes what it contradicted"),
  },
  {
    name: "another leads after an undo",
    without: "the record that leads where an undo took the link of another back",
    file: `${OWNERSHIP}/undo/structure.ts`,
    search: `  { name: "promote", text: promote(LEFT) },\n`,
    replace: "",
    guard: rule("primary", "the link of the record that leads is taken back"),
  },
];
