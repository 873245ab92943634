import { type FieldDefinition, type FieldKey, fieldDefinition, type ReferenceKind, toGtin14 } from "@v1/core";

/** Names to ids, made beforehand. */
export type Resolve = (kind: ReferenceKind, name: string) => string;

/** New values by column, for a field with columns of its own; null for a collection. */
export function columnValues(
  key: FieldKey,
  value: unknown,
  resolve: Resolve,
): Record<string, string | null> | null {
  const { type, columns }: FieldDefinition = fieldDefinition(key);
  const [first = "", second = ""] = columns;
  switch (type.kind) {
    case "money":
      return pair([first, second], value, ["amount", "currency"]);
    case "quantity":
      return pair([first, second], value, ["value", "unit"]);
    case "pair":
      return pair([first, second], value, ["name", "value"]);
    case "gtin":
    case "barcode":
      return { [first]: text(value), [second]: typeof value === "string" ? toGtin14(value) : null };
    case "reference":
      return { [first]: typeof value === "string" ? resolve(type.to, value) : null };
    case "set":
    case "materials":
    case "journey":
      return null;
    default:
      return { [first]: text(value) };
  }
}

function pair(
  [first, second]: [string, string],
  value: unknown,
  [one, two]: [string, string],
): Record<string, string | null> {
  const parts = (value ?? {}) as Record<string, unknown>;
  return { [first]: text(parts[one]), [second]: text(parts[two]) };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** What the columns of a field hold, in the shape in which it is asserted; a reference by its id. */
export function assertedValue(key: FieldKey, row: Readonly<Record<string, string | null>>): unknown {
  const { type, columns }: FieldDefinition = fieldDefinition(key);
  const [first = null, second = null] = columns.map((column) => row[column] ?? null);
  if (first === null) return null;
  if (type.kind === "money") return { amount: first, currency: second };
  if (type.kind === "quantity") return { value: first, unit: second };
  return type.kind === "pair" ? { name: first, value: second } : first;
}

/** Names that an edit mentions, by kind. */
export function namesIn(
  changes: Partial<Record<FieldKey, unknown>>,
): { kind: ReferenceKind; name: string }[] {
  return (Object.keys(changes) as FieldKey[]).flatMap((key) => namesOf(key, changes[key]));
}

function namesOf(key: FieldKey, value: unknown): { kind: ReferenceKind; name: string }[] {
  const { type }: FieldDefinition = fieldDefinition(key);
  if (type.kind === "reference" && typeof value === "string") return [{ kind: type.to, name: value }];
  if (!Array.isArray(value)) return [];
  if (type.kind === "set") return value.map((name: string) => ({ kind: type.of, name }));
  if (type.kind === "materials") return value.map(({ name }) => ({ kind: "material", name }));
  if (type.kind === "journey")
    return value.map(({ facility }) => ({ kind: "facility", name: facility.name }));
  return [];
}
