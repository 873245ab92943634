import { isDeepStrictEqual } from "node:util";
import { FIELD_KEYS, type FieldKey, fieldDefinition } from "@v1/core";
import type {
  PassportContent,
  PassportFields,
  PassportOrigin,
  PassportSources,
  PassportVariant,
} from "@v1/db/passports";
import type { PassportChange } from "./types.ts";

interface Sides {
  published: PassportContent | null;
  current: PassportContent;
  /** Who stands behind the values of now. */
  sources: PassportSources;
}

/**
 * What a new version would tell otherwise than the published one, in the order of the registry, the
 * product's own fields first. Everything is new where nothing was published.
 */
export function comparePassports({ published, current, sources }: Sides): PassportChange[] {
  const own = compareFields(
    { published: published?.product ?? {}, current: current.product },
    { variant: null, originOf: (key) => originOf(sources, sources.product[key]) },
  );
  const before = byUpid(published);
  const after = byUpid(current);
  const upids = new Set([...after.keys(), ...before.keys()]);
  const ofVariants = [...upids].flatMap((upid) => compareVariant(before.get(upid), after.get(upid), sources));
  return [...own, ...ofVariants];
}

function byUpid(content: PassportContent | null): Map<string, PassportVariant> {
  return new Map((content?.variants ?? []).map((variant) => [variant.upid, variant]));
}

function compareVariant(
  before: PassportVariant | undefined,
  after: PassportVariant | undefined,
  sources: PassportSources,
): PassportChange[] {
  const variant = after ?? before;
  if (!variant) return [];
  const marks = sources.variants[variant.upid] ?? {};
  const fields = compareFields(
    { published: before?.fields ?? {}, current: after?.fields ?? {} },
    { variant, originOf: (key) => originOf(sources, marks[key]) },
  );
  const [was, is] = [stateOf(before), stateOf(after)];
  if (was === is) return fields;
  const kind = was === null ? "added" : is === null ? "removed" : "changed";
  const itself = { ...placeOf(variant), fieldKey: "$variant", label: "Variant", kind, source: null } as const;
  return [{ ...itself, published: was, current: is }, ...fields];
}

function stateOf(variant: PassportVariant | undefined): "live" | "gone" | null {
  if (!variant) return null;
  return variant.gone ? "gone" : "live";
}

function compareFields(
  { published, current }: { published: PassportFields; current: PassportFields },
  {
    variant,
    originOf,
  }: { variant: PassportVariant | null; originOf: (key: FieldKey) => PassportOrigin | null },
): PassportChange[] {
  return FIELD_KEYS.filter((key) => !isDeepStrictEqual(published[key], current[key])).map((key) => ({
    ...placeOf(variant),
    fieldKey: key,
    label: fieldDefinition(key).label,
    kind: kindOf(published[key], current[key]),
    published: published[key] ?? null,
    current: current[key] ?? null,
    source: originOf(key),
  }));
}

function kindOf(published: unknown, current: unknown): PassportChange["kind"] {
  if (published === undefined) return "added";
  return current === undefined ? "removed" : "changed";
}

function originOf({ origins }: PassportSources, mark: string | undefined): PassportOrigin | null {
  return (mark === undefined ? undefined : origins[mark]) ?? null;
}

function placeOf(variant: PassportVariant | null): Pick<PassportChange, "variantUpid" | "variant"> {
  if (!variant) return { variantUpid: null, variant: null };
  const { "variant.sku": sku, "variant.barcode": barcode } = variant.fields;
  return { variantUpid: variant.upid, variant: String(sku ?? barcode ?? variant.upid) };
}
