import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FieldIssue, MappedProduct } from "@v1/core";
import { type CheckResult, type Connector, guardConnection, type RawRecord } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";
import { type ConnectionRef, checkSecrets, connectorOf, guardDeps } from "./connector-of.ts";

export interface Attempt {
  slug: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** Milliseconds that a person waits for a source. */
const PATIENCE_MS = 30_000;

/**
 * Asks the source who it is, and keeps nothing.
 * @param stored whose credentials these are, where they are kept: it waits for that connection's turn
 * @throws AppError of the connector, with what to mend
 */
export async function tryConnection(
  deps: ApiDeps,
  attempt: Attempt,
  stored: ConnectionRef | null = null,
): Promise<CheckResult> {
  const { connector, context } = ownOf(deps, attempt, stored);
  return connector.check(context);
}

export interface Sample {
  externalId: string;
  /** What the record says, as it would be brought in; null where it cannot be mapped. */
  product: MappedProduct | null;
  issue: FieldIssue | null;
}

/** The source's first records as they would be brought in, for the choice of fields. Keeps nothing. */
export async function sampleRecords(deps: ApiDeps, attempt: Attempt, count: number): Promise<Sample[]> {
  const { connector, context } = ownOf(deps, attempt, null);
  const spillFolder = await mkdtemp(join(tmpdir(), "sample-"));
  try {
    const records = await firstRecords(connector, { ...context, spillFolder }, count);
    return records.map((record) => sampleOf(connector, record, attempt.config));
  } finally {
    await rm(spillFolder, { recursive: true, force: true });
  }
}

function ownOf(deps: ApiDeps, { slug, config, secrets }: Attempt, scope: ConnectionRef | null) {
  const found = connectorOf(deps, slug);
  checkSecrets(found, secrets);
  const { connector, http } = guardConnection(guardDeps(deps), { connector: found, scope, secrets });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return { connector, context: { config, secrets, http, signal, spillFolder: "" } };
}

async function firstRecords(
  connector: Connector,
  context: ReturnType<typeof ownOf>["context"],
  count: number,
): Promise<RawRecord<unknown>[]> {
  const found: RawRecord<unknown>[] = [];
  const request = { mode: "full", since: null, position: null, pageSize: count } as const;
  for await (const page of connector.read(context, request)) {
    found.push(...page.records);
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

function sampleOf(connector: Connector, record: RawRecord<unknown>, config: unknown): Sample {
  const mapped = connector.map(record, config);
  const { externalId } = record;
  if ("observed" in mapped) return { externalId, product: mapped, issue: null };
  return { externalId, product: null, issue: mapped };
}
