import type { Outputs } from "../api/types.ts";
import type { Draft } from "./draft.ts";
import type { Attempt } from "./use-attempt.ts";

export type Integration = Outputs["integrations"]["catalog"]["get"];
/** What a test saw on the other side. */
export type Saw = Outputs["integrations"]["connections"]["try"];

export interface StepProps {
  integration: Integration;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  attempt: Attempt;
  go: (step: number) => void;
}
