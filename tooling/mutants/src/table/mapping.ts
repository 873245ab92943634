import type { Mutant } from "../mutant.ts";
import { OWNERSHIP, verb } from "./guards.ts";

/** Where a field comes from, and what an expression may do. */
export const MAPPING: readonly Mutant[] = [
  {
    name: "mapping on what stands",
    without: "the comparison with the mapping that was seen",
    file: `${OWNERSHIP}/mapping/field-sources.ts`,
    search: "where brand_id = $1 and id = $2 and mapping_version = $3 returning",
    replace: "where brand_id = $1 and id = $2 and $3::int is not null returning",
    guard: verb("mapping", "rule 1: a mapping is changed by owners"),
  },
  {
    name: "full read after a mapping",
    without: "the full read that a new mapping forces",
    file: `${OWNERSHIP}/mapping/field-sources.ts`,
    search: "mapping_version = mapping_version + 1, force_full_read = true,",
    replace: "mapping_version = mapping_version + 1,",
    guard: verb("mapping", "rule 3: a saved mapping is what the next run reads by"),
  },
  {
    name: "expressions end",
    without: "the limit on an expression's time",
    file: "packages/integrations/src/mapping/expression.ts",
    search: "timeout: 1_000,",
    replace: "timeout: 45_000,",
    guard: { file: "packages/integrations/src/mapping/expression.test.ts", test: "what works for ever" },
  },
  {
    name: "size of a result",
    without: "the limit on what an expression makes",
    file: "packages/integrations/src/mapping/expression.ts",
    search: "if (json.length > MOST_RESULT)",
    replace: "if (json.length < 0)",
    guard: { file: "packages/integrations/src/mapping/expression.test.ts", test: "what is heavy" },
  },
  {
    name: "patterns in expressions",
    without: "the refusal of patterns, which no limit holds",
    file: "packages/integrations/src/mapping/expression.ts",
    search: "if (hasPattern(expression.ast())) {",
    replace: "if (false) {",
    guard: { file: "packages/integrations/src/mapping/expression.test.ts", test: "patterns are refused" },
  },
  {
    name: "pure expressions",
    without: "the bar on what gives another answer each time",
    file: "packages/integrations/src/mapping/expression.ts",
    search: "for (const name of BARRED)",
    replace: "for (const name of BARRED.slice(99))",
    guard: { file: "packages/integrations/src/mapping/expression.test.ts", test: "what is not pure" },
  },
];
