import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { FieldKey } from "@v1/core";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createConnection, type SyncClient, startRun } from "@v1/db/sync";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, beforeAll } from "vitest";
import { noHttp } from "../../http/testing/no-http.ts";
import type { Connector } from "../../kit/connector.ts";
import { syncConnection } from "../sync-connection.ts";
import type { SyncDeps, SyncEvent, SyncOutcome } from "../types.ts";
import { BrandView } from "./brand-view.ts";
import { ScriptedSource } from "./scripted-source.ts";

export interface ConnectOptions {
  fields?: readonly FieldKey[];
  mayCreate?: boolean;
  matchBy?: readonly ("barcode" | "sku" | "identifier")[];
}

export interface DriveOptions {
  chunkSize?: number;
  leaseSeconds?: number;
  signal?: AbortSignal;
  onEvent?: (event: SyncEvent) => void;
}

export interface SyncOptions extends DriveOptions {
  mode?: "full" | "incremental" | "auto";
}

export type SyncResult = SyncOutcome & { runId: string };

/** A real database of the test file's own, and the brands that its tests make in it. */
export class World {
  #database: TestDatabase | null = null;
  #db: WorkerDb | null = null;
  readonly sources = new Map<string, ScriptedSource>();

  get db(): WorkerDb {
    if (!this.#db) throw new Error("The world opens before the first test.");
    return this.#db;
  }

  async open(): Promise<void> {
    this.#database = await createTestDatabase();
    const url = new URL(this.#database.url);
    // No test here takes the server away, so none has to wait for its disk.
    url.searchParams.set("options", "-c synchronous_commit=off");
    this.#db = openWorkerDb({ url: url.href, max: 12 });
  }

  async close(): Promise<void> {
    await this.#db?.close();
    await this.#database?.drop();
  }

  /** A database without any of what was done so far. Brands of before are gone with theirs. */
  async renew(): Promise<void> {
    await this.close();
    this.sources.clear();
    await this.open();
  }

  async brand(): Promise<Brand> {
    const { rows } = await this.db.pool.query<{ id: string }>(
      "insert into brands (name) values ('Test') returning id",
    );
    return new Brand(this, rows[0]?.id ?? "");
  }

  /** Keeps every merge of a brand waiting while `work` runs, and lets it go on afterwards. */
  async whileLocked(brand: { id: string }, work: (client: SyncClient) => Promise<void>): Promise<void> {
    const client = await this.db.pool.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(hashtextextended('brand:' || $1::text, 0))", [
        brand.id,
      ]);
      await work(client);
      await client.query("commit");
    } finally {
      client.release();
    }
  }

  /** Waits until a session of this database waits for a lock; `what` is for the message. */
  async untilBlocked(what: string): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      const { rowCount } = await this.db.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (rowCount) return;
      await sleep(10);
    }
    throw new Error(`Nobody came to wait: ${what}.`);
  }

  connector(slug: string): Connector {
    const source = this.sources.get(slug);
    if (!source) throw new Error(`No source "${slug}".`);
    return source.connector() as Connector;
  }
}

/** Opens a world around the tests of a file. */
export function useWorld(): World {
  const world = new World();
  beforeAll(() => world.open());
  afterAll(() => world.close());
  return world;
}

export class Brand extends BrandView {
  readonly world: World;

  constructor(world: World, id: string) {
    super(world.db, id);
    this.world = world;
  }

  /** A new connection to a new, empty source; it owns whatever nobody owned before. */
  async connect(name = "shop", options: ConnectOptions = {}): Promise<Connection> {
    const source = new ScriptedSource(`${name}-${randomUUID()}`);
    if (options.fields) source.fields = options.fields;
    this.world.sources.set(source.slug, source);
    await this.sql("insert into integrations (slug, name, kind) values ($1, $1, 'custom')", [source.slug]);
    const { connectionId } = await createConnection(this.world.db, {
      brandId: this.id,
      slug: source.slug,
      name,
      config: {},
      account: source.account,
      fields: source.fields,
      mayCreate: options.mayCreate ?? true,
      matchBy: options.matchBy ?? ["barcode", "sku", "identifier"],
      scheduleCron: null,
      userId: null,
    });
    return new Connection(this, connectionId, source);
  }
}

export class Connection {
  readonly brand: Brand;
  readonly id: string;
  readonly source: ScriptedSource;

  constructor(brand: Brand, id: string, source: ScriptedSource) {
    this.brand = brand;
    this.id = id;
    this.source = source;
  }

  /** Queues a run, or finds the one that is active. */
  async start(mode: SyncOptions["mode"] = "full"): Promise<string> {
    const request = { brandId: this.brand.id, connectionId: this.id, mode, trigger: "manual" as const };
    return (await startRun(this.brand.world.db, request)).runId;
  }

  /** Works on a run until it ends, or this attempt does. Errors of the attempt are thrown. */
  async drive(runId: string, options: DriveOptions = {}): Promise<SyncResult> {
    const { world, id: brandId } = this.brand;
    const deps: SyncDeps = {
      db: world.db,
      http: noHttp,
      connector: (slug) => world.connector(slug),
      secrets: async () => null,
      chunkSize: options.chunkSize ?? 100,
      leaseSeconds: options.leaseSeconds ?? 60,
      ...(options.signal ? { signal: options.signal } : {}),
    };
    const events = syncConnection(deps, { brandId, runId });
    for (;;) {
      const next = await events.next();
      if (next.done) return { ...next.value, runId };
      options.onEvent?.(next.value);
    }
  }

  /** One whole run, full unless said otherwise. */
  async sync(options: SyncOptions = {}): Promise<SyncResult> {
    return this.drive(await this.start(options.mode), options);
  }

  /** Changes columns of the connection's row. */
  async set(columns: Record<string, unknown>): Promise<void> {
    const names = Object.keys(columns);
    const list = names.map((name, n) => `${name} = $${n + 3}`).join(", ");
    await this.brand.sql(`update brand_integrations set ${list} where brand_id = $1 and id = $2`, [
      this.brand.id,
      this.id,
      ...names.map((name) => columns[name]),
    ]);
  }
}
