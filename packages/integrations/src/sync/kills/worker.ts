import { setTimeout as sleep } from "node:timers/promises";
import { openWorkerDb } from "@v1/db";
import { shopify } from "../../connectors/shopify/connector.ts";
import { createHttpClient } from "../../http/client.ts";
import type { Connector } from "../../kit/connector.ts";
import { syncConnection } from "../sync-connection.ts";
import type { SyncDeps, SyncJob, SyncOutcome } from "../types.ts";

/** What a worker process is told, as JSON, in its first argument. */
export interface WorkerOrder {
  /** Names the worker's sessions, so that a test can tell them from others. */
  databaseUrl: string;
  job: SyncJob;
  secrets: unknown;
  /** Where it spills what it reads. */
  spillRoot: string;
  chunkSize: number;
  leaseSeconds: number;
  /** Pages that the source gives an attempt before it stalls; more come as they are granted. Null: all. */
  pages: number | null;
  /** Comes back, like a queue, when the connection is busy and after a failure that may pass. */
  persists: boolean;
}

/** What it says while it works. */
export type WorkerNews =
  | { type: "chunk"; chunk: number }
  | { type: "lost the lease" }
  | { type: "failed attempt"; message: string }
  | { type: "outcome"; outcome: SyncOutcome };

const PAUSE_MS = 50;

/** What a worker is told while it works. */
export interface Grant {
  pages: number;
}

/** How many pages the source still gives; whoever needs one more waits. */
class Allowance {
  readonly #first: number;
  #pages = 0;
  #wake: () => void = () => undefined;

  constructor(pages: number | null) {
    this.#first = pages ?? Number.POSITIVE_INFINITY;
  }

  /** What an attempt took and could not use, since it lost its lease, the next one has again. */
  begin(): void {
    this.#pages = Math.max(this.#pages, this.#first);
  }

  grant(pages: number): void {
    this.#pages += pages;
    this.#wake();
  }

  async take(signal: AbortSignal): Promise<void> {
    while (this.#pages < 1) {
      const granted = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await Promise.race([granted, aborted(signal)]);
    }
    this.#pages -= 1;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    signal.addEventListener("abort", fail, { once: true });
  });
}

/** A source that stalls where the test says so. */
function stalling(connector: Connector, allowance: Allowance): Connector {
  return {
    ...connector,
    read: async function* (context, request) {
      const pages = connector.read(context, request);
      for (;;) {
        await allowance.take(context.signal);
        const page = await pages.next();
        if (page.done) return page.value;
        yield page.value;
      }
    },
  };
}

/** Resolves once the parent has it. */
function tell(news: WorkerNews): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(news, undefined, undefined, () => resolve());
  });
}

async function attempt(deps: SyncDeps, job: SyncJob): Promise<SyncOutcome> {
  const events = syncConnection(deps, job);
  for (let steps = 0; ; steps += 1) {
    const step = await events.next();
    if (step.done) {
      if (step.value.status === "busy" && steps > 0) await tell({ type: "lost the lease" });
      return step.value;
    }
    if (step.value.type === "chunk") void tell({ type: "chunk", chunk: step.value.chunk });
  }
}

async function work(order: WorkerOrder, deps: SyncDeps, allowance: Allowance): Promise<SyncOutcome> {
  for (;;) {
    try {
      allowance.begin();
      const outcome = await attempt(deps, order.job);
      if (outcome.status !== "busy" || !order.persists) return outcome;
    } catch (error) {
      await tell({ type: "failed attempt", message: String(error) });
      if (!order.persists) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

async function main(order: WorkerOrder): Promise<void> {
  const db = openWorkerDb({ url: order.databaseUrl, max: 6 });
  const http = createHttpClient({ allowPrivate: true });
  const allowance = new Allowance(order.pages);
  process.on("message", (grant: Grant) => allowance.grant(grant.pages));
  const deps: SyncDeps = {
    db,
    http,
    connector: () => stalling(shopify as Connector, allowance),
    secrets: async () => order.secrets,
    chunkSize: order.chunkSize,
    leaseSeconds: order.leaseSeconds,
    spillRoot: order.spillRoot,
  };
  const outcome = await work(order, deps, allowance);
  await tell({ type: "outcome", outcome });
  await http.close();
  await db.close();
  process.disconnect();
}

// Whoever started it is gone: nobody waits for the answer.
process.on("disconnect", () => process.exit());
await main(JSON.parse(process.argv[2] ?? "") as WorkerOrder);
