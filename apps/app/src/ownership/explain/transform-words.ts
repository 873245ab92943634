const STEPS: Record<string, string> = {
  trim: "trimmed",
  case: "in another case",
  number: "read as a number",
  html: "HTML to text",
  split: "split",
  join: "joined",
  values: "mapped by a list of values",
  composition: "read as a composition",
  objects: "read from a list",
  language: "in one language",
  replace: "with a text replaced",
  prefix: "with a text in front",
  default: "with a default",
};

/** How a value is changed on its way in, in a line; null where it is not. */
export function transformWords(transform: unknown): string | null {
  if (typeof transform !== "object" || transform === null) return null;
  const { steps, expression } = transform as { steps?: unknown; expression?: unknown };
  const words = Array.isArray(steps) ? steps.map(wordOf).filter((word) => word !== null) : [];
  if (typeof expression === "string" && expression) words.unshift("by an expression");
  return words.length > 0 ? words.join(", ") : null;
}

function wordOf(step: unknown): string | null {
  const name = typeof step === "object" && step !== null && "do" in step ? String(step.do) : null;
  return name === null ? null : (STEPS[name] ?? name);
}
