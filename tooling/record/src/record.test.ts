import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Connector,
  connectors,
  createHttpClient,
  guardConnection,
  type HttpClient,
} from "@v1/integrations";
import { replay } from "@v1/integrations/record";
import { startDemoStore } from "@v1/stack/demo-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseOptions } from "./options.ts";
import { record } from "./record.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "record-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: unknown): Promise<string> {
  await writeFile(join(folder, name), JSON.stringify(content));
  return join(folder, name);
}

/** Everything that a connector makes of a source. */
async function mapped(connector: Connector, source: { config: unknown; secrets: unknown; http: HttpClient }) {
  const context = { ...source, signal: new AbortController().signal, spillFolder: folder };
  const request = { mode: "full", since: null, position: null, pageSize: 100 } as const;
  const found = [];
  for await (const page of connector.read(context, request)) {
    for (const each of page.records) found.push(connector.map(each, source.config));
  }
  return found;
}

it("records a shop, and the replay maps to just what the shop itself does", async () => {
  const store = await startDemoStore({ products: 12, seed: 3 });
  const config = { shop: store.url };
  const secrets = { accessToken: store.token };
  const http = createHttpClient({ allowPrivate: true });
  try {
    const { slug } = connectors.shopify;
    const args = ["--config", await file("c.json", config), "--secrets", await file("s.json", secrets)];
    const recorded = await record(parseOptions([slug, ...args, "--name", "shop", "--to", folder]));
    expect(recorded).toMatchObject({ file: join(folder, "shop.json"), records: 12 });
    const text = await readFile(recorded.file, "utf8");
    expect(text).not.toContain(store.token);
    expect(text).not.toContain(store.url);
    const shopify = connectors.shopify as Connector;
    const guarded = guardConnection({ http }, { connector: shopify, config, scope: null, secrets });
    const live = await mapped(shopify, { config, secrets, http: guarded.http });
    await store.stop();
    const recording = JSON.parse(text);
    const again = await mapped(shopify, {
      config: recording.config,
      secrets: { accessToken: "any" },
      http: replay(recording),
    });
    expect(again).toHaveLength(12);
    expect(again).toEqual(live);
  } finally {
    await http.close();
    await store.stop();
  }
});

describe("what is kept", () => {
  const person = {
    ownerEmail: "jane.doe@brand.example",
    contact: { first_name: "Jane", lastName: "Doe", phone: "+46 70 123 45 67", address1: 'Main "St" 1' },
    note: "Ask Jane at jané@brand.se or https://x.example/f?id=1&X-Amz-Signature=abcdef&size=2",
  };

  it("is free of credentials, of what is about people, and of signatures", async () => {
    const secrets = { header: "x-key", value: "secret-key-of-the-feed" };
    const server = createServer((request, response) => {
      const records = [{ id: "4006381333931", name: "Shirt", person, echo: request.headers["x-key"] }];
      response.writeHead(200, { "set-cookie": "session=verysecret" }).end(JSON.stringify(records));
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const config = { url: `http://127.0.0.1:${port}/feed?token=inTheAddress`, fields: {} };
      const args = ["--config", await file("f.json", config), "--secrets", await file("t.json", secrets)];
      const recorded = await record(parseOptions(["json-feed", ...args, "--to", folder]));
      const text = await readFile(recorded.file, "utf8");
      const told = [
        "secret-key",
        "verysecret",
        "inTheAddress",
        "abcdef",
        "jan",
        "Jane",
        "Doe",
        "123 45",
        "St",
      ];
      // "Ask Jane" stands in free text, which only people can judge.
      expect(told.filter((part) => text.replaceAll("Ask Jane", "").includes(part))).toEqual([]);
      expect(text).toContain("4006381333931");
      expect(text).toContain("size=2");
      const recording = JSON.parse(text);
      const again = { config: recording.config, secrets: {}, http: replay(recording) };
      expect(await mapped(connectors["json-feed"] as Connector, again)).toMatchObject([
        { externalId: "4006381333931" },
      ]);
    } finally {
      server.close();
    }
  });

  it.each([
    [[], "The connector is missing."],
    [["shopify"], "--config is missing."],
    [["shopify", "--config", "c", "--since", "soon"], "--since takes a time."],
    [["shopify", "--config", "c", "--records", "0"], "--records takes a number above 0."],
    [["shopify", "--config", "c", "--name", "../x"], "--name takes letters"],
    [["shopify", "--what"], "--what"],
  ])("%j is refused: %s", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it("a request that was not recorded is named", async () => {
    const request = replay({ exchanges: [] }).request("https://x.example/p?key=secret", { method: "POST" });
    await expect(request).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("POST https://x.example/p?key=redacted was not recorded"),
    });
  });
});
