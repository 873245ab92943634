import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FieldIssue, MappedProduct } from "@v1/core";
import type { CheckResult, Connector, RawRecord } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";
import { checkSecrets, connectorOf } from "./connector-of.ts";

export interface Attempt {
  slug: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** Milliseconds that a person waits for a source. */
const PATIENCE_MS = 30_000;

/** Asks the source who it is, and keeps nothing. @throws AppError of the connector, with what to mend */
export async function tryConnection(deps: ApiDeps, attempt: Attempt): Promise<CheckResult> {
  const connector = connectorOf(deps, attempt.slug);
  checkSecrets(connector, attempt.secrets);
  return connector.check(contextOf(deps, attempt, ""));
}

export interface Sample {
  externalId: string;
  /** What the record says, as it would be brought in; null where it cannot be mapped. */
  product: MappedProduct | null;
  issue: FieldIssue | null;
}

/** The source's first records as they would be brought in, for the choice of fields. Keeps nothing. */
export async function sampleRecords(deps: ApiDeps, attempt: Attempt, count: number): Promise<Sample[]> {
  const connector = connectorOf(deps, attempt.slug);
  checkSecrets(connector, attempt.secrets);
  const folder = await mkdtemp(join(tmpdir(), "sample-"));
  try {
    const context = contextOf(deps, attempt, folder);
    const records = await firstRecords(connector, context, count);
    return records.map((record) => sampleOf(connector, record, attempt.config));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function contextOf({ http }: ApiDeps, { config, secrets }: Attempt, spillFolder: string) {
  return { config, secrets, http, signal: AbortSignal.timeout(PATIENCE_MS), spillFolder };
}

async function firstRecords(
  connector: Connector,
  context: ReturnType<typeof contextOf>,
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
