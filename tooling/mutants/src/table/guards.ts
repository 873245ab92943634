import type { Guard } from "../mutant.ts";

/** A guard among the tests of the rules, by the name of its file. */
export function rule(file: string, test?: string): Guard {
  return { file: `packages/integrations/src/sync/rules/${file}.test.ts`, ...(test ? { test } : {}) };
}

/** A guard among the tests that kill and pause workers. */
export function kill(file: string, test?: string): Guard {
  return { file: `packages/integrations/src/sync/kills/${file}.test.ts`, ...(test ? { test } : {}) };
}

export const DB = "packages/db/src/sync";
export const SYNC = "packages/integrations/src/sync";
