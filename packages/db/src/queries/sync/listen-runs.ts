import pg from "pg";
import { z } from "zod";

const notice = z.object({ brandId: z.uuid(), runId: z.uuid() });
export type RunNotice = z.infer<typeof notice>;

export interface RunListener {
  /** Calls back for each run that moved, until the answer is called. */
  subscribe(hear: (run: RunNotice) => void): () => void;
  close(): Promise<void>;
}

/** Milliseconds before a lost session is opened again. */
const RETRY_MS = 1_000;

/**
 * Hears of runs that move, in all brands, on one session of its own. It must be a direct one: a
 * transaction pooler does not carry LISTEN. Notices carry ids only and may be lost while the session is
 * away, so whoever waits should also look by itself now and then.
 */
export function listenRuns(url: string, onError: (error: unknown) => void = () => {}): RunListener {
  const hearers = new Set<(run: RunNotice) => void>();
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (error: unknown) => {
    if (closed || retry) return;
    onError(error);
    retry = setTimeout(open, RETRY_MS).unref();
  };
  async function open(): Promise<void> {
    retry = undefined;
    const opened = new pg.Client({ connectionString: url, application_name: "v1 listener" });
    client = opened;
    opened.on("error", again);
    opened.on("end", () => again(new Error("the session ended")));
    opened.on("notification", ({ payload }) => tell(hearers, payload));
    await opened
      .connect()
      .then(() => opened.query("listen runs"))
      .catch(again);
  }
  const opening = open();
  return {
    subscribe(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await opening;
      await client?.end().catch(() => undefined);
    },
  };
}

function tell(hearers: Set<(run: RunNotice) => void>, payload: string | undefined): void {
  const parsed = notice.safeParse(asJson(payload));
  if (!parsed.success) return;
  for (const hear of hearers) hear(parsed.data);
}

function asJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}
