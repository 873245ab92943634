import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FieldKey } from "@v1/core";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createConnection, startRun } from "@v1/db/sync";
import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { SHOPIFY_FIELDS } from "../../connectors/shopify/fields.ts";
import type { SyncJob } from "../types.ts";
import { until } from "./until.ts";
import { type Worker, Workers } from "./workers.ts";

/** A brand that sells what a demo store sells, read over HTTP by worker processes. */
export interface Scene {
  db: WorkerDb;
  store: DemoStore;
  brandId: string;
  connectionId: string;
  /** Where its workers spill what they read. */
  spillRoot: string;
  /** Queues a full run. */
  startRun(): Promise<SyncJob>;
  startWorker(job: SyncJob, options?: Partial<WorkerOptions>): Worker;
  close(): Promise<void>;
}

interface WorkerOptions {
  chunkSize: number;
  leaseSeconds: number;
  pages: number | null;
  persists: boolean;
}

const DEFAULTS: WorkerOptions = { chunkSize: 100, leaseSeconds: 1, pages: null, persists: true };

export async function openScene(
  databaseUrl: string,
  catalog: { products: number; seed: number },
): Promise<Scene> {
  const db = openWorkerDb({ url: databaseUrl, max: 4 });
  const store = await startDemoStore(catalog);
  const workers = new Workers();
  const spillRoot = await mkdtemp(join(tmpdir(), "kills-"));
  const brandId = randomUUID();
  const connectionId = await connectStore(db, brandId, store);
  return {
    db,
    store,
    brandId,
    connectionId,
    spillRoot,
    startRun: async () => {
      const { runId } = await startRun(db, { brandId, connectionId, mode: "full", trigger: "manual" });
      return { brandId, runId };
    },
    startWorker: (job, options) =>
      workers.start({
        ...DEFAULTS,
        ...options,
        databaseUrl,
        job,
        secrets: { accessToken: store.token },
        spillRoot,
      }),
    close: async () => {
      await workers.endAll();
      await rm(spillRoot, { recursive: true, force: true });
      await store.stop();
      await db.close();
    },
  };
}

async function connectStore(db: WorkerDb, brandId: string, store: DemoStore): Promise<string> {
  await db.pool.query("insert into brands (id, name) values ($1, 'Lund & Alder')", [brandId]);
  await db.pool.query(
    "insert into integrations (slug, name, kind) values ('shopify', 'Shopify', 'vendor') on conflict do nothing",
  );
  const { connectionId } = await createConnection(db, {
    brandId,
    slug: "shopify",
    name: "Demo store",
    config: { shop: store.url },
    account: { id: await accountOf(store), name: "Demo store" },
    fields: Object.keys(SHOPIFY_FIELDS) as FieldKey[],
    mayCreate: true,
    matchBy: ["barcode", "sku", "identifier"],
    scheduleCron: null,
    userId: null,
  });
  return connectionId;
}

async function accountOf(store: DemoStore): Promise<string> {
  const response = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": store.token },
    body: JSON.stringify({ query: "{ shop { id } }" }),
  });
  const answer = (await response.json()) as { data: { shop: { id: string } } };
  return answer.data.shop.id;
}

export interface RunState {
  status: string;
  chunk: number;
  tallies: Record<string, number>;
}

/** The run as it is committed. */
export async function runState(db: WorkerDb, { brandId, runId }: SyncJob): Promise<RunState> {
  const { rows } = await db.pool.query<RunState>(
    `select status, coalesce((checkpoint->>'chunk')::int, 0) as chunk, tallies from sync_runs
     where brand_id = $1 and id = $2`,
    [brandId, runId],
  );
  const [state] = rows;
  if (!state) throw new Error(`There is no run ${runId}.`);
  return state;
}

/** Waits until more chunks are committed than there were. */
export function nextCommit(scene: Scene, job: SyncJob, before: number): Promise<number> {
  return until(async () => {
    const { chunk } = await runState(scene.db, job).catch(() => ({ chunk: 0 }));
    return chunk > before && chunk;
  }, "a chunk is committed");
}
