import type { Outputs } from "../../api/types.ts";
import { fieldLabel } from "../../values/show-value.ts";

export type Place = Outputs["integrations"]["undo"]["places"]["items"][number];
type Verdict = Place["verdict"];
type Count = Outputs["integrations"]["undo"]["preview"]["restored"][number];

const WORDS: Record<Verdict, { word: string; why: string; stays: boolean }> = {
  restore: { word: "Put back", why: "gets the value of before", stays: false },
  archive: { word: "Archived", why: "was created by the run and is archived", stays: false },
  set_status: { word: "Status put back", why: "gets the status of before", stays: false },
  unlink: { word: "Unlinked", why: "loses the link that the run made", stays: false },
  relink: { word: "Linked again", why: "gets the link of before", stays: false },
  tombstone: { word: "Taken away", why: "is a variant that the run brought", stays: false },
  revive: { word: "Brought back", why: "is a variant that the run took away", stays: false },
  changed_since: { word: "Changed since", why: "has another value since the run", stays: true },
  pinned: { word: "Pinned", why: "is held by a pin", stays: true },
  touched: { word: "Worked on", why: "was created by the run and edited since", stays: true },
  code_taken: { word: "Code taken", why: "would need a code that another variant has now", stays: true },
};

export function verdictOf(verdict: Verdict) {
  return WORDS[verdict];
}

/** The field, or what the run did to the record. */
export function subjectOf(fieldKey: string): string {
  return fieldKey === "$created" ? "New product" : fieldLabel(fieldKey);
}

export function total(counts: readonly Pick<Count, "count">[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
