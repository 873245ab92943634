import type { Mutant } from "../mutant.ts";
import { ACCESS } from "./access.ts";
import { GONE } from "./gone.ts";
import { MATCHING } from "./matching.ts";
import { TIME } from "./time.ts";
import { VALUES } from "./values.ts";

/** Every protection that somebody relies on without seeing it. */
export const MUTANTS: readonly Mutant[] = [...TIME, ...VALUES, ...MATCHING, ...GONE, ...ACCESS];
