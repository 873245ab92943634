import { placeAt, type Word } from "./places.ts";

export interface SourceState {
  said: Word[];
  broken: boolean;
  /** True where the source does not have the record any more. */
  away: boolean;
  /** True where the record does not list its variant. */
  drops: boolean;
  /** True where a second record belongs to its style, and what that says of the product. */
  member: boolean;
  memberSaid: Word[];
  /** Which of its records call themselves of the other product's style since: their links outlive that. */
  moved: { record: boolean; member: boolean };
}

export interface Link {
  state: "live" | "disconnected" | "suppressed" | "gone";
  said: Word[];
  /** Of the last merge: content, ownership version, and whether it was clean. */
  merged: { content: string; version: number; clean: boolean };
}

interface Change {
  product: number;
  place: number;
  before: string | null;
  after: string | null;
  /** What the source has to contradict once this is undone. */
  holds: Word;
}

export interface Run {
  id: string;
  connection: number;
  changes: Change[];
  /** Links that it made, and that it took back. */
  linked: number[];
  unlinked: number[];
  /** Products that went to the archive with it, or came back. */
  moved: { product: number; archived: boolean }[];
  /** Products whose variant ended with it, or came back. */
  variants: { product: number; ended: boolean }[];
  /** Members that it linked, and whose links it took back; and what became of their variants. */
  joined: number[];
  parted: number[];
  extras: { product: number; ended: boolean }[];
  /** Products of which another record leads since. */
  promoted: number[];
  /** Products whose record had an error, and whether what is stored of it is enough to try again. */
  failed: Map<number, "source" | "stored">;
  undoes: Run | null;
}

/** A record as a run comes to it, from its source or from what is stored. */
export interface Read {
  product: number;
  said: Word[];
  lists: boolean | undefined;
  /** What tells that nothing has changed. */
  content: string;
  broken: boolean;
  run: Run;
}

export interface Asserted {
  product: number;
  place: number;
  said: Word;
  run: Run;
}

export interface Contradiction {
  product: number;
  place: number;
  connection: number;
}

export function emptyRun(id: string, connection: number): Run {
  return {
    id,
    connection,
    changes: [],
    linked: [],
    unlinked: [],
    moved: [],
    failed: new Map(),
    variants: [],
    joined: [],
    parted: [],
    extras: [],
    promoted: [],
    undoes: null,
  };
}

/** What was said, as one text: a merge is needed where it differs from the last. Unlisted variants say nothing. */
export function contentOf({
  said,
  ...more
}: {
  said: readonly Word[];
  lists: boolean;
  broken?: boolean;
  moved?: boolean;
}): string {
  const heard = said.map((word, place) => (more.lists || !placeAt(place).ofVariant ? word : undefined));
  return JSON.stringify([heard, more], (_, word) => (word === undefined ? "says nothing" : word));
}

/** What the source says of a record. */
export function readOf({ said, broken, drops, moved }: SourceState): Omit<Read, "product" | "run"> {
  const content = contentOf({ said, lists: !drops, broken, moved: moved.record });
  return { said: [...said], lists: !drops, content, broken };
}
