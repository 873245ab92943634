import {
  InvalidValue,
  type Material,
  type MaterialInput,
  type Normalised,
  normaliseMaterials,
  normaliseText,
  quoted,
} from "@v1/core";
import { firstOf, isRecord, jsonIn } from "./structured.ts";

const NAME_KEYS = ["material", "name", "fibre", "fiber", "title"];
const SHARE_KEYS = ["percentage", "percent", "share", "value"];
const COMPONENT_KEYS = ["component", "part"];
const COUNTRY_KEYS = ["country", "origin", "countryoforigin", "countryOfOrigin"];

/**
 * A composition as sources write it: a JSON list of objects, a JSON object of name and percentage,
 * or text such as "Shell: 80% Cotton, 20% Polyester; Lining: 100% Viscose".
 */
export function parseComposition(value: string | null): Normalised<Material[]> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  const json = jsonIn(text);
  const inputs = json === undefined ? fromText(text) : fromJson(json);
  return inputs ? normaliseMaterials(inputs) : unreadable(text);
}

function fromJson(json: unknown): MaterialInput[] | null {
  if (Array.isArray(json)) {
    const inputs = json.map(fromEntry);
    return inputs.every((input) => input !== null) ? inputs : null;
  }
  if (!isRecord(json)) return null;
  const list = firstOf(json, ["materials", "composition"]);
  if (Array.isArray(list)) return fromJson(list);
  return Object.entries(json).map(([name, percentage]) => ({ name, percentage }));
}

function fromEntry(entry: unknown): MaterialInput | null {
  if (typeof entry === "string") return fromPart(entry, "main");
  if (!isRecord(entry)) return null;
  return {
    name: firstOf(entry, NAME_KEYS),
    percentage: firstOf(entry, SHARE_KEYS),
    component: firstOf(entry, COMPONENT_KEYS),
    country: firstOf(entry, COUNTRY_KEYS),
    recyclable: entry.recyclable,
  };
}

const SHARE_ALONE = /^\s*\d+(?:[.,]\d+)?\s*%?\s*(?:,|$)/;
/** Commas but those inside a number, and the signs that people write instead of one. */
const BETWEEN_PARTS = /(?<!\d),|,(?!\d)|\s[/+&]\s|\.\s/;

function fromText(text: string): MaterialInput[] | null {
  const inputs: MaterialInput[] = [];
  for (const group of text.split(/[;\n]/)) {
    const { component, rest } = splitComponent(group);
    for (const part of rest.split(BETWEEN_PARTS)) {
      if (part.trim() === "") continue;
      const input = fromPart(part, component);
      if (!input) return null;
      inputs.push(input);
    }
  }
  return inputs.length > 0 ? inputs : null;
}

/** "Lining: 100% Viscose" has a component; "Cotton: 80%" has none. */
function splitComponent(group: string): { component: string; rest: string } {
  const match = /^\s*([^:%\d,]+):(.*)$/s.exec(group);
  const rest = match?.[2] ?? "";
  if (!match || SHARE_ALONE.test(rest)) return { component: "main", rest: group };
  return { component: (match[1] ?? "main").trim().toLowerCase(), rest };
}

/** "80% Cotton", "Cotton 80 %", "80.5 % Cotton" or "Cotton" alone. */
function fromPart(part: string, component: string): MaterialInput | null {
  const leading = /^\s*(\d+(?:[.,]\d+)?)\s*%\s*([^%]*[^%\s])\s*$/.exec(part);
  if (leading) return { name: leading[2], percentage: leading[1]?.replace(",", "."), component };
  const trailing = /^\s*([^%]*?[^%\s])[\s:(]+(\d+(?:[.,]\d+)?)\s*%\)?\s*$/.exec(part);
  if (trailing) return { name: trailing[1], percentage: trailing[2]?.replace(",", "."), component };
  return /[%\d:]/.test(part) ? null : { name: part, component };
}

function unreadable(text: string): InvalidValue {
  return new InvalidValue(
    `${quoted(text)} is not understood as a composition.`,
    "Write it as “80% Cotton, 20% Polyester”, or as a JSON list of material and percentage.",
  );
}
