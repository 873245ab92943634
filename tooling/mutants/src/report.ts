import { basename } from "node:path";
import type { Verdict } from "./judge.ts";
import type { Mutant } from "./mutant.ts";

export function line({ mutant, outcome, seconds, remark }: Verdict, why: boolean): string {
  const mark = outcome === "caught" ? "caught" : outcome.toUpperCase();
  const more = outcome === "caught" && !why ? "" : `\n    without ${mutant.without}: ${remark}`;
  return `${mark.padEnd(9)} ${seconds.toFixed(1).padStart(6)} s  ${mutant.name.padEnd(34)} ${guardName(mutant)}${more}`;
}

export function guardName({ guard }: Mutant): string {
  const file = basename(guard.file, ".test.ts");
  return guard.test ? `${file} › ${guard.test}` : file;
}

export function summary(verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict["outcome"]) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const bad = (["survived", "not applicable", "broken"] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`);
  return [`${count("caught")} of ${verdicts.length} mutants caught`, ...bad].join(", ");
}
