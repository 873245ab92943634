import type { Mutant } from "../mutant.ts";
import { ACCESS } from "./access.ts";
import { AFTERWARDS } from "./afterwards.ts";
import { GONE } from "./gone.ts";
import { INBOX } from "./inbox.ts";
import { MAPPING } from "./mapping.ts";
import { MATCHING } from "./matching.ts";
import { OWNERS } from "./owners.ts";
import { PUBLISHED } from "./passports.ts";
import { SOURCES } from "./sources.ts";
import { STYLES } from "./styles.ts";
import { TIME } from "./time.ts";
import { VALUES } from "./values.ts";
import { WORDS } from "./words.ts";

/** Every protection that somebody relies on without seeing it. */
export const MUTANTS: readonly Mutant[] = [
  ...TIME,
  ...VALUES,
  ...MATCHING,
  ...STYLES,
  ...GONE,
  ...OWNERS,
  ...MAPPING,
  ...INBOX,
  ...AFTERWARDS,
  ...WORDS,
  ...PUBLISHED,
  ...ACCESS,
  ...SOURCES,
];
