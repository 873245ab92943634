import { AppError } from "@v1/core";
import superjson, { type SuperJSONResult } from "superjson";

interface Meta {
  values: Record<string, string[]>;
  v: 1;
}

/** Thrown away at once: what it meets is left to superjson itself. */
class NotPlain extends Error {}

/**
 * Superjson, quicker for what nearly every answer is: plain objects, lists, texts, numbers and dates. It
 * gives exactly what superjson would (its own format), in one pass; anything else is superjson's.
 */
export const transformer = {
  serialize(value: unknown): { json: unknown; meta?: unknown } {
    try {
      const meta: Meta = { values: {}, v: 1 };
      const json = walk(value, "", meta);
      return Object.keys(meta.values).length > 0 ? { json, meta } : { json };
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error;
      return superjson.serialize(value);
    }
  },
  deserialize,
};

/** @throws AppError `bad_request` for what superjson cannot have written */
function deserialize(value: unknown): unknown {
  try {
    const written = value as SuperJSONResult;
    if (!("json" in written || "meta" in written)) throw new Error("neither a value nor what it is");
    return superjson.deserialize(written);
  } catch (cause) {
    throw new AppError({
      code: "bad_request",
      message: "The input is not written as superjson writes it.",
      hint: 'Give the client superjson as its transformer, or send plain JSON as {"json": …}.',
      cause,
    });
  }
}

function walk(value: unknown, path: string, meta: Meta): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0)) return value;
  if (value instanceof Date && path !== "") return dated(value, path, meta);
  if (Array.isArray(value)) return value.map((item, index) => walk(item, joined(path, String(index)), meta));
  if (isPlain(value)) return object(value, path, meta);
  throw new NotPlain();
}

function dated(date: Date, path: string, meta: Meta): string {
  if (Number.isNaN(date.getTime())) throw new NotPlain();
  meta.values[path] = ["Date"];
  return date.toISOString();
}

function object(value: Record<string, unknown>, path: string, meta: Meta): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    // These separate the parts of a path; names of that kind are escaped by superjson.
    if (key.includes(".") || key.includes("\\") || key === "__proto__") throw new NotPlain();
    copy[key] = walk(value[key], joined(path, key), meta);
  }
  return copy;
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
