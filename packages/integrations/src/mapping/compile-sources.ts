import { type FieldKey, fieldDefinition } from "@v1/core";
import { compileExpression, type Evaluate } from "./expression.ts";
import type { Step } from "./source-spec.ts";
import { type FieldSourceInput, fieldSource } from "./source-spec.ts";

/** One field's source, ready to be read from record after record. */
export interface CompiledSource {
  key: FieldKey;
  on: "product" | "variant";
  path: string;
  enabled: boolean;
  steps: readonly Step[];
  evaluate: Evaluate | null;
  currency: string | null;
  weightUnit: string;
}

export type FieldSources = Partial<Record<FieldKey, FieldSourceInput>>;

/** @throws ZodError, AppError `bad_request` for what cannot be read */
export function compileSources(sources: FieldSources): CompiledSource[] {
  return (Object.entries(sources) as [FieldKey, FieldSourceInput][]).map(([key, input]) => {
    const { path, enabled, transform } = fieldSource.parse(input);
    const { steps = [], expression, currency, weightUnit, on } = transform ?? {};
    return {
      key,
      on: levelOf(key, on),
      path,
      enabled,
      steps,
      evaluate: expression ? compileExpression(expression) : null,
      currency: currency ?? null,
      weightUnit: weightUnit ?? convertedTo(steps) ?? "g",
    };
  });
}

function levelOf(key: FieldKey, on: "product" | "variant" | undefined): "product" | "variant" {
  const { level } = fieldDefinition(key);
  if (level === "P") return "product";
  return level === "V" ? "variant" : (on ?? "product");
}

/** The unit that the steps end with is the unit of the number. */
function convertedTo(steps: readonly Step[]): string | undefined {
  return steps.findLast((step) => step.do === "number")?.to;
}
