import type { ConnectorContext, Page, ReadRequest, ReadSummary } from "../../kit/connector.ts";

/** A real system on the other side, small, whose contents are known. */
export interface ContractWorld<Config, Secrets> {
  config: Config;
  secrets: Secrets;
  /** External ids of all that it holds, in the order of a full read. */
  ids: readonly string[];
  /** Credentials that it refuses; none where it asks for none. */
  wrongSecrets?: Secrets;
  /** Settings that lead to where nobody answers; none for a connector of files. */
  unreachable?: Config;
  /** Lets no answer come until what it gives is called; none where no answer is waited for. */
  stall?(): () => void;
  stop(): Promise<void> | void;
}

export interface Reading<Raw> {
  pages: Page<Raw>[];
  records: Page<Raw>["records"];
  summary: ReadSummary;
}

export const FULL: ReadRequest = { mode: "full", since: null, position: null, pageSize: 100 };

/** What passes a database on its way. */
export function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Reads to the end. */
export async function readAll<Config, Secrets, Raw>(
  read: (
    context: ConnectorContext<Config, Secrets>,
    request: ReadRequest,
  ) => AsyncGenerator<Page<Raw>, ReadSummary>,
  context: ConnectorContext<Config, Secrets>,
  request: Partial<ReadRequest> = {},
): Promise<Reading<Raw>> {
  const pages: Page<Raw>[] = [];
  const generator = read(context, { ...FULL, ...request });
  for (;;) {
    const step = await generator.next();
    if (step.done) return { pages, records: pages.flatMap((page) => page.records), summary: step.value };
    pages.push(step.value);
  }
}
