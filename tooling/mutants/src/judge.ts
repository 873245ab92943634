import type { Mutant } from "./mutant.ts";
import { type GuardResult, runGuards } from "./run-guard.ts";
import type { Workspace } from "./workspace.ts";

/** What became of a mutant; everything but `caught` is a fault, of the tests or of the table. */
export interface Verdict {
  mutant: Mutant;
  outcome: "caught" | "survived" | "not applicable" | "broken";
  seconds: number;
  /** What the test said, or why there is no verdict. */
  remark: string;
}

/** Longest time that a guard may take on a busy machine. */
const SECONDS = 180;

/** Takes the protection out and sees whether its guard notices. */
export async function judge(workspace: Workspace, mutant: Mutant): Promise<Verdict> {
  const started = performance.now();
  const verdict = await workspace
    .without(mutant, async () =>
      verdictOf(await runGuards(workspace, [mutant.guard], { bail: true, seconds: SECONDS })),
    )
    .catch((error: unknown) => ({ outcome: "not applicable" as const, remark: String(error) }));
  return { mutant, seconds: (performance.now() - started) / 1000, ...verdict };
}

function verdictOf(result: GuardResult): Pick<Verdict, "outcome" | "remark"> {
  if (result.hung) return { outcome: "caught", remark: "the test would not end" };
  if (result.failed[0]) return { outcome: "caught", remark: firstLine(result.message) };
  if (result.broken.length > 0) return { outcome: "broken", remark: firstLine(result.message) };
  if (result.passed.length === 0) return { outcome: "broken", remark: "the guard ran no test" };
  return { outcome: "survived", remark: `${result.passed.length} tests passed` };
}

export function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 200);
}
