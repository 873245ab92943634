import type { Inputs } from "../../api/types.ts";

type Sources = Inputs["integrations"]["mapping"]["save"]["sources"];
export type Source = NonNullable<NonNullable<Sources[keyof Sources]>>;
export type Step = NonNullable<NonNullable<Source["transform"]>["steps"]>[number];
export type StepName = Step["do"];

interface Param {
  name: string;
  label: string;
  kind: "text" | "number" | "list" | "map" | "choice";
  options?: readonly { value: string; label: string }[];
}

interface StepKind {
  label: string;
  /** What it does to a value, by an example. */
  example: string;
  params: readonly Param[];
  /** As it is when it is added. */
  fresh: Step;
}

const text = (name: string, label: string): Param => ({ name, label, kind: "text" });
const choice = (name: string, label: string, values: Record<string, string>): Param => ({
  name,
  label,
  kind: "choice",
  options: Object.entries(values).map(([value, words]) => ({ value, label: words })),
});

/** The named changes of a value on its way in, with what each wants to know. */
export const STEPS: { [name in StepName]: StepKind } = {
  trim: { label: "Trim", example: "Takes spaces away at both ends", params: [], fresh: { do: "trim" } },
  case: {
    label: "Case",
    example: "“MERINO COAT” to “Merino coat”",
    params: [
      choice("to", "To", {
        lower: "lower case",
        upper: "UPPER CASE",
        title: "Title Case",
        sentence: "Sentence case",
      }),
    ],
    fresh: { do: "case", to: "sentence" },
  },
  number: {
    label: "Number with unit",
    example: "“1,2 kg” to 1200 g",
    params: [
      choice("decimal", "Decimals follow", { ".": "a point: 1,234.5", ",": "a comma: 1.234,5" }),
      text("from", "Unit, where it names none"),
      text("to", "Unit to convert to"),
    ],
    fresh: { do: "number", decimal: "." },
  },
  html: { label: "HTML to text", example: "As a reader sees it", params: [], fresh: { do: "html" } },
  split: {
    label: "Split",
    example: "“wool; winter” to two values",
    params: [text("by", "At"), { name: "take", label: "Keep only number", kind: "number" }],
    fresh: { do: "split", by: ";" },
  },
  join: {
    label: "Join",
    example: "Several values to one",
    params: [text("with", "With")],
    fresh: { do: "join", with: ", " },
  },
  replace: {
    label: "Replace",
    example: "A text by another",
    params: [text("find", "Find"), text("with", "Replace by")],
    fresh: { do: "replace", find: " ", with: " " },
  },
  prefix: {
    label: "Put in front",
    example: "https:// before an address",
    params: [text("with", "Text")],
    fresh: { do: "prefix", with: "" },
  },
  values: {
    label: "Map of values",
    example: "“f” to “women”",
    params: [
      { name: "map", label: "One per line: theirs = ours", kind: "map" },
      choice("otherwise", "Other values", { keep: "are kept", drop: "are left out", reject: "are refused" }),
    ],
    fresh: { do: "values", map: {}, otherwise: "keep" },
  },
  composition: {
    label: "Composition",
    example: "“80 % Cotton, 20 % Polyester” to materials",
    params: [],
    fresh: { do: "composition" },
  },
  objects: {
    label: "List of objects",
    example: "Materials or steps from a list",
    params: [
      text("name", "Name lies at"),
      text("percentage", "Share lies at"),
      text("component", "Component lies at"),
      text("country", "Country lies at"),
      text("facility", "Facility lies at"),
      text("step", "Step lies at"),
      text("city", "City lies at"),
    ],
    fresh: { do: "objects", name: "name" },
  },
  language: {
    label: "Language",
    example: "Of several the first that there is",
    params: [{ name: "prefer", label: "In this order", kind: "list" }],
    fresh: { do: "language", prefer: ["en"] },
  },
  default: {
    label: "Default",
    example: "Where there is no value",
    params: [text("value", "Value")],
    fresh: { do: "default", value: "-" },
  },
};

/** A parameter as one edits it. */
export function paramText(step: Step, { name, kind }: Param): string {
  const value: unknown = Object(step)[name];
  if (value === undefined || value === null) return "";
  if (kind === "list") return (value as string[]).join(", ");
  if (kind === "map") {
    return Object.entries(value as Record<string, string | null>)
      .map(([from, to]) => `${from} = ${to ?? ""}`)
      .join("\n");
  }
  return String(value);
}

/** The step with a parameter as it was typed; an empty one is left out where it may be. */
export function withParam(step: Step, { name, kind }: Param, typed: string): Step {
  const value = READ[kind](typed);
  const { [name]: _, ...rest } = Object(step) as Record<string, unknown>;
  return { ...rest, ...(value === undefined ? {} : { [name]: value }) } as Step;
}

const READ: Record<Param["kind"], (typed: string) => unknown> = {
  text: (typed) => (typed === "" ? undefined : typed),
  choice: (typed) => typed,
  number: (typed) => (/^-?\d+$/.test(typed) ? Number(typed) : undefined),
  list: (typed) =>
    typed
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean),
  map: (typed) =>
    Object.fromEntries(
      typed
        .split("\n")
        .map((line) => line.split("="))
        .filter(([from]) => from?.trim())
        .map(([from = "", ...to]) => [from.trim(), to.join("=").trim() || null]),
    ),
};
