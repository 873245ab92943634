import type { Tone } from "@v1/ui";

interface Effect {
  word: string;
  tone: Tone;
}

const EFFECTS: Record<string, Effect> = {
  created: { word: "New", tone: "good" },
  changed: { word: "Changed", tone: "working" },
  updated: { word: "Changed", tone: "working" },
  restored: { word: "Back again", tone: "good" },
  archived: { word: "Archived", tone: "attention" },
  conflict: { word: "Only in conflict", tone: "attention" },
  kept: { word: "Kept, source is empty", tone: "paused" },
  rejected: { word: "Partly refused", tone: "attention" },
  failed: { word: "Refused", tone: "bad" },
  ambiguous: { word: "Several fit", tone: "attention" },
  unmatched: { word: "None fits", tone: "attention" },
  linked: { word: "Only linked", tone: "good" },
  unchanged: { word: "As before", tone: "paused" },
};
const ORDER = Object.keys(EFFECTS);

/** What becomes of a record, in words; one that is new to us keeps its own. */
export function effectOf(effect: string): Effect {
  return EFFECTS[effect] ?? { word: effect.replaceAll("_", " "), tone: "waiting" };
}

/** In the order of weight, those that happen to nobody left out. */
export function effectsOf(counts: Record<string, number>): { effect: string; count: number }[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([left], [right]) => rank(left) - rank(right))
    .map(([effect, count]) => ({ effect, count }));
}

function rank(effect: string): number {
  const at = ORDER.indexOf(effect);
  return at < 0 ? ORDER.length : at;
}
