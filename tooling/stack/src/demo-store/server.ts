import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { BulkOperations } from "./bulk-operations.ts";
import { CatalogStore } from "./catalog-store.ts";
import { StoreClock } from "./clock.ts";
import { type Control, type Controlled, type ControlResult, control, controlSchema } from "./control.ts";
import { CONTROL_PAGE } from "./control-page.ts";
import { sendFile } from "./download.ts";
import { editWhileRead } from "./edit-while-read.ts";
import { Faults, type Pace } from "./faults.ts";
import { GraphqlEndpoint } from "./graphql-endpoint.ts";
import { keepChanges, resumeChanges } from "./kept-changes.ts";
import { Listings } from "./listing.ts";
import { pictureOf } from "./pictures.ts";
import { SignIn, type StoreApp } from "./sign-in.ts";
import { answerWrongly, unauthorized } from "./wrong-answers.ts";

export const DEMO_TOKEN = "shpat_demo";

export interface DemoStoreOptions extends Partial<Pace> {
  products: number;
  seed: number;
  /** 0, the default, takes a free one. */
  port?: number;
  token?: string;
  /** Whether products have pictures that can be looked at, from the store itself. */
  pictures?: boolean;
  /** A file that the merchant's changes are kept in while the store is closed. */
  keep?: string;
  /** Points as of Shopify's plans; the largest plan's by default. */
  bucket?: { maximum: number; restoreRate: number };
}

export interface DemoStore {
  url: string;
  port: number;
  token: string;
  /** An app that merchants may install by a sign-in. */
  app: StoreApp;
  catalog: CatalogStore;
  /** The same as `POST /__control`. */
  control(command: Control): ControlResult;
  stop(): Promise<void>;
}

const PLUS_BUCKET = { maximum: 20_000, restoreRate: 1_000 };
/** Long enough to be felt, and well below any time limit. */
const SLOW_MS = 500;
const OTHER_VERSION = "2026-10";
const MOST_BODY_BYTES = 5 * 1024 * 1024;

/** Starts a shop with Shopify's Admin API over a generated catalog, on 127.0.0.1. */
export async function startDemoStore(options: DemoStoreOptions): Promise<DemoStore> {
  const clock = new StoreClock();
  const pace: Pace = {
    pageDelayMs: options.pageDelayMs ?? 0,
    hundredLinesDelayMs: options.hundredLinesDelayMs ?? 0,
  };
  const faults = new Faults();
  let url = "";
  const pictureAt = (handle: string) => `${url}/pictures/${handle}.svg`;
  const store = new CatalogStore({
    ...options,
    clock,
    ...(options.pictures ? { pictureOf: pictureAt } : {}),
  });
  const bulk = new BulkOperations({
    baseUrl: () => url,
    clock: () => clock.now(),
    pace,
    faults,
    wasRead: (nodes) => editWhileRead(store, faults, nodes),
    execute: (document, variables) => endpoint.execute(document, variables, { unlimited: true }),
  });
  const shop = { store, listings: new Listings(store), bulk };
  const endpoint = new GraphqlEndpoint({ shop, bucket: options.bucket ?? PLUS_BUCKET, faults });
  const token = options.token ?? DEMO_TOKEN;
  const controlled = { store, pace, faults, clock };
  const signIn = new SignIn();
  const handler = new Handler({ token, endpoint, bulk, controlled, signIn });
  const server = createServer((request, response) => {
    response.setHeader("date", new Date(clock.now() * 1000).toUTCString());
    handler.handle(request, response).catch((error: unknown) => failed(response, error));
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  if (options.keep) resumeChanges(options.keep, store, url);
  return {
    url,
    port,
    token,
    app: signIn.app,
    catalog: store,
    control: (command) => control(controlled, command),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await bulk.stop();
      if (options.keep) keepChanges(options.keep, store, url);
    },
  };
}

interface HandlerOptions {
  token: string;
  endpoint: GraphqlEndpoint;
  bulk: BulkOperations;
  controlled: Controlled;
  signIn: SignIn;
}

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

class Handler {
  readonly #options: HandlerOptions;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://store");
    if (pathname === "/health") return answer(response, 200, { ok: true });
    const file = /^\/bulk\/(\d+)\.jsonl$/.exec(pathname);
    if (file && request.method === "GET")
      return this.#download(response, file[1] ?? "", searchParams.get("signature"));
    if (pathname === "/__control" && request.method === "GET") return page(response);
    const pictured = /^\/pictures\/([a-z0-9-]+)\.svg$/.exec(pathname)?.[1];
    if (pictured) return picture(response, pictured);
    if (await this.#options.signIn.handle(request, response)) return;
    if (!this.#knows(request.headers["x-shopify-access-token"])) return unauthorized(response);
    if (pathname === "/__control") return this.#control(request, response);
    const version = /^\/admin\/api\/(\d{4}-\d{2}|unstable)\/graphql\.json$/.exec(pathname)?.[1];
    if (version && request.method === "POST") return this.#graphql(request, response, version);
    return answer(response, 404, { errors: "Not Found" });
  }

  #knows(token: unknown): boolean {
    return token === this.#options.token || this.#options.signIn.accepts(token);
  }

  async #graphql(request: IncomingMessage, response: ServerResponse, version: string): Promise<void> {
    const { faults, pace } = this.#options.controlled;
    const body = requestSchema.safeParse(await jsonBody(request));
    await sleep(pace.pageDelayMs);
    if (faults.take("hangs")) return;
    if (faults.take("slow_answer")) await sleep(SLOW_MS);
    if (answerWrongly(response, faults)) return;
    response.setHeader("x-shopify-api-version", faults.take("retired_version") ? OTHER_VERSION : version);
    if (!body.success)
      return answer(response, 400, { errors: { query: "Required parameter missing or invalid" } });
    return answer(response, 200, await this.#options.endpoint.answer(body.data));
  }

  async #download(response: ServerResponse, name: string, signature: string | null): Promise<void> {
    const path = this.#options.bulk.file(name, signature);
    if (path === null || this.#options.controlled.faults.take("download_expired")) {
      return answer(response, 403, { errors: "The address is not, or no longer, valid." });
    }
    return sendFile(response, path, this.#options.controlled);
  }

  async #control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const command = controlSchema.safeParse(await jsonBody(request));
    if (!command.success) return answer(response, 400, { ok: false, errors: z.prettifyError(command.error) });
    return answer(response, 200, control(this.#options.controlled, command.data));
  }
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function picture(response: ServerResponse, handle: string): void {
  response
    .writeHead(200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" })
    .end(pictureOf(handle));
}

function page(response: ServerResponse): void {
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
    })
    .end(CONTROL_PAGE);
}

function failed(response: ServerResponse, error: unknown): void {
  // The other side went away, which is its right.
  if (response.destroyed) return;
  console.error("The demo store failed to answer:", error);
  if (response.headersSent) response.destroy();
  else answer(response, 500, { errors: "Internal Server Error" });
}
