import { InvalidValue, normaliseName, quoted } from "@v1/core";
import { parseComposition } from "../../kit/composition.ts";
import { htmlToText } from "../../kit/html.ts";
import type { Step } from "../source-spec.ts";
import { inLanguage } from "./language.ts";
import { toNumber } from "./number.ts";
import { pickObjects } from "./objects.ts";
import { withCase } from "./text.ts";

/** Applies named steps in their order. `undefined` says nothing, from wherever it comes. */
export function applySteps(value: unknown, steps: readonly Step[]): unknown {
  let current = value;
  for (const step of steps) {
    current = applyStep(current, step);
    if (current instanceof InvalidValue) return current;
  }
  return current;
}

type Appliers = { [name in Step["do"]]: (value: unknown, step: Extract<Step, { do: name }>) => unknown };

const APPLY: Appliers = {
  trim: (value) => eachText(value, (text) => text.trim()),
  case: (value, { to }) => eachText(value, (text) => withCase(text, to)),
  html: (value) => eachText(value, htmlToText),
  number: (value, step) => eachText(value, (text) => toNumber(text, step)),
  split: (value, { by, take }) => split(value, by, take),
  join: (value, step) => (Array.isArray(value) ? value.map(plain).filter(Boolean).join(step.with) : value),
  replace: (value, step) => eachText(value, (text) => text.replaceAll(step.find, step.with)),
  prefix: (value, step) => eachText(value, (text) => (text === "" ? text : step.with + text)),
  values: (value, step) => mapValues(value, step),
  composition: (value) => composition(value),
  objects: pickObjects,
  language: (value, { prefer }) => inLanguage(value, prefer),
  default: (value, step) => (isNothing(value) ? step.value : value),
};

function applyStep(value: unknown, step: Step): unknown {
  // Absent stays absent, unless a default is given; null is an answer that the steps leave alone.
  if ((value === undefined || value === null) && step.do !== "default") return value;
  return (APPLY[step.do] as (value: unknown, step: Step) => unknown)(value, step);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Texts and numbers, alone or in a list; objects are left as they are. */
function eachText(value: unknown, change: (text: string) => unknown): unknown {
  if (Array.isArray(value)) return firstInvalid(value.map((entry) => eachText(entry, change)));
  if (typeof value === "string") return change(value);
  return typeof value === "number" ? change(String(value)) : value;
}

function firstInvalid(values: unknown[]): unknown {
  return (
    values.find((value) => value instanceof InvalidValue) ?? values.filter((value) => value !== undefined)
  );
}

function split(value: unknown, by: string, take: number | undefined): unknown {
  const texts = Array.isArray(value) ? value.map(plain) : [plain(value)];
  const parts = texts.flatMap((text) => text.split(by)).map((part) => part.trim());
  return take === undefined ? parts.filter((part) => part !== "") : (parts.at(take) ?? null);
}

function mapValues(value: unknown, { map, otherwise }: Extract<Step, { do: "values" }>): unknown {
  const known = new Map(Object.entries(map).map(([from, to]) => [normaliseName(from), to]));
  return eachText(value, (text) => {
    const found = known.get(normaliseName(text));
    if (found !== undefined) return found;
    if (otherwise === "keep") return text;
    if (otherwise === "drop") return undefined;
    return new InvalidValue(
      `${quoted(text)} is not in the mapping's list of values.`,
      "Add it to the list, or correct it at the source.",
    );
  });
}

function composition(value: unknown): unknown {
  return parseComposition(typeof value === "string" ? value : JSON.stringify(value));
}
