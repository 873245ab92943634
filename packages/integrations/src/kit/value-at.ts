import { isRecord } from "./structured.ts";

/**
 * The value at a path such as "images.0.url"; "" is the record itself. Through a list without a
 * number it collects ("materials.name" gives all names).
 * @returns undefined where nothing is there
 */
export function valueAt(record: unknown, path: string): unknown {
  return path === "" ? record : at(record, path.split("."));
}

function at(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(key)) return at(value[Number(key)], rest);
    const found = value.map((entry) => at(entry, [key, ...rest])).filter((entry) => entry !== undefined);
    return found.length > 0 ? found.flat() : undefined;
  }
  return isRecord(value) && Object.hasOwn(value, key) ? at(value[key], rest) : undefined;
}
