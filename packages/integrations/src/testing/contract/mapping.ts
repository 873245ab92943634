import type { FieldIssue, MappedProduct } from "@v1/core";
import { expect, it } from "vitest";
import type { RawRecord } from "../../kit/connector.ts";
import type { Contract } from "./contract.ts";
import { readAll } from "./world.ts";

const HOSTILE_TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud83e",
  "🧵".repeat(20_000),
  "<script>alert(1)</script>",
  "'; drop table products; --",
  "__proto__",
  "[",
  "{}",
  "[[]]",
  "null",
  "NaN",
  "1e400",
  "-0",
  "9".repeat(400),
  "javascript:alert(1)",
  "http://",
  "٣",
  "\u202eevil",
];
const HOSTILE_NUMBERS = [-1, 0.1 + 0.2, 1e308, -1e-308, Number.MAX_SAFE_INTEGER + 2];
/** Records whose every part is spoilt, one after the other. */
const MOST_SPOILT = 5;
/** What goes with a field and is no field: the HTML of a description, overrides that are taken back. */
const BESIDES = /#html$|^\$inherit$/;

/** `map`: pure, honest about what it supplies, and never at a loss. */
export function itMaps<Config, Secrets, Raw>(contract: Contract<Config, Secrets, Raw>): void {
  const { connector } = contract;
  const map = (record: RawRecord<Raw>) => connector.map(record, contract.world.config);
  const records = async () => (await readAll(connector.read.bind(connector), contract.context())).records;

  it("maps each record to itself, the same each time, and leaves it as it was", async () => {
    for (const record of await records()) {
      const before = structuredClone(record);
      const mapped = map(deepFrozen(record));
      expect(mapped).toMatchObject({ externalId: record.externalId });
      expect(map(before)).toEqual(mapped);
      expect(record).toEqual(before);
    }
  });

  it("asserts no field that it does not declare, and gives each variant once", async () => {
    const declared = new Set(Object.keys(connector.fields));
    for (const record of await records()) {
      const mapped = productOf(map(record));
      const parts = [mapped.observed, ...mapped.variants.map(({ observed }) => observed)];
      for (const key of parts.flatMap((observed) => asserted(observed))) {
        expect([key, declared.has(key)]).toEqual([key, true]);
      }
      const ids = mapped.variants.map(({ externalId }) => externalId);
      expect(ids).toEqual([...new Set(ids)]);
      if (mapped.sourceUpdatedAt !== null) expect(Date.parse(mapped.sourceUpdatedAt)).not.toBeNaN();
    }
  });

  it("throws for no record, whatever stands in it, and gives only what can be stored", async () => {
    for (const record of (await records()).slice(0, MOST_SPOILT)) {
      for (const raw of spoilt(record.raw)) {
        const mapped = map({ ...record, raw: raw as Raw });
        expect(unstorable(told(mapped))).toEqual([]);
      }
    }
  });
}

function productOf(mapped: MappedProduct | FieldIssue): MappedProduct {
  if ("code" in mapped) throw new Error(`A record of the world was not mapped: ${mapped.message}`);
  return mapped;
}

/** An undefined value asserts nothing. */
function asserted(observed: object): string[] {
  return Object.entries(observed)
    .filter(([key, value]) => value !== undefined && !BESIDES.test(key))
    .map(([key]) => key);
}

/** What would be stored; identities are judged by the engine. */
function told(mapped: MappedProduct | FieldIssue): unknown {
  if ("code" in mapped) return mapped;
  return [mapped.observed, mapped.issues, mapped.variants.map(({ observed }) => observed)];
}

function unstorable(value: unknown): string[] {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? [value] : [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(unstorable);
}

/** The record with one of its texts and numbers after the other replaced by each hostile one. */
function* spoilt(value: unknown): Generator<unknown> {
  if (typeof value === "string") yield* HOSTILE_TEXTS;
  else if (typeof value === "number") yield* HOSTILE_NUMBERS;
  else if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) {
      for (const other of spoilt(inner)) yield value.with(at, other);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const other of spoilt(inner)) yield { ...value, [key]: other };
    }
  }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFrozen(inner);
    Object.freeze(value);
  }
  return value;
}
