import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FieldKey, fieldDefinition, type MappedProduct, OWNABLE_FIELDS } from "@v1/core";
import { type MappedConnection, readMapping, type StoredSource, saveFieldSources } from "@v1/db/ownership";
import { type GuardDeps, guardConnection } from "../http/connection-guard.ts";
import type { Connector, RawRecord } from "../kit/connector.ts";
import { type CompiledSource, compileSources, type FieldSources } from "../mapping/compile-sources.ts";
import { fieldSource } from "../mapping/source-spec.ts";
import { suppliedBy } from "./list-owners.ts";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

export interface MappingDeps extends Pick<OwnershipDeps, "db" | "connector">, GuardDeps {
  /** Opened credentials of a connection. */
  secrets(scope: { brandId: string; connectionId: string }): Promise<unknown>;
}

/** By field; null goes back to the connector's own way. */
export type SourceChanges = { [key in FieldKey]?: FieldSources[key] | null };

/** Each field that can be owned: what the connector offers, and what the brand chose. */
export async function getMapping(
  { db, connector }: Pick<MappingDeps, "db" | "connector">,
  { brandId }: { brandId: string },
  connectionId: string,
) {
  const { slug, mappingVersion, sources, config } = await readMapping(db, { brandId, connectionId });
  const found = connector(slug);
  const supplied = suppliedBy(found, config);
  return {
    mappingVersion,
    fields: OWNABLE_FIELDS.map((key) => {
      const { label, level } = fieldDefinition(key);
      const options = found.fields[key] ?? [];
      const own = supplied.includes(key) ? (options[0] ?? null) : null;
      return { key, label, level, options, default: own, source: sources[key] ?? null };
    }),
  };
}

export interface MappingChange {
  connectionId: string;
  sources: SourceChanges;
  /** As `getMapping` gave it. */
  mappingVersion: number;
  reason?: string;
}

/**
 * Saves where fields are taken from. The next run reads all of the source and merges it anew.
 * @throws AppError `conflict` where somebody changed the mapping meanwhile; `bad_request` for an
 *   expression that cannot be read
 */
export async function saveMapping(
  { db }: Pick<MappingDeps, "db">,
  scope: OwnershipScope,
  change: MappingChange,
): Promise<{ mappingVersion: number }> {
  compileSources(givenSources(change.sources));
  const sources = Object.fromEntries(
    Object.entries(change.sources).map(([key, source]) => [key, source ? stored(source) : null]),
  );
  return saveFieldSources(db, { ...scope, ...change, sources });
}

function stored(source: NonNullable<FieldSources[FieldKey]>): StoredSource {
  return fieldSource.parse(source);
}

/** Those that are set, without those that are taken back. */
function givenSources(changes: SourceChanges): FieldSources {
  return Object.fromEntries(Object.entries(changes).filter(([, source]) => source)) as FieldSources;
}

export interface SampledRecord {
  record: RawRecord<unknown>;
  /** As the connector maps it, without any chosen source. */
  mapped: MappedProduct | null;
}

const PATIENCE_MS = 30_000;

/** The source's first records, read now. Keeps nothing. @throws AppError of the connector */
export async function sampleRecords(
  deps: MappingDeps,
  ref: { brandId: string; connectionId: string },
  { connection, count = 3 }: { connection: MappedConnection; count?: number },
): Promise<SampledRecord[]> {
  const secrets = await deps.secrets(ref);
  const { config, slug } = connection;
  const kept = { connector: deps.connector(slug), config, scope: ref, secrets };
  const { connector, http } = guardConnection(deps, kept);
  const spillFolder = await mkdtemp(join(tmpdir(), "mapping-"));
  try {
    const context = {
      config,
      secrets,
      http,
      signal: AbortSignal.timeout(PATIENCE_MS),
      spillFolder,
    };
    const records: RawRecord<unknown>[] = [];
    const request = { mode: "full", since: null, position: null, pageSize: count } as const;
    for await (const page of connector.read(context, request)) {
      records.push(...page.records);
      if (records.length >= count) break;
    }
    return records
      .slice(0, count)
      .map((record) => ({ record, mapped: mappedBy(connector, record, connection) }));
  } finally {
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** Null for a record that the connector cannot map, or stumbles over. */
function mappedBy(
  connector: Connector,
  record: RawRecord<unknown>,
  { config }: MappedConnection,
): MappedProduct | null {
  try {
    const mapped = connector.map(record, config);
    return "observed" in mapped ? mapped : null;
  } catch {
    return null;
  }
}

/** What is chosen now with the changes over it, ready to be read. */
export function compiledWith(connection: MappedConnection, changes: SourceChanges): CompiledSource[] {
  return compileSources(givenSources({ ...(connection.sources as SourceChanges), ...changes }));
}
