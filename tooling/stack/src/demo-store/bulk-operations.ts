import { randomBytes } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExecutionResult } from "graphql";
import { isoSeconds } from "../catalog/index.ts";
import { BULK_PAGE, type BulkDocument, bulkDocument } from "./bulk-document.ts";
import { allLines, type BulkWriting, bulkWriting, spoiled } from "./bulk-faults.ts";
import { nodesOf, Scatter } from "./bulk-lines.ts";
import type { Faults, Pace } from "./faults.ts";

export interface BulkSettings {
  baseUrl: () => string;
  execute(
    document: BulkDocument["document"],
    variables: { bulkAfter: string | null },
  ): Promise<ExecutionResult>;
  clock: () => number;
  pace: Pace;
  faults: Faults;
  /** Called with the nodes of each page, once it was read. */
  wasRead(nodes: readonly unknown[]): void;
}

export interface BulkOperation {
  __typename: "BulkOperation";
  id: string;
  type: "QUERY";
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED";
  query: string;
  errorCode: "INTERNAL_SERVER_ERROR" | null;
  createdAt: string;
  completedAt: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
  partialDataUrl: string | null;
}

interface Job {
  operation: BulkOperation;
  document: BulkDocument;
  writing: BulkWriting;
}

interface Written {
  objects: number;
  roots: number;
}

const MOST_AT_ONCE = 5;

/** Runs bulk queries over the catalog, a few at once, into files that live as long as the store. */
export class BulkOperations {
  readonly #settings: BulkSettings;
  readonly #operations = new Map<string, BulkOperation>();
  readonly #files = new Map<string, { path: string; signature: string }>();
  readonly #running = new Set<Promise<void>>();
  #folder: Promise<string> | null = null;
  #stopped = false;

  constructor(settings: BulkSettings) {
    this.#settings = settings;
  }

  all(): BulkOperation[] {
    return [...this.#operations.values()];
  }

  find(id: string): BulkOperation | null {
    return this.#operations.get(id) ?? null;
  }

  run(query: string) {
    // Who asked while the store stopped hears no answer.
    if (this.#stopped || this.#running.size >= MOST_AT_ONCE) {
      return refused("LIMIT_REACHED", "Limit of concurrent bulk operations reached.");
    }
    const document = bulkDocument(query);
    if ("refused" in document) return refused("INVALID", document.refused);
    const operation = this.#created(query);
    const work = this.#work(operation, document).finally(() => this.#running.delete(work));
    this.#running.add(work);
    return { bulkOperation: { ...operation }, userErrors: [] };
  }

  cancel(id: string) {
    const operation = this.find(id);
    if (operation && (operation.status === "CREATED" || operation.status === "RUNNING"))
      operation.status = "CANCELING";
    const userErrors = operation ? [] : [{ field: ["id"], message: "Bulk operation does not exist" }];
    return { bulkOperation: operation, userErrors };
  }

  /** The file behind a result's address, or null where the address is not right. */
  file(name: string, signature: string | null): string | null {
    const file = this.#files.get(name);
    return file && file.signature === signature ? file.path : null;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { id } of this.all()) this.cancel(id);
    await Promise.allSettled(this.#running);
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }

  #created(query: string): BulkOperation {
    const operation: BulkOperation = {
      __typename: "BulkOperation",
      id: `gid://shopify/BulkOperation/${7_000_000_000_000 + this.#operations.size * 1_024 + randomBytes(1).readUInt8()}`,
      type: "QUERY",
      status: "CREATED",
      query,
      errorCode: null,
      createdAt: isoSeconds(this.#settings.clock()),
      completedAt: null,
      objectCount: "0",
      rootObjectCount: "0",
      fileSize: null,
      url: null,
      partialDataUrl: null,
    };
    this.#operations.set(operation.id, operation);
    return operation;
  }

  async #work(operation: BulkOperation, document: BulkDocument): Promise<void> {
    const name = operation.id.slice(operation.id.lastIndexOf("/") + 1);
    this.#folder ??= mkdtemp(join(tmpdir(), "demo-store-"));
    const path = join(await this.#folder, `${name}.jsonl`);
    const file = await open(path, "w");
    const writing = bulkWriting(this.#settings.faults);
    try {
      // Unless it was cancelled before it began.
      if (operation.status === "CREATED") operation.status = "RUNNING";
      await this.#write(file, { operation, document, writing });
      const { size } = await file.stat();
      this.#finish(operation, {
        fails: writing.stopsHalfway,
        fileSize: size,
        url: this.#publish(name, path),
      });
    } catch (error) {
      operation.status = operation.status === "CANCELING" ? "CANCELED" : "FAILED";
      operation.errorCode = operation.status === "FAILED" ? "INTERNAL_SERVER_ERROR" : null;
      if (operation.status === "FAILED") console.error(`Bulk operation ${name} failed:`, error);
    } finally {
      await file.close();
    }
  }

  #finish(operation: BulkOperation, result: { fails: boolean; fileSize: number; url: string }): void {
    operation.completedAt = isoSeconds(this.#settings.clock());
    operation.status = result.fails ? "FAILED" : "COMPLETED";
    if (operation.objectCount === "0") return;
    if (this.#settings.faults.take("bulk_miscounts"))
      operation.objectCount = String(Number(operation.objectCount) + 1);
    operation.fileSize = String(result.fileSize);
    if (result.fails) {
      operation.errorCode = "INTERNAL_SERVER_ERROR";
      operation.partialDataUrl = result.url;
    } else operation.url = result.url;
  }

  #publish(name: string, path: string): string {
    const signature = randomBytes(16).toString("hex");
    this.#files.set(name, { path, signature });
    return `${this.#settings.baseUrl()}/bulk/${name}.jsonl?signature=${signature}`;
  }

  async #write(file: FileHandle, { operation, document, writing }: Job): Promise<void> {
    const scatter = new Scatter();
    const written: Written = { objects: 0, roots: 0 };
    for await (const page of this.#pages(operation, document)) {
      let text = "";
      for (const line of allLines(page, writing)) {
        written.objects += 1;
        if (line.isRoot) written.roots += 1;
        for (const due of scatter.take(line)) text += `${due.text}\n`;
      }
      await file.write(spoiled(text, writing));
      operation.objectCount = String(written.objects);
      operation.rootObjectCount = String(written.roots);
    }
    let rest = "";
    for (const due of scatter.rest()) rest += `${due.text}\n`;
    await file.write(spoiled(rest, writing));
  }

  async *#pages(operation: BulkOperation, { document, rootKey }: BulkDocument) {
    for (let bulkAfter: string | null = null; ; ) {
      if (operation.status === "CANCELING") throw new Error("cancelled");
      await sleep(this.#settings.pace.pageDelayMs);
      const answer = await this.#settings.execute(document, { bulkAfter });
      if (answer.errors?.[0]) throw answer.errors[0];
      const connection = answer.data?.[rootKey];
      yield nodesOf(connection) ?? [];
      this.#settings.wasRead(nodesOf(connection) ?? []);
      const { hasNextPage, endCursor } = pageInfoOf(connection);
      if (!hasNextPage) return;
      bulkAfter = endCursor;
    }
  }
}

function pageInfoOf(connection: unknown): { hasNextPage: boolean; endCursor: string | null } {
  const nothing = { hasNextPage: false, endCursor: null };
  if (typeof connection !== "object" || connection === null || !(BULK_PAGE in connection)) return nothing;
  return { ...nothing, ...(connection[BULK_PAGE] as object) };
}

function refused(code: "INVALID" | "LIMIT_REACHED", message: string) {
  return {
    bulkOperation: null,
    userErrors: [{ __typename: "BulkOperationUserError", code, field: ["query"], message }],
  };
}
