import { firstLine } from "./judge.ts";
import type { Guard, Mutant } from "./mutant.ts";
import { runGuards } from "./run-guard.ts";
import type { Workspace } from "./workspace.ts";

const SECONDS = 600;

/**
 * Runs all guards on the code as it is: only what passes then can notice anything.
 * @returns what is wrong with them, in words; nothing where all is well
 */
export async function checkGuards(workspace: Workspace, mutants: readonly Mutant[]): Promise<string[]> {
  const guards = mutants.map(({ guard }) => guard);
  const named = guards.filter(({ test }) => test !== undefined);
  const whole = guards.filter(({ test }) => test === undefined);
  const complaints: string[] = [];
  for (const group of [named, whole]) complaints.push(...(await checkGroup(workspace, group)));
  return complaints;
}

async function checkGroup(workspace: Workspace, guards: Guard[]): Promise<string[]> {
  if (guards.length === 0) return [];
  const result = await runGuards(workspace, guards, { bail: false, seconds: SECONDS });
  const missing = guards.filter(({ test }) => test && !result.passed.some((name) => name.includes(test)));
  return [
    ...(result.hung ? ["The guards did not end."] : []),
    ...result.failed.map((name) => `Fails without any mutant: ${name}\n    ${firstLine(result.message)}`),
    ...result.broken.map((file) => `Cannot be loaded: ${file}\n    ${firstLine(result.message)}`),
    ...missing.map(({ file, test }) => `No passing test of this name: ${test} (${file})`),
  ];
}
