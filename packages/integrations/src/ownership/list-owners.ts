import { AppError, type FieldKey, fieldDefinition, OWNABLE_FIELDS } from "@v1/core";
import {
  type Coverage,
  type FieldOwner,
  fieldCoverage,
  fieldFacts,
  listOwners,
  listSuppliers,
  type Supplier,
} from "@v1/db/ownership";
import type { Connector } from "../kit/connector.ts";
import { knownConnector } from "./known-connector.ts";
import type { OwnershipDeps } from "./types.ts";

/** A connection that says something of a field. */
export interface FieldSource {
  connectionId: string;
  connection: string;
  status: string;
  /** False where it merely observes. */
  owns: boolean;
  /** Where it takes the value from; `custom` where the brand chose the place. */
  source: { path: string; label: string | null; custom: boolean } | null;
  /** False where the brand switched it off. */
  enabled: boolean;
}

export interface OwnedField {
  key: FieldKey;
  label: string;
  level: "P" | "V" | "PV";
  group: string;
  owner: { kind: FieldOwner["kind"]; connectionId: string | null; connection: string | null };
  lastOwner: { connectionId: string; connection: string | null } | null;
  since: Date | null;
  changedBy: string | null;
  reason: string | null;
  onNull: "keep" | "clear";
  /** 0 where nobody ever decided. */
  version: number;
  sources: FieldSource[];
  conflicts: number;
  pins: number;
  /** A transfer that waits for the owner's next run, or is under way. */
  adopting: { runId: string; status: string } | null;
}

type Deps = Pick<OwnershipDeps, "db" | "connector">;

/** All ownable fields of a brand: who owns them, who else says something, what is open. */
export async function listOwnedFields(
  deps: Deps,
  { brandId }: { brandId: string },
): Promise<{ version: number; fields: OwnedField[] }> {
  const [owners, suppliers, facts] = await Promise.all([
    listOwners(deps.db, brandId),
    listSuppliers(deps.db, brandId),
    fieldFacts(deps.db, brandId),
  ]);
  const byKey = new Map(owners.map((owner) => [owner.key, owner]));
  const fields = OWNABLE_FIELDS.map((key) => {
    const owner = byKey.get(key);
    const { label, level, group } = fieldDefinition(key);
    return {
      key,
      label,
      level,
      group,
      ...ownerOf(owner),
      sources: suppliers
        .map((supplier) => sourceOf(deps, supplier, { key, owner }))
        .filter((source) => source !== null),
      conflicts: facts.conflicts.get(key) ?? 0,
      pins: facts.pins.get(key) ?? 0,
      adopting: facts.adopting.get(key) ?? null,
    };
  });
  return { version: facts.version, fields };
}

function ownerOf(owner: FieldOwner | undefined) {
  if (!owner) {
    const nobody = { kind: "nobody" as const, connectionId: null, connection: null };
    const undecided = { since: null, changedBy: null, reason: null, onNull: "keep" as const, version: 0 };
    return { owner: nobody, lastOwner: null, ...undecided };
  }
  const { kind, connectionId, connection, lastConnectionId, lastConnection } = owner;
  const { since, changedBy, reason, onNull, version } = owner;
  return {
    owner: { kind, connectionId, connection },
    lastOwner: lastConnectionId ? { connectionId: lastConnectionId, connection: lastConnection } : null,
    since,
    changedBy,
    reason,
    onNull,
    version,
  };
}

function sourceOf(
  deps: Deps,
  supplier: Supplier,
  { key, owner }: { key: FieldKey; owner: FieldOwner | undefined },
): FieldSource | null {
  const { connectionId, connection, status } = supplier;
  const chosen = supplier.sources.find(({ fieldKey }) => fieldKey === key);
  const options = optionsOf(deps, supplier, key);
  if (!chosen && !options) return null;
  const [first] = options ?? [];
  const path = chosen?.path ?? first?.path;
  const label = options?.find((option) => option.path === path)?.label ?? null;
  return {
    connectionId,
    connection,
    status,
    owns: owner?.connectionId === connectionId,
    source: path === undefined ? null : { path, label, custom: chosen !== undefined },
    enabled: chosen?.enabled ?? true,
  };
}

/** What the connector can read a field from with these settings; null where it cannot supply it. */
function optionsOf(deps: Deps, { slug, config }: Supplier, key: FieldKey) {
  const found = knownConnector(deps, slug);
  if (!found) return null;
  return suppliedBy(found, config).includes(key) ? (found.fields[key] ?? []) : null;
}

/** Settings that cannot be used are told where they are changed; here all that the connector knows counts. */
export function suppliedBy({ fields, supplies }: Connector, config: unknown): FieldKey[] {
  try {
    if (supplies) return supplies(config);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return Object.keys(fields) as FieldKey[];
}

/** Fields that a connection supplies, by its connector or by a place that the brand chose. */
export function suppliedFields(deps: Deps, supplier: Supplier): FieldKey[] {
  return OWNABLE_FIELDS.filter((key) => sourceOf(deps, supplier, { key, owner: undefined })?.enabled);
}

/** Of how many products and variants each field has a value. */
export function fieldCoverageOf(
  { db }: Pick<Deps, "db">,
  { brandId }: { brandId: string },
): Promise<Coverage> {
  return fieldCoverage(db, brandId);
}
