import type { ProcessClient } from "../http/client.ts";
import { guardConnection } from "../http/connection-guard.ts";
import type { Connector } from "../kit/connector.ts";
import { type Exchange, type Recording, recordingClient } from "./recording.ts";
import { scrubber } from "./scrub.ts";

interface RecordOptions {
  connector: Connector;
  config: unknown;
  secrets: unknown;
  http: ProcessClient;
  /** ISO 8601: records what has changed since; everything where null. */
  since: string | null;
  /** Records after which reading ends. */
  most: number;
  spillFolder: string;
}

/**
 * Checks and reads a source as a run would, and gives what it answered, without credentials and
 * personal data, to be kept as a fixture and replayed by tests.
 */
export async function recordConnector(
  options: RecordOptions,
): Promise<{ recording: Recording; records: number }> {
  const { connector, config, secrets, http, since, most, spillFolder } = options;
  const exchanges: Exchange[] = [];
  const scrub = scrubber(secrets);
  const signal = new AbortController().signal;
  const guarded = guardConnection({ http }, { connector, config, scope: null, secrets });
  const client = recordingClient(guarded.http, { exchanges, scrub });
  const context = { config, secrets, http: client, signal, spillFolder };
  await connector.check(context);
  const request = { mode: since === null ? ("full" as const) : ("incremental" as const), since };
  let records = 0;
  for await (const page of connector.read(context, { ...request, position: null, pageSize: 100 })) {
    records += page.records.length;
    if (records >= most) break;
  }
  const kept = JSON.parse(scrub(JSON.stringify(config))) as unknown;
  return { recording: { connector: connector.slug, config: kept, request, exchanges }, records };
}
