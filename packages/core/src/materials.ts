import { normaliseDecimal } from "./decimal.ts";
import { InvalidValue, type Normalised, quoted } from "./invalid-value.ts";
import { normaliseName } from "./names.ts";
import type { Material } from "./observed.ts";
import { normaliseText } from "./text.ts";

/** One entry of a composition as a source gives it. */
export interface MaterialInput {
  name: unknown;
  /** A number, or text with or without a percent sign; missing where the source does not state it. */
  percentage?: unknown;
  component?: unknown;
  country?: unknown;
  recyclable?: unknown;
}

const PERCENT_TYPE = { precision: 6, scale: 2 } as const;
/** Hundredths of a percent by which a component's sum may miss 100. */
const TOLERANCE = 50;

/**
 * A composition, taken whole or not at all. The stated percentages of each component must sum to
 * 100 within 0.5; where some are not stated, the others must leave room for them. Nothing is split
 * evenly and nothing rescaled. An empty list is an empty composition, not null.
 */
export function normaliseMaterials(inputs: readonly MaterialInput[]): Material[] | InvalidValue {
  const materials: Material[] = [];
  for (const input of inputs) {
    const material = normaliseMaterial(input);
    if (material instanceof InvalidValue) return material;
    if (material !== null) materials.push(material);
  }
  return repeated(materials) ?? wrongSum(materials) ?? materials;
}

function normaliseMaterial(input: MaterialInput): Normalised<Material> {
  const name = normaliseText(input.name);
  if (name === null || name instanceof InvalidValue) return name;
  const percentage = normalisePercentage(input.percentage);
  if (percentage instanceof InvalidValue) return percentage;
  const component = normaliseText(input.component);
  if (component instanceof InvalidValue) return component;
  const country = normaliseText(input.country);
  if (country instanceof InvalidValue) return country;
  const material: Material = { name, percentage, component: component ?? "main" };
  if (country !== null) material.country = country;
  if (typeof input.recyclable === "boolean") material.recyclable = input.recyclable;
  return material;
}

function normalisePercentage(value: unknown): Normalised<string> {
  const plain = typeof value === "string" ? value.replace(/\s*%\s*$/, "") : value;
  const percentage = normaliseDecimal(plain, PERCENT_TYPE);
  if (percentage === null || percentage instanceof InvalidValue) return percentage;
  if (percentage.startsWith("-") || hundredths(percentage) > 10_000) {
    return new InvalidValue(
      `${quoted(value)} is not a share of 100.`,
      "Give each material 0 to 100 percent.",
    );
  }
  return percentage;
}

function repeated(materials: readonly Material[]): InvalidValue | null {
  const seen = new Set<string>();
  for (const { component, name } of materials) {
    const key = `${normaliseName(component)}\n${normaliseName(name)}`;
    if (seen.has(key)) {
      return new InvalidValue(
        `The composition names ${quoted(name)} twice in its ${component} part.`,
        "Name each material once in each part, with its whole share.",
      );
    }
    seen.add(key);
  }
  return null;
}

function wrongSum(materials: readonly Material[]): InvalidValue | null {
  for (const [component, { sum, allStated }] of sumsByComponent(materials)) {
    if (sum > 10_000 + TOLERANCE || (allStated && sum < 10_000 - TOLERANCE)) {
      return new InvalidValue(
        `The percentages of the ${component} part sum to ${(sum / 100).toFixed(2)}, not to 100.`,
        "Correct the composition at the source; it is taken whole or not at all.",
        "percentages_do_not_sum",
      );
    }
  }
  return null;
}

function sumsByComponent(materials: readonly Material[]): Map<string, { sum: number; allStated: boolean }> {
  const sums = new Map<string, { sum: number; allStated: boolean }>();
  for (const { component, percentage } of materials) {
    const entry = sums.get(component) ?? { sum: 0, allStated: true };
    if (percentage === null) entry.allStated = false;
    else entry.sum += hundredths(percentage);
    sums.set(component, entry);
  }
  return sums;
}

/** "33.33" → 3333, exactly. */
function hundredths(decimal: string): number {
  return Number(decimal.replace(".", ""));
}
