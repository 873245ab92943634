import fc from "fast-check";
import { FIELDS, type Field } from "./model.ts";

/** Few products and values, so that steps meet. */
export const PRODUCTS = 2;
const VALUES = ["a", "b"] as const;

/** What a source says anew before it is read. */
interface Saying {
  product: number;
  field: Field;
  value: string | null | undefined;
}

/** One step; numbers that point at something that is not there point at another. */
export type Step =
  | { do: "break"; connection: number; product: number }
  | { do: "sync"; connection: number; mode: "full" | "incremental"; killed: boolean; says: Saying[] }
  | { do: "edit"; product: number; field: Field; value: string }
  | { do: "pin"; product: number; field: Field }
  | { do: "unpin"; product: number; field: Field }
  | { do: "transfer"; field: Field; to: number | "manual" | "nobody" }
  | { do: "disconnect"; connection: number }
  | { do: "reconnect"; connection: number }
  | { do: "undo"; run: number; killed: boolean }
  | { do: "replay"; run: number };

const connection = fc.nat({ max: 2 });
/** The connection that owns the fields at the beginning is read more often. */
const often = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: connection });
const product = fc.nat({ max: PRODUCTS - 1 });
const field = fc.constantFrom(...FIELDS);
const value = fc.constantFrom(...VALUES);
const said = fc.oneof(
  { weight: 6, arbitrary: value },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const killed = fc.boolean();

/** Steps by how often they occur. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("sync" as const),
      connection: often,
      says: fc.array(fc.record({ product, field, value: said }), { maxLength: 3 }),
      mode: fc.constantFrom("full" as const, "incremental" as const),
      killed,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("undo" as const), run: fc.nat(), killed }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), product, field, value }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("transfer" as const),
      field,
      to: fc.oneof(
        { weight: 4, arbitrary: connection },
        { weight: 1, arbitrary: fc.constantFrom("manual" as const, "nobody" as const) },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pin" as const), product, field }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("unpin" as const), product, field }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("disconnect" as const), connection }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reconnect" as const), connection }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("break" as const), connection, product }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("replay" as const), run: fc.nat() }) },
);

export const story: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 6, maxLength: 16 });
