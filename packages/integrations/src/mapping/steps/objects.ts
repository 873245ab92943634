import { isRecord, jsonIn } from "../../kit/structured.ts";
import { valueAt } from "../../kit/value-at.ts";
import type { Step } from "../source-spec.ts";

type ObjectsStep = Extract<Step, { do: "objects" }>;

/** A list of objects (or JSON text of one) with the named parts under the names that fields know. */
export function pickObjects(value: unknown, { do: _, ...parts }: ObjectsStep): unknown {
  const given = typeof value === "string" ? (jsonIn(value.trim()) ?? value) : value;
  const list = isRecord(given) ? [given] : given;
  if (!Array.isArray(list)) return given;
  return list.map((entry) => {
    const picked: Record<string, unknown> = {};
    for (const [name, path] of Object.entries(parts)) {
      const found = valueAt(entry, path);
      if (found !== undefined) picked[name] = found;
    }
    return picked;
  });
}
