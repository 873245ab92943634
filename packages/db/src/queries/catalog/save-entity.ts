import { AppError, notFound } from "@v1/core";
import { and, eq } from "drizzle-orm";
import { markReferring } from "../../passports/mark-referring.ts";
import { sqlState } from "../../retry.ts";
import type { BrandScope } from "../../scope.ts";
import { recordAudit } from "../core/record-audit.ts";
import { ENTITY_TABLES, type EntityKind, nameProperty } from "./entities.ts";
import { type Entity, entityColumns } from "./list-entities.ts";

export interface EntityValues {
  name?: string;
  details?: Record<string, string | boolean | null>;
}

/** @throws AppError `conflict` where the name is taken, in whatever case and spacing */
export async function createEntity(
  scope: BrandScope,
  kind: EntityKind,
  values: EntityValues & { name: string },
): Promise<Entity> {
  const { table } = ENTITY_TABLES[kind];
  const [entity] = await scope.tx
    .insert(table)
    .values({ ...columnsOf(kind, values), brandId: scope.brandId } as never)
    .returning(entityColumns(kind))
    .catch(translate);
  if (!entity) throw notFound("brand", scope.brandId);
  await recordAudit(scope, { action: "catalog.create", target: { kind, id: entity.id, name: values.name } });
  return entity;
}

/** Renames it or changes its details; later syncs still find it. */
export async function updateEntity(
  scope: BrandScope,
  { kind, id }: { kind: EntityKind; id: string },
  values: EntityValues,
): Promise<Entity> {
  const { table } = ENTITY_TABLES[kind];
  const [entity] = await scope.tx
    .update(table)
    .set({ ...columnsOf(kind, values), updatedAt: new Date() } as never)
    .where(and(eq(table.brandId, scope.brandId), eq(table.id, id)))
    .returning(entityColumns(kind))
    .catch(translate);
  if (!entity) throw notFound(kind.replace("_", " "), id);
  await markReferring(scope, { kind, id });
  await recordAudit(scope, { action: "catalog.update", target: { kind, id, ...values } });
  return entity;
}

/** @throws AppError `conflict` where products still use it */
export async function deleteEntity(
  scope: BrandScope,
  { kind, id }: { kind: EntityKind; id: string },
): Promise<void> {
  const { table } = ENTITY_TABLES[kind];
  const [gone] = await scope.tx
    .delete(table)
    .where(and(eq(table.brandId, scope.brandId), eq(table.id, id)))
    .returning({ id: table.id })
    .catch(translate);
  if (!gone) throw notFound(kind.replace("_", " "), id);
  await recordAudit(scope, { action: "catalog.delete", target: { kind, id } });
}

/** @throws AppError `bad_request` for a detail that this kind does not have */
function columnsOf(kind: EntityKind, { name, details = {} }: EntityValues): Record<string, unknown> {
  const known: readonly string[] = ENTITY_TABLES[kind].details;
  const strange = Object.keys(details).filter((key) => !known.includes(key));
  if (strange.length > 0) {
    throw new AppError({
      code: "bad_request",
      message: `A ${kind.replace("_", " ")} has no ${strange.join(", ")}.`,
      hint: known.length > 0 ? `It has ${known.join(", ")}.` : "It has nothing but a name.",
      fields: Object.fromEntries(strange.map((key) => [`details.${key}`, "There is no such detail."])),
    });
  }
  const dated = Object.entries(details).map(([key, value]) => [key, asDate(key, value)]);
  return { ...Object.fromEntries(dated), ...(name === undefined ? {} : { [nameProperty(kind)]: name }) };
}

/** A certification's dates are moments, and drizzle takes these as such. */
function asDate(key: string, value: unknown): unknown {
  return typeof value === "string" && ["issueDate", "expiryDate"].includes(key) ? new Date(value) : value;
}

const REFUSALS: Record<string, { message: string; hint: string; fields?: Record<string, string> }> = {
  "23505": {
    message: "This name is taken.",
    hint: "Use the entry that is there, or another name. Case and spacing do not count.",
    fields: { name: "It is taken." },
  },
  "23503": {
    message: "Products still use this entry.",
    hint: "Take it from these products first, or rename it.",
  },
};

function translate(error: unknown): never {
  const refusal = REFUSALS[sqlState(error) ?? ""];
  if (refusal) throw new AppError({ code: "conflict", ...refusal, cause: error });
  throw error;
}
