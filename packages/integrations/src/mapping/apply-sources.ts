import { type FieldKey, InvalidValue, type MappedProduct } from "@v1/core";
import { Issues } from "../kit/issues.ts";
import { observeByPath } from "../kit/observe-by-path.ts";
import { valueAt } from "../kit/value-at.ts";
import type { CompiledSource } from "./compile-sources.ts";
import { applySteps } from "./steps/apply-steps.ts";
import { variantParts } from "./variant-parts.ts";

type Observed = { [key: string]: unknown };

interface Target {
  observed: Observed;
  /** The record, or the variant's part of it. */
  part: unknown;
  record: unknown;
  issues: Issues;
  variant?: string;
}

/**
 * What a record asserts with the sources that the brand chose, in place of the connector's own. Pure:
 * only the mapped product that is given is changed. A place that leads nowhere asserts nothing.
 */
export async function applySources(
  mapped: MappedProduct,
  record: unknown,
  sources: readonly CompiledSource[],
): Promise<MappedProduct> {
  if (sources.length === 0) return mapped;
  const issues = new Issues();
  const replaced = new Set<string | null>();
  const ofVariants = sources.filter(({ on }) => on === "variant");
  for (const source of sources) {
    replaced.add(source.key);
    if (source.on === "variant") continue;
    await observe(source, { observed: mapped.observed as Observed, part: record, record, issues });
  }
  if (ofVariants.length > 0) await observeVariants(mapped, { record, issues }, ofVariants);
  const kept = mapped.issues.filter((issue) => !replaced.has(issue.field));
  return { ...mapped, issues: [...kept, ...issues.list] };
}

async function observeVariants(
  mapped: MappedProduct,
  { record, issues }: { record: unknown; issues: Issues },
  sources: readonly CompiledSource[],
): Promise<void> {
  const parts = variantParts(
    record,
    mapped.variants.map(({ externalId }) => externalId),
  );
  for (const { externalId, observed } of mapped.variants) {
    const part = parts.get(externalId);
    for (const source of sources) {
      await observe(source, { observed: observed as Observed, part, record, issues, variant: externalId });
    }
  }
}

async function observe(source: CompiledSource, target: Target): Promise<void> {
  const { key } = source;
  const { observed } = target;
  forget(observed, key);
  if (!source.enabled) return;
  const raw = await readSource(source, target);
  const value = raw instanceof InvalidValue ? raw : applySteps(raw, source.steps);
  if (value === undefined) return;
  const at = { source: raw, ...(target.variant === undefined ? {} : { variant: target.variant }) };
  if (value instanceof InvalidValue) return target.issues.note(key, value, at);
  // The last part of the path names what a third option is called.
  const name = source.path.split(".").at(-1)?.replace("^", "") || "value";
  const { currency, weightUnit } = source;
  const options = { paths: { [key]: name }, currency, weightUnit, issues: target.issues };
  const normalised = observeByPath(
    { [name]: value },
    { ...options, ...(target.variant === undefined ? {} : { variant: target.variant }) },
  );
  if (normalised[key] !== undefined) observed[key] = normalised[key];
}

/** Also what the connector put beside the value, and that it inherits. */
function forget(observed: Observed, key: FieldKey): void {
  for (const name of [key, `${key}#html`, `${key}#gtin`]) delete observed[name];
  if (Array.isArray(observed.$inherit)) observed.$inherit = observed.$inherit.filter((name) => name !== key);
}

/** What the source says before any step; an expression that fails is a value that cannot be taken. */
export async function readSource(
  { evaluate, path }: CompiledSource,
  { part, record }: Pick<Target, "part" | "record">,
): Promise<unknown> {
  if (!evaluate) return path.startsWith("^.") ? valueAt(record, path.slice(2)) : valueAt(part, path);
  try {
    return await evaluate(part, { product: record });
  } catch (error) {
    const message = (error as { message?: unknown })?.message;
    return new InvalidValue(
      `The expression failed: ${String(message ?? error).slice(0, 200)}`,
      "Correct the expression in the connection's mapping, or the record at the source.",
    );
  }
}
