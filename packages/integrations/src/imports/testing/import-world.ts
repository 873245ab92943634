import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, beforeAll } from "vitest";
import { type FileStore, folderFileStore } from "../../files/index.ts";
import { noHttp } from "../../http/testing/no-http.ts";
import { syncConnection } from "../../sync/sync-connection.ts";
import type { SyncOutcome } from "../../sync/types.ts";
import {
  commitImport,
  errorReport,
  getImport,
  type ImportDeps,
  type ImportJob,
  type ImportMapping,
  type ImportScope,
  importConnector,
  type NewFile,
  runValidation,
  setMapping,
  settleImport,
  startImport,
  validateImport,
} from "../index.ts";

/** A real database and a folder of files of the test file's own. */
export class ImportWorld {
  #database: TestDatabase | null = null;
  #db: WorkerDb | null = null;
  #folder = "";
  #files: FileStore | null = null;
  /** Tasks that the verbs asked for; a test runs them itself. */
  readonly jobs: { name: string; importId: string }[] = [];

  get deps(): ImportDeps {
    if (!this.#db || !this.#files) throw new Error("The world opens before the first test.");
    return {
      db: this.#db,
      files: this.#files,
      queue: { enqueue: async (name, { importId }) => this.jobs.push({ name, importId }) },
    };
  }

  async open(): Promise<void> {
    this.#database = await createTestDatabase();
    this.#db = openWorkerDb({ url: this.#database.url, max: 8 });
    this.#folder = mkdtempSync(join(tmpdir(), "imports-"));
    this.#files = folderFileStore(this.#folder);
    await this.rows(
      `insert into integrations (slug, name, kind) values ('spreadsheet', 'Spreadsheet', 'custom')
       on conflict (slug) do nothing`,
    );
  }

  async close(): Promise<void> {
    await this.#db?.close();
    await this.#database?.drop();
    if (this.#folder) rmSync(this.#folder, { recursive: true });
  }

  async rows<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.deps.db.pool.query(sql, values)).rows;
  }

  async brand(): Promise<ImportScope> {
    const [row] = await this.rows<{ id: string }>("insert into brands (name) values ('Test') returning id");
    return { brandId: row?.id ?? "", userId: null };
  }

  async start(
    scope: ImportScope,
    content: string | Uint8Array,
    more: Partial<NewFile> = {},
  ): Promise<ImportJob> {
    return startImport(this.deps, scope, { filename: "products.csv", body: once(content), ...more });
  }

  /** Uploads, maps and validates. */
  async validated(
    scope: ImportScope,
    content: string | Uint8Array,
    { mapping = {}, ...more }: Partial<NewFile> & { mapping?: Partial<ImportMapping> } = {},
  ): Promise<ImportJob> {
    const job = await this.start(scope, content, more);
    const changed = { currency: "EUR", ...mapping };
    await setMapping(this.deps, scope, { importId: job.id, mapping: { ...job.mapping, ...changed } });
    return this.validate(scope, job.id);
  }

  async validate(scope: ImportScope, importId: string): Promise<ImportJob> {
    await validateImport(this.deps, scope, { importId });
    await runValidation(this.deps, { brandId: scope.brandId, importId });
    return getImport(this.deps, scope, importId);
  }

  /** Commits and drives the run, as the task does. */
  async commit(scope: ImportScope, importId: string): Promise<ImportJob> {
    const { runId } = await commitImport(this.deps, scope, { importId });
    const outcome = await this.drive(scope, runId ?? "");
    await settleImport(this.deps, { brandId: scope.brandId, importId }, outcome);
    return getImport(this.deps, scope, importId);
  }

  async drive({ brandId }: ImportScope, runId: string): Promise<SyncOutcome> {
    const { db } = this.deps;
    const connector = () => importConnector(db, brandId);
    const events = syncConnection(
      { db, http: noHttp, connector, secrets: async () => null },
      { brandId, runId },
    );
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
    }
  }

  async report(scope: ImportScope, importId: string): Promise<string> {
    const { body } = await errorReport(this.deps, scope, { importId });
    return text(body);
  }

  /** Variants as they stand, each with its product. */
  products({ brandId }: ImportScope) {
    return this.rows(
      `select p.product_identifier as product, p.name, p.price::text, p.currency, c.name as color, s.name as size,
         v.sku, v.barcode, v.price::text as "ownPrice"
       from products p
       left join product_variants v on v.brand_id = p.brand_id and v.product_id = p.id and v.tombstoned_at is null
       left join brand_colors c on c.brand_id = p.brand_id and c.id = v.color_id
       left join brand_sizes s on s.brand_id = p.brand_id and s.id = v.size_id
       where p.brand_id = $1 order by p.product_identifier, v.sku, c.name, s.name`,
      [brandId],
    );
  }

  async count(
    { brandId }: ImportScope,
    table: "products" | "product_variants" | "import_rows",
  ): Promise<number> {
    const [row] = await this.rows<{ n: number }>(
      `select count(*)::int as n from ${table} where brand_id = $1`,
      [brandId],
    );
    return row?.n ?? -1;
  }
}

export function importWorld(): ImportWorld {
  const world = new ImportWorld();
  beforeAll(() => world.open());
  afterAll(() => world.close());
  return world;
}

async function* once(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === "string" ? Buffer.from(content) : content;
}
