import { InvalidValue, type JourneyStep, type Normalised, normaliseText, quoted } from "@v1/core";
import { firstOf, isRecord, jsonIn } from "./structured.ts";

const STEP_KEYS = ["step", "steptype", "stepType", "stage", "type", "process"];
const FACILITY_KEYS = ["facility", "facilityname", "factory", "supplier", "name"];

/**
 * A supply chain in its order: a JSON list of step, facility, city and country, or text such as
 * "Spinning: Filatura Serra, Biella, IT; Sewing: Atelier Levante, Porto, PT".
 */
export function parseJourney(value: string | null): Normalised<JourneyStep[]> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  const json = jsonIn(text);
  const entries = json === undefined ? entriesOfText(text) : json;
  if (!Array.isArray(entries)) return unreadable(text);
  const steps: JourneyStep[] = [];
  for (const entry of entries) {
    const step = isRecord(entry) ? stepOf(entry) : null;
    if (step === null) return unreadable(text);
    if (step instanceof InvalidValue) return step;
    steps.push(step);
  }
  return steps;
}

function stepOf(entry: { readonly [key: string]: unknown }): Normalised<JourneyStep> {
  const facility = firstOf(entry, FACILITY_KEYS);
  const place = isRecord(facility) ? facility : entry;
  const stepType = normaliseText(firstOf(entry, STEP_KEYS));
  const name = normaliseText(isRecord(facility) ? firstOf(facility, FACILITY_KEYS) : facility);
  const city = normaliseText(firstOf(place, ["city", "town"]));
  const country = normaliseText(firstOf(place, ["country", "countrycode"]));
  for (const part of [stepType, name, city, country]) if (part instanceof InvalidValue) return part;
  if (typeof stepType !== "string" || typeof name !== "string") return null;
  const step: JourneyStep = { stepType, facility: { name } };
  if (typeof country === "string") step.facility.country = country;
  if (typeof city === "string") step.facility.city = city;
  return step;
}

function entriesOfText(text: string): unknown[] {
  return text
    .split(/[;\n]/)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [step, ...rest] = part.split(":");
      const [facility, city, country] = rest.join(":").split(",");
      return rest.length > 0 ? { step, facility, city, country } : null;
    });
}

function unreadable(text: string): InvalidValue {
  return new InvalidValue(
    `${quoted(text)} is not understood as a supply chain.`,
    "Write it as a JSON list, each entry with step, facility, city and country.",
  );
}
