import {
  type Connector,
  connect,
  connectors,
  type SyncDeps,
  type SyncOutcome,
  startRun,
  syncConnection,
} from "@v1/integrations";
import { loadCredentials, parseKeyRing } from "@v1/integrations/credentials";
import type { Control, DemoStore } from "@v1/stack/demo-store";
import type { Client } from "pg";
import type { JobsContext } from "../../context.ts";
import { payloads } from "../../payloads.ts";
import { loadTaskDefinitions, type TaskDefinition } from "../../runtime/definitions.ts";
import { describeError, isFinal } from "../../runtime/outcome.ts";
import { syncEngine } from "../../sync/engine.ts";
import { runSync, type SyncEngine } from "../../sync/run-sync.ts";
import { makeBrand } from "../../testing/rows.ts";
import * as read from "./read-back.ts";

interface Parts {
  store: DemoStore;
  client: Client;
  context: JobsContext;
  chunkSize?: number | undefined;
}

/** What a delivery came to, and how many it took. */
export interface Delivered {
  status: SyncOutcome["status"] | "thrown";
  error?: { code: string; message: string; hint?: string };
  deliveries: number;
}

type Mode = "full" | "incremental" | "auto";

/** One brand with one shop, looked at from the task's door to what stands in the database. */
export class Scene {
  readonly store: DemoStore;
  readonly #client: Client;
  readonly #context: JobsContext;
  readonly #engine: SyncEngine;
  #brandId = "";
  #connectionId = "";

  constructor({ store, client, context, chunkSize }: Parts) {
    this.store = store;
    this.#client = client;
    this.#context = context;
    this.#engine = chunkSize === undefined ? syncEngine(context) : chunkedEngine(context, chunkSize);
  }

  async connect(config: Record<string, unknown>): Promise<void> {
    await this.#client.query(
      "insert into integrations (slug, name, kind) values ('shopify', 'Shopify', 'vendor') on conflict do nothing",
    );
    const { db, http, env } = this.#context;
    const deps = {
      db,
      http,
      ring: parseKeyRing(env.CREDENTIALS_KEYS),
      connector: (): Connector => connectors.shopify,
    };
    this.#brandId = await makeBrand(this.#client);
    const input = { brandId: this.#brandId, slug: "shopify", name: "Shop", config, userId: null };
    const { connectionId } = await connect(deps, { ...input, secrets: { accessToken: this.store.token } });
    this.#connectionId = connectionId;
  }

  /** Whose connection a job is for. */
  get ids(): { brandId: string; connectionId: string } {
    return { brandId: this.#brandId, connectionId: this.#connectionId };
  }

  /** One delivery of the job, as the task runs it. */
  async deliver(mode: Mode = "auto"): Promise<Delivered> {
    const { parse } = await theTask();
    const payload = payloads["sync-connection"].parse(await parse({ ...this.ids, mode }));
    const deps = { context: this.#context, engine: this.#engine, show: () => {} };
    try {
      const { status, error } = await runSync(deps, payload, new AbortController().signal);
      return { status, deliveries: 1, ...(error ? { error } : {}) };
    } catch (error) {
      if (isFinal(error)) throw error;
      return { status: "thrown", error: describeError(error), deliveries: 1 };
    }
  }

  /** The job as the runtime delivers it: again after a failure, as often as the task's definition says. */
  async sync(mode: Mode = "auto"): Promise<Delivered> {
    const most = (await theTask()).retry.maxAttempts;
    let delivered: Delivered = { status: "thrown", deliveries: 0 };
    for (let deliveries = 1; deliveries <= most; deliveries += 1) {
      delivered = { ...(await this.deliver(mode)), deliveries };
      if (delivered.status !== "thrown") return delivered;
    }
    return delivered;
  }

  fault(fault: Extract<Control, { action: "fault" }>["fault"], times = 1, after = 0): void {
    this.store.control({ action: "fault", fault, times, after });
  }

  edit(index: number, set: Extract<Control, { action: "edit" }>["set"]): void {
    if (!this.store.control({ action: "edit", index, set }).ok) throw new Error(`No product ${index}.`);
  }

  /** What the brand reads, product by product, in the form of `inStore`. */
  async read(): Promise<read.Product[]> {
    return read.productsOf(this.#client, this.#brandId);
  }

  /** The shop as it stands. */
  inStore(): read.Product[] {
    return read.productsIn(this.store);
  }

  /** The newest run. */
  async run(): Promise<read.Run> {
    return read.lastRun(this.#client, this.#brandId);
  }

  /** What is written about single records of the newest run. */
  async issues(): Promise<read.Issue[]> {
    return read.issuesOfLastRun(this.#client, this.#brandId);
  }

  async connection(): Promise<read.Connection> {
    return read.connectionOf(this.#client, this.#connectionId);
  }

  /** Lets older data in, as the brand may choose to. */
  async acceptOlder(): Promise<void> {
    await this.#client.query("update brand_integrations set accept_older_data = true where id = $1", [
      this.#connectionId,
    ]);
  }
}

export async function theTask(): Promise<TaskDefinition> {
  const task = (await loadTaskDefinitions()).find(({ id }) => id === "sync-connection");
  if (!task) throw new Error("The task is not defined.");
  return task;
}

/** The task's engine with smaller chunks, so that a small shop takes several. */
function chunkedEngine({ db, http, env }: JobsContext, chunkSize: number): SyncEngine {
  const ring = parseKeyRing(env.CREDENTIALS_KEYS);
  const deps: SyncDeps = {
    db,
    http,
    chunkSize,
    connector: () => connectors.shopify,
    secrets: async (scope) => (await loadCredentials({ db: db.pool, ring }, scope))?.fields.reveal() ?? null,
  };
  return {
    start: (payload) => startRun(db, payload),
    sync: (job, signal) => syncConnection({ ...deps, signal }, job),
  };
}
