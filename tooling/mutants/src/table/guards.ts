import type { Guard } from "../mutant.ts";

/** A guard among the tests of the rules, by the name of its file. */
export function rule(file: string, test?: string): Guard {
  return { file: `packages/integrations/src/sync/rules/${file}.test.ts`, ...(test ? { test } : {}) };
}

/** A guard among the tests that kill and pause workers. */
export function kill(file: string, test?: string): Guard {
  return { file: `packages/integrations/src/sync/kills/${file}.test.ts`, ...(test ? { test } : {}) };
}

/** A guard among the tests of what people do about ownership. */
export function verb(file: string, test?: string): Guard {
  return { file: `packages/integrations/src/ownership/${file}.test.ts`, ...(test ? { test } : {}) };
}

export const DB = "packages/db/src/sync";
export const SYNC = "packages/integrations/src/sync";
export const OWNERSHIP = "packages/db/src/ownership";
export const VERBS = "packages/integrations/src/ownership";
