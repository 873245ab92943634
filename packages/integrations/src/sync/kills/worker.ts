import { setTimeout as sleep } from "node:timers/promises";
import { openWorkerDb } from "@v1/db";
import { shopifyBulkFile } from "../../connectors/shopify/bulk-file.ts";
import { shopify } from "../../connectors/shopify/connector.ts";
import { createHttpClient } from "../../http/client.ts";
import type { Connector } from "../../kit/connector.ts";
import { syncConnection } from "../sync-connection.ts";
import type { SyncJob, SyncOutcome } from "../types.ts";

/** What a worker process is told, as JSON, in its first argument. */
export interface WorkerOrder {
  /** Names the worker's sessions in `pg_stat_activity`, through the address. */
  databaseUrl: string;
  job: SyncJob;
  chunkSize: number;
  leaseSeconds: number;
  /** Pause before each page, as a slow source would make it. */
  pageDelayMs: number;
  secrets: unknown;
  /** Like a queue: comes back when the connection is busy, and after a failure that may pass. */
  persists: boolean;
}

/** What it says while it works. */
export type WorkerNews =
  | { type: "chunk"; chunk: number; created: number }
  | { type: "failed attempt"; message: string }
  | { type: "outcome"; outcome: SyncOutcome };

const BUSY_PAUSE_MS = 50;

/** A source that takes its time, so that there is something between two chunks. */
function slowed(connector: Connector, milliseconds: number): Connector {
  return {
    ...connector,
    read: async function* (context, request) {
      const pages = connector.read(context, request);
      for (;;) {
        await sleep(milliseconds, undefined, { signal: context.signal });
        const page = await pages.next();
        if (page.done) return page.value;
        yield page.value;
      }
    },
  };
}

function tell(news: WorkerNews): void {
  process.send?.(news);
}

async function attempt(order: WorkerOrder, deps: Parameters<typeof syncConnection>[0]): Promise<SyncOutcome> {
  const events = syncConnection(deps, order.job);
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
    const event = step.value;
    if (event.type === "chunk") {
      tell({ type: "chunk", chunk: event.chunk, created: event.tallies.created });
    }
  }
}

async function attempts(
  order: WorkerOrder,
  deps: Parameters<typeof syncConnection>[0],
): Promise<SyncOutcome> {
  for (;;) {
    try {
      const outcome = await attempt(order, deps);
      if (outcome.status !== "busy" || !order.persists) return outcome;
    } catch (error) {
      tell({ type: "failed attempt", message: String(error) });
      if (!order.persists) throw error;
    }
    await sleep(BUSY_PAUSE_MS);
  }
}

async function work(order: WorkerOrder): Promise<void> {
  const db = openWorkerDb({ url: order.databaseUrl, max: 6 });
  const http = createHttpClient({ allowPrivate: true });
  const known: Record<string, Connector> = {
    [shopify.slug]: shopify as Connector,
    [shopifyBulkFile.slug]: shopifyBulkFile as Connector,
  };
  const outcome = await attempts(order, {
    db,
    http,
    connector: (slug) => {
      const connector = known[slug];
      if (!connector) throw new Error(`The worker has no connector "${slug}".`);
      return slowed(connector, order.pageDelayMs);
    },
    secrets: async () => order.secrets,
    chunkSize: order.chunkSize,
    leaseSeconds: order.leaseSeconds,
  });
  tell({ type: "outcome", outcome });
  await http.close();
  await db.close();
  process.disconnect();
}

// The test that started it is gone: nobody waits for the answer.
process.on("disconnect", () => process.exit());
await work(JSON.parse(process.argv[2] ?? "") as WorkerOrder);
