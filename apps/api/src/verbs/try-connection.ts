import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError, type FieldIssue, type MappedProduct } from "@v1/core";
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
/** And for its first records, which a large shop may take minutes to bring together. */
const SAMPLE_MS = 15_000;

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

/**
 * The source's first records as they would be brought in, for the choice of fields. Keeps nothing. What
 * has not come in time is left out.
 * @throws AppError `unavailable` where nothing came in time
 */
export async function sampleRecords(
  deps: ApiDeps,
  { attempt, stored, count }: { attempt: Attempt; stored: ConnectionRef | null; count: number },
): Promise<Sample[]> {
  const patience = AbortSignal.timeout(deps.sampleMs ?? SAMPLE_MS);
  const { connector, context } = ownOf(deps, attempt, stored, patience);
  const spillFolder = await mkdtemp(join(tmpdir(), "sample-"));
  try {
    const records = await firstRecords(connector, { ...context, spillFolder }, count);
    return records.map((record) => sampleOf(connector, record, attempt.config));
  } finally {
    await rm(spillFolder, { recursive: true, force: true });
  }
}

function ownOf(
  deps: ApiDeps,
  { slug, config, secrets }: Attempt,
  scope: ConnectionRef | null,
  signal = AbortSignal.timeout(PATIENCE_MS),
) {
  const found = connectorOf(deps, slug);
  checkSecrets(found.auth.fields, secrets);
  const { connector, http } = guardConnection(guardDeps(deps), { connector: found, config, scope, secrets });
  return { connector, context: { config, secrets, http, signal, spillFolder: "" } };
}

async function firstRecords(
  connector: Connector,
  context: ReturnType<typeof ownOf>["context"],
  count: number,
): Promise<RawRecord<unknown>[]> {
  const { signal } = context;
  const request = { mode: "full", since: null, position: null, pageSize: count } as const;
  const pages = connector.read(context, request)[Symbol.asyncIterator]();
  const found: RawRecord<unknown>[] = [];
  while (found.length < count) {
    const page = await inTime(pages.next(), signal);
    if (!page || page.done) break;
    found.push(...page.value.records.slice(0, count - found.length));
  }
  // A read that is amid something hears of the signal; nobody waits for it to end.
  await inTime(Promise.resolve(pages.return?.({ verified: false })), signal);
  if (found.length === 0 && signal.aborted) throw nothingInTime(connector.name);
  return found;
}

/** Null where it did not come in time, also where it failed for that reason. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return null;
  }
  let late = () => {};
  const patience = new Promise<null>((resolve) => {
    late = () => resolve(null);
    signal.addEventListener("abort", late, { once: true });
  });
  const failed = (error: unknown) => {
    if (signal.aborted) return null;
    throw error;
  };
  try {
    return await Promise.race([work.catch(failed), patience]);
  } finally {
    signal.removeEventListener("abort", late);
  }
}

function nothingInTime(name: string): AppError {
  return new AppError({
    code: "unavailable",
    message: `${name} has not brought together its first records in time.`,
    hint: "Large shops take longer. Connect without a look at them: fields can be chosen at any time.",
    retryable: true,
  });
}

function sampleOf(connector: Connector, record: RawRecord<unknown>, config: unknown): Sample {
  const mapped = connector.map(record, config);
  const { externalId } = record;
  if ("observed" in mapped) return { externalId, product: mapped, issue: null };
  return { externalId, product: null, issue: mapped };
}
