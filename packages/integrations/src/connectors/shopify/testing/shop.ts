import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MappedProduct } from "@v1/core";
import { type Control, type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { createHttpClient } from "../../../http/client.ts";
import { guardConnection } from "../../../http/connection-guard.ts";
import type { Connector, RawRecord, ReadRequest } from "../../../kit/connector.ts";
import type { HttpClient } from "../../../kit/http.ts";
import type { ShopifyConfig } from "../config.ts";
import { shopify } from "../connector.ts";
import type { ShopifyProduct } from "../raw.ts";

export type Settings = Partial<Omit<ShopifyConfig, "metafields" | "optionNames">> & {
  metafields?: Partial<ShopifyConfig["metafields"]>;
  optionNames?: Partial<ShopifyConfig["optionNames"]>;
};

type Edit = Extract<Control, { action: "edit" }>["set"];
type Field = [key: string, value: string, type?: string];

/** A small shop of a test's own, with what a merchant may put into it, read through the connector. */
export class Shop {
  readonly store: DemoStore;
  readonly #folder: string;
  readonly #http: ReturnType<typeof createHttpClient>;
  /** Called with the text of each request before it is sent. */
  onRequest: (body: string) => void = () => undefined;

  private constructor(store: DemoStore, folder: string) {
    this.store = store;
    this.#folder = folder;
    this.#http = createHttpClient({ allowPrivate: true, retryMs: 1 });
  }

  static async open(products: number): Promise<Shop> {
    const store = await startDemoStore({ products, seed: 4 });
    return new Shop(store, await mkdtemp(join(tmpdir(), "features-")));
  }

  async close(): Promise<void> {
    await this.store.stop();
    await this.#http.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  context(settings: Settings = {}) {
    const config = { shop: this.store.url, ...settings } as never;
    const secrets = { accessToken: this.store.token };
    const kept = { connector: shopify as Connector, config, scope: null, secrets };
    const signed = guardConnection({ http: this.#http }, kept).http;
    const http: HttpClient = {
      request: (url, options) => {
        this.onRequest(String(options?.body ?? ""));
        return signed.request(url, options);
      },
    };
    return {
      config,
      secrets,
      http,
      signal: new AbortController().signal,
      spillFolder: this.#folder,
    };
  }

  /** The id of the product at a place of the catalog. */
  id(index: number): string {
    return String(this.store.catalog.at(index)?.id);
  }

  async record(
    index: number,
    settings: Settings = {},
    mode: ReadRequest["mode"] = "full",
  ): Promise<RawRecord<ShopifyProduct>> {
    const id = this.id(index);
    const since = mode === "full" ? null : "2026-11-01T00:00:00Z";
    const request = { mode, since, position: null, pageSize: 2 };
    const found: RawRecord<ShopifyProduct>[] = [];
    for await (const page of shopify.read(this.context(settings), request)) found.push(...page.records);
    const record = found.find(({ externalId }) => externalId === id);
    if (!record) throw new Error(`Product ${index} was not read.`);
    return record;
  }

  async mapped(
    index: number,
    settings: Settings = {},
    mode: ReadRequest["mode"] = "full",
  ): Promise<MappedProduct> {
    const result = shopify.map(await this.record(index, settings, mode), this.context(settings).config);
    if ("code" in result) throw new Error(`Product ${index} is not mapped: ${result.message}`);
    return result;
  }

  edit(index: number, set: Edit): void {
    if (!this.store.control({ action: "edit", index, set }).ok) throw new Error(`No product ${index}.`);
  }

  /** Key in the namespace `custom` → type and value. */
  setMetafields(index: number, values: Record<string, [type: string, value: string]>): void {
    const before = this.store.catalog.at(index)?.metafields ?? [];
    const kept = before.filter(({ key }) => !(key in values));
    const added = Object.entries(values).map(([key, [type, value]]) => ({
      namespace: "custom",
      key,
      type,
      value,
    }));
    this.edit(index, { metafields: [...kept, ...added] });
  }

  /** Makes a metaobject, and gives its gid. */
  metaobject(displayName: string, ...fields: Field[]): string {
    const set = {
      type: "entry",
      displayName,
      fields: fields.map(([key, value, type = "single_line_text_field"]) => ({ key, type, value })),
    };
    return this.store.control({ action: "metaobject", set }).gid ?? "";
  }
}
