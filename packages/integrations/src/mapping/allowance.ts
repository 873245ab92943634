/** Characters, or what takes as much, of one value: a text, or a list or object with all that is in it. */
const MOST_OF_ONE = 250_000;
/** The same of all values that one evaluation makes, however short each of them lives. */
const MOST_IN_ALL = 10_000_000;
/** What a number, an entry or a key takes besides its text. */
const ENTRY = 8;

/** Sizes of what records brought along: it costs nothing, and many evaluations share it. */
const GIVEN = new WeakMap<object, number>();

/** Notes a value as given. It must not change afterwards. */
export function give(value: unknown): void {
  sizeOf(value, GIVEN);
}

/**
 * What one evaluation may make. Every value is looked at as it comes into being, before anything else is
 * made of it: then no step can make much more than the last one had. A value that contains another one
 * twice counts it twice, for so would whoever writes it down.
 */
export class Allowance {
  readonly #sizes = new WeakMap<object, number>();
  readonly #most: number;
  #spent = 0;

  /** @param record what the evaluation reads */
  constructor(record: unknown) {
    this.#most = MOST_OF_ONE + sizeOf(record, GIVEN);
  }

  /** @throws Error where it is too large, or all of them together are */
  charge(value: unknown): void {
    if (typeof value === "object" && value !== null && GIVEN.has(value)) return;
    const size = sizeOf(value, this.#sizes);
    this.#spent += size;
    if (size > this.#most || this.#spent > MOST_IN_ALL + this.#most)
      throw new Error("The expression makes more than a mapping may.");
  }
}

/** Looks at each list and object once, however often it occurs: nesting can double a size with each step. */
function sizeOf(value: unknown, known: WeakMap<object, number>): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return ENTRY;
  const before = GIVEN.get(value) ?? known.get(value);
  if (before !== undefined) return before;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return ENTRY;
  // Of a value inside of itself, which cannot be written down.
  known.set(value, Number.POSITIVE_INFINITY);
  const size = Array.isArray(value) ? sizeOfList(value, known) : sizeOfObject(value, known);
  known.set(value, size);
  return size;
}

function sizeOfList(list: readonly unknown[], known: WeakMap<object, number>): number {
  let size = ENTRY;
  for (const entry of list) size += ENTRY + sizeOf(entry, known);
  return size;
}

function sizeOfObject(object: object, known: WeakMap<object, number>): number {
  let size = ENTRY;
  for (const [key, entry] of Object.entries(object)) size += ENTRY + key.length + sizeOf(entry, known);
  return size;
}
