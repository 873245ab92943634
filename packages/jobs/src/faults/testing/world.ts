import { randomBytes } from "node:crypto";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createHttpClient, type HttpClientOptions } from "@v1/integrations";
import { folderFileStore } from "@v1/integrations/files";
import { type DemoStoreOptions, startDemoStore } from "@v1/stack/demo-store";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { type JobsEnv, readEnv } from "../../env.ts";
import { idleQueue } from "../../testing/idle-queue.ts";
import { Scene } from "./scene.ts";

export interface SceneOptions extends Partial<DemoStoreOptions> {
  /** Settings of the connection besides the shop's address. */
  config?: Record<string, unknown>;
  /** For the workers' client; the connection itself is made with the defaults. */
  http?: HttpClientOptions;
  /** Records in a chunk; the engine's own number by default. */
  chunkSize?: number;
}

/** As in production, but with short waits, and never held back for failing often. */
const QUICK: HttpClientOptions = { allowPrivate: true, retries: 1, retryMs: 20, breakAfter: 1_000 };

/** A database of one test file's own, with a shop, a brand and a connection for each test. */
export class World {
  readonly client: Client;
  readonly db: WorkerDb;
  readonly env: JobsEnv;
  readonly #database: TestDatabase;
  readonly #ends: (() => Promise<unknown>)[] = [];

  private constructor(database: TestDatabase, client: Client) {
    this.#database = database;
    this.client = client;
    this.db = openWorkerDb({ url: database.url });
    this.env = readEnv({
      DATABASE_URL: database.url,
      CREDENTIALS_KEYS: `1:${randomBytes(32).toString("base64")}`,
      ALLOW_PRIVATE_ADDRESSES: "true",
    });
  }

  static async open(): Promise<World> {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return new World(database, client);
  }

  /** A shop with a few products that a brand has connected, and has not synced yet. */
  async scene({ config, http: waits, chunkSize, ...shop }: SceneOptions = {}): Promise<Scene> {
    const store = await startDemoStore({ products: 20, seed: 7, ...shop });
    const http = createHttpClient({ ...QUICK, ...waits });
    this.#ends.push(
      () => store.stop(),
      () => http.close(),
    );
    const context = {
      env: this.env,
      db: this.db,
      queue: idleQueue(),
      files: folderFileStore(this.env.FILES_DIR),
      http,
      close: async () => {},
    };
    const scene = new Scene({ store, client: this.client, context, chunkSize });
    await scene.connect({ shop: store.url, ...config });
    return scene;
  }

  async close(): Promise<void> {
    await Promise.all(this.#ends.map((end) => end()));
    await Promise.all([this.client.end(), this.db.close()]);
    await this.#database.drop();
  }
}
