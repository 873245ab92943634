import { diffArrays, diffWordsWithSpace } from "diff";
import { showValue } from "../../values/show-value.ts";

/** A stretch of a value, and whether the other side lacks it. */
export interface Part {
  text: string;
  differs: boolean;
}

interface Sides {
  /** Collections are told line by line, anything else as one text. */
  lines: boolean;
  left: Part[];
  right: Part[];
}

/** Longer texts are not compared word by word: it would hold up the page. */
const MOST_WORDS = 4_000;

/** Two values beside each other, with what differs marked. */
export function differences(left: unknown, right: unknown): Sides {
  if (Array.isArray(left) || Array.isArray(right)) return { lines: true, ...byItem(left, right) };
  const [ours, theirs] = [showValue(left) ?? "", showValue(right) ?? ""];
  if (!isProse(left) || !isProse(right) || ours.length + theirs.length > MOST_WORDS) {
    return { lines: false, left: whole(ours, theirs), right: whole(theirs, ours) };
  }
  const parts = diffWordsWithSpace(ours, theirs);
  return {
    lines: false,
    left: parts.flatMap((part) => (part.added ? [] : [{ text: part.value, differs: part.removed }])),
    right: parts.flatMap((part) => (part.removed ? [] : [{ text: part.value, differs: part.added }])),
  };
}

function byItem(left: unknown, right: unknown): Pick<Sides, "left" | "right"> {
  const parts = diffArrays(items(left), items(right));
  return {
    left: parts.flatMap(({ added, removed, value }) =>
      added ? [] : value.map((text) => ({ text, differs: removed })),
    ),
    right: parts.flatMap(({ added, removed, value }) =>
      removed ? [] : value.map((text) => ({ text, differs: added })),
    ),
  };
}

function items(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(showValue).filter((text) => text !== null);
}

/** Words, not a figure, a code or an address: those differ as a whole. */
function isProse(value: unknown): boolean {
  return typeof value === "string" && /\s/.test(value) && !/^-?[\d\s.,]+$/.test(value);
}

function whole(text: string, other: string): Part[] {
  return text === "" ? [] : [{ text, differs: text !== other }];
}
