import type { Outputs } from "../../api/types.ts";
import type { Source, Step } from "./steps.ts";

type Mapping = Outputs["integrations"]["mapping"]["get"];
export type MappedField = Mapping["fields"][number];

/** `own`: the connector's way; `path`: a place in the record; `expression`: JSONata; `off`: not read. */
type Way = "own" | "path" | "expression" | "off";

export interface Draft {
  way: Way;
  path: string;
  expression: string;
  steps: Step[];
}

interface Transform {
  steps?: Step[];
  expression?: string;
}

/** A field's source as it is edited. */
export function draftOf({ source }: Pick<MappedField, "source">): Draft {
  if (!source) return { way: "own", path: "", expression: "", steps: [] };
  const { steps = [], expression = "" } = (source.transform ?? {}) as Transform;
  const way = source.enabled ? (expression ? "expression" : "path") : "off";
  return { way, path: source.path, expression, steps };
}

/** What is saved; null for the connector's own way. What else the source says of itself is kept. */
export function sourceOf(
  { way, path, expression, steps }: Draft,
  before: MappedField["source"],
): Source | null {
  if (way === "own") return null;
  const known = (before?.transform ?? {}) as Transform;
  const { steps: _, expression: __, ...rest } = known;
  const said = {
    ...rest,
    ...(steps.length > 0 ? { steps } : {}),
    ...(way === "expression" ? { expression: expression.trim() } : {}),
  };
  const transform = Object.keys(said).length > 0 ? { transform: said } : {};
  return { path: way === "expression" ? "" : path.trim(), enabled: way !== "off", ...transform };
}

/** Whether there is enough to ask for a preview. */
export function isWhole({ way, path, expression }: Draft): boolean {
  if (way === "path") return path.trim() !== "";
  return way !== "expression" || expression.trim() !== "";
}
