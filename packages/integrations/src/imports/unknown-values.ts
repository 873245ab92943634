import { AppError, InvalidValue, normaliseText } from "@v1/core";
import { type Entity, findImport, listEntities, listUnknownNames, storeMeaning } from "@v1/db/imports";
import type { MappableField } from "../connectors/spreadsheet/targets.ts";
import { similarNames } from "./similar-names.ts";
import type { ImportDeps, ImportScope, UnknownValue } from "./types.ts";

type Deps = Pick<ImportDeps, "db">;

/**
 * Names in an import that the brand does not know yet, each with the most similar ones it has. Colours,
 * sizes and materials would be created; categories are left out until somebody maps them.
 */
export async function listUnknownValues(
  { db }: Deps,
  { brandId }: ImportScope,
  { importId }: { importId: string },
): Promise<UnknownValue[]> {
  await findImport(db, { brandId, importId });
  const unknown = await listUnknownNames(db, { brandId, importId });
  const entities = new Map<MappableField, Entity[]>();
  for (const { field } of unknown) {
    if (!entities.has(field)) entities.set(field, await listEntities(db, brandId, field));
  }
  return unknown.map(({ field, name, products }) => ({
    field,
    value: name,
    products,
    willBe: field === "product.category" ? "left out" : "created",
    suggestions: similarNames(name, entities.get(field) ?? []),
  }));
}

/**
 * Remembers what a name means for the brand, in this import and in all that follow; null forgets it.
 * @throws AppError `not_found` for an entity that is not the brand's
 */
export async function mapValue(
  { db }: Deps,
  { brandId, userId }: ImportScope,
  input: { field: MappableField; value: string; to: { id: string } | { create: string } | null },
): Promise<void> {
  const { field, to } = input;
  const name = nameOf(input.value);
  const meant = to !== null && "create" in to ? { create: nameOf(to.create) } : to;
  await storeMeaning(db, { brandId, userId, field, name, to: meant });
}

function nameOf(value: string): string {
  const name = normaliseText(value);
  if (typeof name === "string" && Buffer.byteLength(name) <= 1_000) return name;
  throw new AppError({
    code: "bad_request",
    message: name instanceof InvalidValue ? name.message : "A name has 1 to 1,000 bytes.",
    hint: "Write the name as it stands in the file.",
  });
}
