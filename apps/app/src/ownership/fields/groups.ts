import type { OwnedField } from "./use-fields.ts";

const TITLES: Record<string, string> = {
  basics: "Basics",
  commerce: "Commerce",
  composition: "Composition",
  origin: "Origin and journey",
  environment: "Environment",
  identity: "Identifiers",
  variant: "Variants",
};

const LEVELS: Record<OwnedField["level"], string> = {
  P: "Product",
  V: "Variant",
  PV: "Product, or its variants",
};

/** Where the field's values live. */
export function levelWords(level: OwnedField["level"]): string {
  return LEVELS[level];
}

/** By category, in the order of a product's page. */
export function grouped(fields: OwnedField[]): { id: string; title: string; fields: OwnedField[] }[] {
  return Object.entries(TITLES)
    .map(([id, title]) => ({ id, title, fields: fields.filter(({ group }) => group === id) }))
    .filter((group) => group.fields.length > 0);
}

/** "Demo store", "People", "Nobody". */
export function ownerName({ kind, connection }: { kind: string; connection: string | null }): string {
  if (kind === "connection") return connection ?? "A connection that is gone";
  return kind === "manual" ? "People" : "Nobody";
}
