import type { FieldKey } from "@v1/core";
import fc from "fast-check";
import { FIELDS, INHERIT, isList, isSet, NO_LIST, PLACES, placeAt, type Word } from "./places.ts";

/** Few products and values, so that steps meet. */
export const PRODUCTS = 2;
const VALUES = ["a", "b"] as const;

/** What a source says anew before it is read. */
interface Saying {
  product: number;
  place: number;
  word: Word;
  /** True where the second record of the style says it. */
  byMember: boolean;
}

/** Where an attempt is stopped: behind its first chunk, or before what is gone is judged. */
export type Kill = false | "chunk" | "end";

/** One step; numbers that point at something that is not there point at another. */
export type Step =
  | { do: "remove"; connection: number; product: number }
  | {
      do: "sync";
      connection: number;
      mode: "full" | "incremental";
      killed: Kill;
      says: Saying[];
      /** Whose record breaks before, or is right again. */
      breaks: number | null;
      /** Whose materials cannot be right from now on, until other ones are said. */
      refused: number | null;
      /** Whose record does not list its variant any more, or does again. */
      drops: number | null;
    }
  | { do: "regroup"; connection: number; product: number }
  | { do: "restyle"; connection: number; product: number; which: "record" | "member" }
  | { do: "edit"; product: number; place: number; value: string }
  | { do: "pin"; product: number; place: number; expires: boolean }
  | { do: "expire" }
  | { do: "unpin"; product: number; place: number }
  | { do: "transfer"; field: FieldKey; to: number | "manual" | "nobody"; killed: boolean }
  | { do: "on null"; field: FieldKey; choice: "keep" | "clear" }
  | { do: "dismiss"; conflict: number }
  | { do: "disconnect"; connection: number }
  | { do: "reconnect"; connection: number }
  | { do: "undo"; run: number; killed: boolean }
  | { do: "replay"; run: number; killed: boolean };

const connection = fc.nat({ max: 2 });
/** The connection that owns the fields at the beginning is read more often. */
const often = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: connection });
const product = fc.nat({ max: PRODUCTS - 1 });
const sometimes = fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: product });
const place = fc.nat({ max: PLACES.length - 1 });
const field = fc.constantFrom(...FIELDS);
const value = fc.constantFrom(...VALUES);
/** Of a set also two items, in either order. */
const several = fc.constantFrom(...VALUES, "ab", "ba");
const killed = fc.boolean();

/** What may be said of a place: a list may be empty, and what a variant has of its own be taken back. */
function wordOf(at: number): fc.Arbitrary<Word> {
  const { field: key, ofVariant } = placeAt(at);
  const own = isList(at) ? [NO_LIST] : ofVariant && key.startsWith("product.") ? [INHERIT] : [];
  return fc.oneof(
    { weight: 6, arbitrary: isSet(at) ? several : value },
    { weight: 1, arbitrary: fc.constantFrom(null, ...own) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, ...own) },
  );
}

const typed = place.chain((at) =>
  fc.record({
    do: fc.constant("edit" as const),
    product,
    place: fc.constant(at),
    value: isSet(at) ? several : value,
  }),
);

const byMember = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
const saying = place.chain((at) =>
  fc.record({ product, place: fc.constant(at), word: wordOf(at), byMember }),
);

/** Steps by how often they occur. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("sync" as const),
      connection: often,
      says: fc.array(saying, { maxLength: 5 }),
      mode: fc.constantFrom("full" as const, "incremental" as const),
      killed: fc.constantFrom<Kill>(false, false, "chunk", "end"),
      breaks: sometimes,
      drops: sometimes,
      refused: sometimes,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("undo" as const), run: fc.nat(), killed }) },
  { weight: 3, arbitrary: typed },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("transfer" as const),
      field,
      to: fc.oneof(
        { weight: 4, arbitrary: connection },
        { weight: 1, arbitrary: fc.constantFrom("manual" as const, "nobody" as const) },
      ),
      killed,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("pin" as const), product, place, expires: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("expire" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("on null" as const),
      field,
      choice: fc.constantFrom("keep" as const, "clear" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("dismiss" as const), conflict: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("unpin" as const), product, place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("disconnect" as const), connection }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reconnect" as const), connection }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("remove" as const), connection: often, product }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("regroup" as const), connection: often, product }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("restyle" as const),
      connection: often,
      product,
      which: fc.constantFrom("record" as const, "member" as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("replay" as const), run: fc.nat(), killed }) },
);

export const story: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 6, maxLength: 14 });
