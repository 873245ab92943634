import { AppError, type FieldKey, fieldDefinition, normaliseName, notFound } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import {
  findOwner,
  findPin,
  findRecord,
  type HistoryEntry,
  listHistory,
  listObservations,
  type Observation,
  type Place,
  valueFacts,
} from "@v1/db/ownership";
import type { Connector } from "../kit/connector.ts";
import { decidingRule } from "./explain-rule.ts";
import { knownConnector } from "./known-connector.ts";

interface Deps {
  db: WorkerDb;
  connector(slug: string): Pick<Connector, "fields">;
}

export interface Question {
  entity: "product" | "variant";
  id: string;
  field: FieldKey;
}

/**
 * Why a value is what it is (rule 15): the value, who stands behind it, the rule that decided, where it
 * comes from, its pin, what the others say, and its history. Old history may be gone; the answer is not.
 * @throws AppError `not_found`; `bad_request` for a field that a product does not have
 */
export async function explain(deps: Deps, { brandId }: { brandId: string }, question: Question) {
  const { db } = deps;
  const record = await findRecord(db, { brandId, ...question });
  if (!record) throw notFound(question.entity, question.id);
  const place = placeOf(brandId, record, question);
  const [facts, pin, owner, observations, history] = await Promise.all([
    readValue(db, place),
    findPin(db, place),
    findOwner(db, place),
    listObservations(db, place),
    listHistory(db, { ...place, limit: 50 }),
  ]);
  const { value, provenance, inherited } = facts;
  const live = observations.filter(({ state, isPrimary }) => state === "live" && isPrimary);
  const ownerSays = live.find(({ connectionId }) => connectionId === owner.connectionId) ?? null;
  const { key, label, level, group, type } = { key: question.field, ...fieldDefinition(question.field) };
  return {
    entity: question.entity,
    id: question.id,
    ...record,
    field: { key, label, level, group },
    value,
    valueFrom: valueFrom(place, facts),
    provenance: provenance && { ...provenance, at: provenance.at ?? writtenAt(history.items) },
    rule: decidingRule({
      label,
      isIdentity: type.kind === "identity",
      inherited,
      empty: value === null,
      provenance,
      pin,
      owner,
      ownerSays,
    }),
    owner: { ...owner, speaks: ownerSays?.present === "value" },
    source: sourceOf(deps, key, sourceRecord(observations, provenance?.connectionId ?? owner.connectionId)),
    pin,
    observations: observations.map((observation) => shown(observation, owner.connectionId, value)),
    history,
  };
}

export type Explanation = Awaited<ReturnType<typeof explain>>;

/** A field that only products have is explained on the product of the variant. */
function placeOf(
  brandId: string,
  { productId, variantId }: { productId: string; variantId: string | null },
  { entity, field }: Question,
): Place {
  const { level, label } = fieldDefinition(field);
  if (entity === "product" && level === "V") {
    throw new AppError({
      code: "bad_request",
      message: `${label} belongs to variants, not to products.`,
      hint: "Ask for it on one of the product's variants.",
    });
  }
  return { brandId, productId, variantId: level === "P" ? null : variantId, key: field };
}

/** The variant's own value, else the product's. */
async function readValue(db: WorkerDb, place: Place) {
  const own = await valueFacts(db, place);
  const mayInherit = place.variantId !== null && fieldDefinition(place.key).level === "PV";
  if (own.value !== null || !mayInherit) return { ...own, inherited: false };
  return { ...(await valueFacts(db, { ...place, variantId: null })), inherited: true };
}

function valueFrom(place: Place, { value, inherited }: { value: unknown; inherited: boolean }) {
  if (value === null) return "none" as const;
  if (inherited) return "inherited" as const;
  return place.variantId === null ? ("product" as const) : ("variant" as const);
}

/** What people write has no run to tell the time: the latest entry of a person does. */
function writtenAt(history: HistoryEntry[]): Date | null {
  return history.find(({ kind }) => kind === "person")?.at ?? null;
}

function sourceRecord(observations: Observation[], connectionId: string | null): Observation | undefined {
  return observations.find((observation) => observation.connectionId === connectionId);
}

/** Where in the source's record the value stands, and how it is changed on the way. */
function sourceOf(deps: Deps, key: FieldKey, observation: Observation | undefined) {
  if (!observation) return null;
  const { connectionId, connection, externalId, slug, chosen } = observation;
  const options = knownConnector(deps, slug)?.fields[key] ?? [];
  const path = chosen?.path ?? options[0]?.path ?? null;
  return {
    connectionId,
    connection,
    externalId,
    path,
    label: options.find((option) => option.path === path)?.label ?? null,
    transform: chosen?.transform ?? null,
    custom: chosen !== null,
  };
}

function shown(observation: Observation, ownerId: string | null, value: unknown) {
  const { connectionId, connection, externalId, state, isPrimary, present, at, conflictId } = observation;
  return {
    connectionId,
    connection,
    externalId,
    state,
    isPrimary,
    present,
    value: observation.value ?? null,
    at,
    owns: connectionId === ownerId,
    /** Null where it says nothing. */
    agrees: present === "value" ? conflictId === null && looksSame(observation.value, value) : null,
    conflictId,
  };
}

/** As people read it: names without case and spacing, numbers as numbers. The planner compares by itself. */
function looksSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(plain(left)) === JSON.stringify(plain(right));
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : normaliseName(value);
  if (Array.isArray(value))
    return value
      .map(plain)
      .map((item) => JSON.stringify(item))
      .sort();
  if (typeof value !== "object" || value === null) return value;
  if ("name" in value && !("value" in value) && !("percentage" in value)) return plain(value.name);
  const entries = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return entries.map(([key, part]) => [key, plain(part)]).sort();
}

export interface HistoryQuestion {
  productId: string;
  variantId?: string | null;
  field?: FieldKey;
  cursor?: string | null;
  limit?: number;
}

/** A value's history, or a whole product's where no field is named. */
export function history(
  { db }: Pick<Deps, "db">,
  { brandId }: { brandId: string },
  question: HistoryQuestion,
) {
  const { field, ...rest } = question;
  return listHistory(db, { brandId, ...rest, ...(field ? { key: field } : {}) });
}
