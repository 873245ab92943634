import {
  InvalidValue,
  type Material,
  type MaterialInput,
  type Normalised,
  normaliseMaterials,
  normaliseText,
  quoted,
} from "@v1/core";
import { compositionText } from "./composition-text.ts";
import { firstOf, isRecord, jsonIn } from "./structured.ts";

/** Keys as people name them, without case, spaces and signs. */
const words = (text: string): readonly string[] => text.split(" ");
const NAME_KEYS = words(
  "material name fibre fiber title label displayname faser stoff materialname matière matiere fibra fibre materiale tessuto materiaal vezel tejido",
);
const SHARE_KEYS = words(
  "percentage percent share pct value ratio anteil prozent pourcentage porcentaje percentuale percentual quota aandeel andel procent",
);
const COMPONENT_KEYS = words("component part section teil komponente bereich partie parte onderdeel del");
const COUNTRY_KEYS = words(
  "country origin countryoforigin countryOfOrigin herkunft herkunftsland ursprungsland pays paysdorigine origine paísdeorigen país paese land",
);
const LIST_KEYS = words(
  "materials composition materialien zusammensetzung matières composición composizione",
);

/**
 * A composition as sources write it: a JSON list of objects, a JSON object of name and percentage
 * (or of parts), or text such as "Shell: 80% Cotton, 20% Polyester; Lining: 100% Viscose".
 */
export function parseComposition(value: string | null): Normalised<Material[]> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  const json = jsonIn(text);
  const inputs = json === undefined ? compositionText(text) : fromJson(json);
  return inputs ? normaliseMaterials(inputs) : unreadable(text);
}

function fromJson(json: unknown, component?: string): MaterialInput[] | null {
  if (Array.isArray(json)) return fromList(json, component);
  if (!isRecord(json)) return null;
  const list = firstOf(json, LIST_KEYS);
  if (Array.isArray(list)) return fromJson(list, component);
  const isEntry = firstOf(json, NAME_KEYS) !== undefined;
  return isEntry ? fromList([json], component) : fromPairs(json, component);
}

function fromList(list: readonly unknown[], component: string | undefined): MaterialInput[] | null {
  const inputs: MaterialInput[] = [];
  for (const entry of list) {
    const found = fromEntry(entry, component);
    if (found === null) return null;
    inputs.push(...found);
  }
  return inputs;
}

/** A text in a list may hold a whole part: "Lining: 60% Viscose, 40% Cupro". */
function fromEntry(entry: unknown, component: string | undefined): MaterialInput[] | null {
  if (typeof entry === "string") return compositionText(entry, component);
  if (!isRecord(entry)) return null;
  const nested = firstOf(entry, LIST_KEYS);
  const part = firstOf(entry, COMPONENT_KEYS) ?? component;
  if (Array.isArray(nested)) return fromList(nested, typeof part === "string" ? part : undefined);
  return [
    {
      name: firstOf(entry, NAME_KEYS),
      percentage: firstOf(entry, SHARE_KEYS),
      component: part,
      country: firstOf(entry, COUNTRY_KEYS),
      recyclable: entry.recyclable,
    },
  ];
}

/** {"Cotton": 80, "Elastane": 20}, or a part for each key: {"Shell": {"Cotton": 100}, "Lining": […]}. */
function fromPairs(
  json: { readonly [key: string]: unknown },
  component: string | undefined,
): MaterialInput[] | null {
  const inputs: MaterialInput[] = [];
  for (const [key, value] of Object.entries(json)) {
    const isPart = typeof value === "object" && value !== null;
    const found = isPart ? fromJson(value, key) : [{ name: key, percentage: value, component }];
    if (found === null) return null;
    inputs.push(...found);
  }
  return inputs;
}

function unreadable(text: string): InvalidValue {
  return new InvalidValue(
    `${quoted(text)} is not understood as a composition.`,
    "Write it as “80% Cotton, 20% Polyester”, or as a JSON list of material and percentage.",
  );
}
